import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { isPaperKey, MOST_PRINTED_ROWS, paperFormats } from "#app/reports/paper-keys.ts"
import { screenForMonth } from "#app/reports/screen-for-month.server.ts"
import { Callout } from "#app/ui/callout.tsx"
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
  const { title, number, conditions, columns, rows, totals, total, records } = await readScope(actor, (scope) =>
    screenForMonth(scope, month, key, { page, pageSize: PAGE_SIZE }),
  )
  return {
    title: `${monthLabel(month, actor.locale)} ${title}`,
    ...{ month, key, page, number, conditions, columns, name: title, screen: { rows, totals, total } },
    isPrinted: records <= MOST_PRINTED_ROWS,
  }
}

/** The paper as a file: PDF and XLSX as far as anybody opens them, CSV for spreadsheets and for old programs. */
function FormLinks() {
  const { t } = useTranslation("books")
  const { month, key, isPrinted } = useLoaderData<typeof loader>()
  const place = `/console/books/${month}/${key}`
  return (
    <>
      {paperFormats
        .filter((format) => isPrinted || format === "csv")
        .map((format) => (
          <LinkButton key={format} to={`${place}/${format}`} icon="import" reloadDocument>
            {format.toUpperCase()}
          </LinkButton>
        ))}
      <LinkButton to={`${place}/cp932`} icon="import">
        {t("csvCp932")}
      </LinkButton>
    </>
  )
}

/** One of the month's papers (伝票, 元帳, 年齢表) on the screen, with the same as PDF, XLSX and CSV. */
export default function PaperPage() {
  const { t } = useTranslation("books")
  const { page, name, number, conditions, columns, screen, isPrinted } = useLoaderData<typeof loader>()
  return (
    <SectionCard flush title={name} actions={<FormLinks />}>
      {isPrinted ? null : <Callout title={t("beyondPaper", { most: MOST_PRINTED_ROWS })} />}
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
