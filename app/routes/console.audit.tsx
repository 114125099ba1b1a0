import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { auditChainForPage } from "#app/reports/audit-chain-for-page.server.ts"
import { actionsForFilter, auditForList } from "#app/reports/audit-for-list.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { InstantText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { isCalendarDate } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "audit.read")
  const url = listUrl(request)
  const day = (name: string) => (isCalendarDate(url.text(name)) ? url.text(name) : "")
  const filter = {
    actor: url.text("actor"),
    action: url.text("action"),
    subject: url.text("subject"),
    from: day("from"),
    to: day("to"),
  }
  return readScope(actor, async (scope) => {
    const entries = await auditForList(scope, filter, url)
    return {
      title: i18nFor(actor.locale).t("audit:title"),
      filter,
      entries,
      actions: await actionsForFilter(scope),
      chain: await auditChainForPage(scope),
      total: entries[0]?.total ?? 0,
      page: url.page,
      pageSize: url.limit,
    }
  })
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Chain({ chain }: { readonly chain: Data["chain"] }) {
  const { t } = useTranslation("audit")
  return chain.brokenAt === null ? (
    <Callout tone="success" title={t("chainIntact")}>
      {t("chainSummary", { count: chain.entries })}
    </Callout>
  ) : (
    <Callout tone="danger" title={t("chainBroken")}>
      {t("chainBrokenAt", { seq: chain.brokenAt })}
    </Callout>
  )
}

function Filters({ filter, actions }: Pick<Data, "filter" | "actions">) {
  const { t } = useTranslation("audit")
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <FilterBar label={t("title")} clearHref={isFiltered ? "/console/audit" : undefined}>
      <FilterText label={t("actor")} name="actor" value={filter.actor} />
      <FilterSelect
        label={t("action")}
        name="action"
        value={filter.action}
        all={t("all")}
        options={actions.map(({ action }) => ({ value: action, label: action }))}
      />
      <FilterText label={t("target")} name="subject" value={filter.subject} />
      <FilterText label={t("from")} name="from" type="date" value={filter.from} />
      <FilterText label={t("to")} name="to" type="date" value={filter.to} />
    </FilterBar>
  )
}

/** 監査ログ: who did or read what, and whether the chain of records holds. */
export default function Audit() {
  const { t } = useTranslation("audit")
  const { title, filter, entries, actions, chain, total, page, pageSize } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title={title} summary={t("found", { count: total })} />
      <Chain chain={chain} />
      <section className="card" aria-label={t("title")}>
        <Filters filter={filter} actions={actions} />
        <DataTable
          caption={t("title")}
          rows={entries}
          rowKey={(entry) => String(entry.seq)}
          empty={<EmptyState icon="audit" title={t("empty")} />}
          columns={[
            { key: "seq", header: t("seq"), align: "end", render: (entry) => entry.seq },
            { key: "at", header: t("at"), render: (entry) => <InstantText at={entry.recordedAt} /> },
            { key: "actor", header: t("actor"), render: (entry) => entry.actor },
            {
              key: "action",
              header: t("action"),
              render: (entry) => <span className="whitespace-nowrap">{entry.action}</span>,
            },
            { key: "target", header: t("target"), render: (entry) => entry.subject },
            {
              key: "detail",
              header: t("detail"),
              render: (entry) => <code className="font-mono text-small">{entry.detail}</code>,
            },
          ]}
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
