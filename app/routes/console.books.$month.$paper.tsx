import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { isPaperKey, paperFormats } from "#app/reports/paper-keys.ts"
import { paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { paperScreen } from "#app/reports/paper-screen.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { monthLabel } from "#app/ui/month-label.ts"
import { Pagination } from "#app/ui/pagination.tsx"
import { PaperTable } from "#app/ui/paper-table.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { isMonth } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMonthClose", to: "/console/books" }] }

const PAGE_SIZE = 100

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { month = "", paper: key = "" } = params
  if (!isMonth(month) || !isPaperKey(key)) throw new Response("not found", { status: 404 })
  const { page } = listUrl(request)
  const paper = await readScope(actor, (scope) => paperForMonth(scope, month, key))
  const { title, number, conditions, columns } = paper
  return {
    title: `${monthLabel(month, actor.locale)} ${title}`,
    ...{ month, key, page, number, conditions, columns, name: title },
    screen: paperScreen(paper, page, PAGE_SIZE),
  }
}

/** One of the month's papers (伝票, 元帳, 年齢表) on the screen, with the same as PDF, XLSX and CSV. */
export default function PaperPage() {
  const { t } = useTranslation("books")
  const { month, key, page, name, number, conditions, columns, screen } = useLoaderData<typeof loader>()
  return (
    <SectionCard
      flush
      title={name}
      actions={paperFormats.map((format) => (
        <LinkButton key={format} to={`/console/books/${month}/${key}/${format}`} icon="import" reloadDocument>
          {format.toUpperCase()}
        </LinkButton>
      ))}
    >
      <p className="border-b border-line px-apart py-near text-small text-muted">
        {[number, ...conditions].join(" / ")}
      </p>
      {screen.total === 0 ? (
        <EmptyState icon="ledger" title={t("noMovement")} />
      ) : (
        <>
          <PaperTable caption={number} columns={columns} rows={screen.rows} totals={screen.totals} />
          <Pagination page={page} pageSize={PAGE_SIZE} total={screen.total} />
        </>
      )}
    </SectionCard>
  )
}
