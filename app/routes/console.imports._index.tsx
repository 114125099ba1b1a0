import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { importRunsForList } from "#app/subscriptions/import-run-for-page.server.ts"
import { importsForList } from "#app/subscriptions/imports-for-list.server.ts"
import { OutcomeBadge } from "#app/ui/outcome-badge.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "imports.write")
  const url = listUrl(request)
  return readScope(actor, async (scope) => {
    const imports = await importsForList(scope, url)
    return {
      title: i18nFor(actor.locale).t("imports:title"),
      imports,
      runs: await importRunsForList(scope, 10),
      total: imports[0]?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
    }
  })
}

function Runs() {
  const { t } = useTranslation(["imports", "jobs"])
  const { runs } = useLoaderData<typeof loader>()
  if (runs.length === 0) return null
  return (
    <SectionCard title={t("imports:runs")} flush>
      <DataTable
        caption={t("imports:runs")}
        rows={runs}
        rowKey={(run) => run.id}
        rowHref={(run) => `/console/imports/${run.id}`}
        empty={null}
        columns={[
          { key: "file", header: t("imports:fileName"), render: (run) => run.fileName },
          { key: "mode", header: t("imports:mode"), render: (run) => t(`imports:mode-${run.mode}`) },
          { key: "at", header: t("jobs:startedAt"), render: (run) => <InstantText at={run.startedAt} /> },
          { key: "outcome", header: t("jobs:outcome"), render: (run) => <OutcomeBadge outcome={run.outcome} /> },
        ]}
      />
    </SectionCard>
  )
}

/** 取り込み: files taken over so far, and the checks on the way. */
export default function Imports() {
  const { t, i18n } = useTranslation("imports")
  const { imports, total, page, pageSize } = useLoaderData<typeof loader>()
  const upload = (
    <LinkButton to="/console/imports/new" tone="primary" icon="upload">
      {t("upload")}
    </LinkButton>
  )
  return (
    <>
      <PageHeader title={t("title")} primary={upload} />
      <Runs />
      <SectionCard title={t("history")} flush>
        <DataTable
          caption={t("history")}
          rows={imports}
          rowKey={(one) => one.id}
          empty={<EmptyState icon="import" title={t("empty")} />}
          columns={[
            { key: "file", header: t("fileName"), render: (one) => one.fileName },
            { key: "asOf", header: t("asOf"), render: (one) => <DayText on={one.asOf} /> },
            {
              key: "encoding",
              header: t("encoding"),
              render: (one) => (one.encoding === "cp932" ? "Shift_JIS (CP932)" : "UTF-8"),
            },
            {
              key: "rows",
              header: t("rows"),
              align: "end",
              render: (one) => one.rowCount.toLocaleString(i18n.language),
            },
            {
              key: "rejected",
              header: t("rejected"),
              align: "end",
              render: (one) => one.rejectedCount.toLocaleString(i18n.language),
            },
            { key: "at", header: t("appliedAt"), render: (one) => <InstantText at={one.appliedAt} /> },
          ]}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </SectionCard>
    </>
  )
}
