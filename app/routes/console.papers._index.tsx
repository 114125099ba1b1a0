import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData, useLocation } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { paperFilterOf } from "#app/billing/papers/paper-filter.ts"
import { papersForSearch } from "#app/billing/papers/papers-for-search.server.ts"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { PaperMark } from "#app/ui/paper-parts.tsx"
import { Pagination } from "#app/ui/pagination.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  const url = listUrl(request)
  const filter = paperFilterOf(url.text)
  const found = await readScope(actor, (scope) => papersForSearch(scope, filter, url))
  return {
    ...found,
    ...{ filter, page: url.page, pageSize: url.limit, maySet: may(actor, "billing.write") },
    title: i18nFor(actor.locale).t("papers:title"),
  }
}

type PaperRow = ReturnType<typeof useLoaderData<typeof loader>>["papers"][number]

function useColumns() {
  const { t } = useTranslation(["papers", "states"])
  return [
    {
      key: "number",
      header: t("papers:number"),
      render: (paper: PaperRow) => (
        <span className="inline-flex flex-wrap items-center gap-near">
          <Link to={`/console/papers/${paper.id}`} className="text-link figures">
            {paper.number}
          </Link>
          <PaperMark copyNo={paper.copyNo} isRevision={paper.isRevision} />
        </span>
      ),
    },
    { key: "kind", header: t("papers:kind"), render: (paper: PaperRow) => t(`papers:${paper.kind}`) },
    { key: "issued", header: t("papers:issuedOn"), render: (paper: PaperRow) => <DayText on={paper.issuedOn} /> },
    { key: "addressee", header: t("papers:addressee"), render: (paper: PaperRow) => paper.addressee },
    {
      key: "due",
      header: t("papers:dueOn"),
      render: (paper: PaperRow) => (paper.dueOn === null ? null : <DayText on={paper.dueOn} />),
    },
    {
      key: "total",
      header: t("papers:total"),
      unit: t("states:yen"),
      align: "end",
      render: (paper: PaperRow) => <Money amount={paper.totalYen} />,
    },
    {
      key: "left",
      header: t("papers:left"),
      unit: t("states:yen"),
      align: "end",
      render: (paper: PaperRow) => (paper.leftYen === null ? null : <Money amount={paper.leftYen} />),
    },
  ] as const
}

const views = [
  { key: "all", label: "all", search: "" },
  { key: "open", label: "openOnly", search: "?kind=invoice&open=yes" },
  { key: "invoice", label: "invoice", search: "?kind=invoice" },
  { key: "receipt", label: "receipt", search: "?kind=receipt" },
  { key: "credit-note", label: "credit-note", search: "?kind=credit-note" },
  { key: "revised", label: "revisedOnly", search: "?revised=yes" },
] as const

type Filter = ReturnType<typeof useLoaderData<typeof loader>>["filter"]

/** What of a view stays when its search is changed. */
const keptOf = ({ kind, isOpen, isRevised }: Filter) => ({
  ...(kind ? { kind } : {}),
  ...(isOpen ? { open: "yes" } : {}),
  ...(isRevised ? { revised: "yes" } : {}),
})

/** 請求書・領収書: found by date, amount and counterparty in any combination, and all of it downloaded (電子帳簿保存法). */
export default function Papers() {
  const { t } = useTranslation(["papers", "readerSettings"])
  const { title, filter, papers, total, sumYen, leftYen, page, pageSize, maySet } = useLoaderData<typeof loader>()
  const { search } = useLocation()
  const isFiltered = [filter.from, filter.to, filter.minYen, filter.maxYen].some((one) => one !== null)
  const number = (value: number | null) => (value === null ? "" : String(value))
  return (
    <>
      <PageHeader
        title={title}
        summary={`${t("found", { count: total })} · ${t("lead")}`}
        secondary={
          maySet ? (
            <>
              <LinkButton to="/console/papers/payment-notices">{t("readerSettings:paymentNotices")}</LinkButton>
              <LinkButton to="/console/papers/dunning">{t("dunning")}</LinkButton>
              <LinkButton to="/console/papers/settings">{t("settings")}</LinkButton>
            </>
          ) : null
        }
      />
      <OrderTabs current="/console/papers" />
      <section className="card" aria-label={title}>
        <FilterBar
          label={title}
          keeps={keptOf(filter)}
          currentView={filter.isRevised ? "revised" : filter.isOpen ? "open" : filter.kind || "all"}
          views={views.map((view) => ({ key: view.key, label: t(view.label), to: `/console/papers${view.search}` }))}
          clearHref={isFiltered || filter.counterparty ? "/console/papers" : undefined}
          aside={
            total > 0 ? (
              <LinkButton to={`/console/papers/zip${search}`} icon="import" reloadDocument>
                {t("zip")}
              </LinkButton>
            ) : null
          }
        >
          <FilterText label={t("counterparty")} name="find" value={filter.counterparty} />
          <FilterText label={t("from")} name="from" type="date" value={filter.from ?? ""} />
          <FilterText label={t("to")} name="to" type="date" value={filter.to ?? ""} />
          <FilterText label={t("min")} name="min" value={number(filter.minYen)} />
          <FilterText label={t("max")} name="max" value={number(filter.maxYen)} />
        </FilterBar>
        <DataTable
          caption={title}
          rows={papers}
          rowKey={(paper) => paper.id}
          totals={{ total: <Money amount={sumYen} />, left: <Money amount={leftYen} /> }}
          empty={<EmptyState icon="yen" title={t("empty")} />}
          columns={useColumns()}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
