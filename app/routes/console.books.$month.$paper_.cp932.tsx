import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { missingInCp932 } from "#app/reports/csv-for-month.server.ts"
import { isPaperKey } from "#app/reports/paper-keys.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { monthLabel } from "#app/ui/month-label.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { isMonth } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navMonthClose", to: "/console/books" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "books.read")
  const { month = "", paper: key = "" } = params
  if (!isMonth(month) || !isPaperKey(key)) throw new Response("not found", { status: 404 })
  const { t } = i18nFor(actor.locale)
  return {
    title: `${monthLabel(month, actor.locale)} ${t("books:csvCp932")}`,
    ...{ month, key },
    missing: await readScope(actor, (scope) => missingInCp932(scope, month, key)),
  }
}

/** A paper as CSV in Shift_JIS (CP932), with the characters that are written as 〓 and where they stand. */
export default function Cp932Page() {
  const { t } = useTranslation("books")
  const { month, key, missing } = useLoaderData<typeof loader>()
  return (
    <SectionCard
      flush
      title={t("csvCp932")}
      actions={
        <LinkButton to={`/console/books/${month}/${key}/csv-cp932`} icon="import" tone="primary" reloadDocument>
          {t("download")}
        </LinkButton>
      }
    >
      {missing.count === 0 ? (
        <EmptyState icon="check" title={t("nothingMissing")} />
      ) : (
        <>
          <Callout tone="warning" title={t("missingTitle", { total: missing.count, shown: missing.named.length })} />
          <DataTable
            caption={t("missingCaption")}
            rows={missing.named}
            rowKey={({ record, field, character }) => `${record} ${field} ${character}`}
            empty={null}
            columns={[
              { key: "character", header: t("missingCharacter"), render: ({ character }) => character },
              { key: "record", header: t("missingRow"), align: "end", render: ({ record }) => record },
              { key: "field", header: t("missingColumn"), align: "end", render: ({ field }) => field },
            ]}
          />
        </>
      )}
    </SectionCard>
  )
}
