import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { channels } from "#app/subscriptions/order.ts"
import { ordersForList } from "#app/subscriptions/orders-for-list.server.ts"
import { StatusBadge } from "#app/ui/badge.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  const url = listUrl(request)
  const filter = {
    search: url.text("find"),
    channel: url.oneOf("channel", ["", ...channels]),
    month: url.text("month"),
    paid: url.oneOf("paid", ["", "yes", "no"]),
  }
  return readScope(actor, async (scope) => {
    const orders = await ordersForList(scope, { ...filter, sort: url.sortText, limit: url.limit, offset: url.offset })
    return {
      title: i18nFor(actor.locale).t("orders:title"),
      filter,
      orders,
      total: orders[0]?.total ?? 0,
      sumYen: orders[0]?.sumYen ?? 0,
      page: url.page,
      pageSize: url.limit,
      sort: url.sortText,
      mayEnter: may(actor, "members.write"),
    }
  })
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>

function Filters({ filter, sort }: Pick<Data, "filter" | "sort">) {
  const { t } = useTranslation("orders")
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <FilterBar
      label={t("tabOrders")}
      keeps={sort ? { sort } : {}}
      clearHref={isFiltered ? "/console/orders" : undefined}
    >
      <FilterText label={t("search")} name="find" value={filter.search} />
      <FilterSelect
        label={t("channel")}
        name="channel"
        value={filter.channel}
        all={t("all")}
        options={channels.map((value) => ({ value, label: t(value) }))}
      />
      <FilterText label={t("month")} name="month" type="month" value={filter.month} />
      <FilterSelect
        label={t("paidFilter")}
        name="paid"
        value={filter.paid}
        all={t("all")}
        options={[
          { value: "yes", label: t("paidYes") },
          { value: "no", label: t("paidNo") },
        ]}
      />
    </FilterBar>
  )
}

type OrderRow = ReturnType<typeof useLoaderData<typeof loader>>["orders"][number]

function useColumns() {
  const { t } = useTranslation(["orders", "states"])
  return [
    { key: "number", header: t("orders:number"), render: (order: OrderRow) => order.number },
    {
      key: "date",
      header: t("orders:orderedOn"),
      sortable: true,
      render: (order: OrderRow) => <DayText on={order.orderedOn} />,
    },
    {
      key: "member",
      header: t("orders:member"),
      render: (order: OrderRow) => (
        <Link to={`/console/members/${order.memberId}`} className="text-link">
          {order.memberName}
        </Link>
      ),
    },
    { key: "offers", header: t("orders:offers"), render: (order: OrderRow) => order.offerNames },
    {
      key: "copies",
      header: t("orders:quantity"),
      unit: t("orders:copies"),
      align: "end",
      render: (order: OrderRow) => order.copies,
    },
    { key: "channel", header: t("orders:channel"), render: (order: OrderRow) => t(`orders:${order.channel}`) },
    {
      key: "total",
      header: t("orders:total"),
      unit: t("states:yen"),
      align: "end",
      sortable: true,
      render: (order: OrderRow) => <Money amount={order.totalYen} />,
    },
    {
      key: "paid",
      header: t("orders:payment"),
      render: (order: OrderRow) => (
        <StatusBadge status={order.paidYen >= order.totalYen ? "paid" : order.paidYen > 0 ? "partlyPaid" : "unpaid"} />
      ),
    },
  ] as const
}

/** 受注一覧. */
export default function Orders() {
  const { t } = useTranslation(["orders", "states"])
  const { title, filter, orders, total, sumYen, page, pageSize, sort, mayEnter } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("orders:found", { count: total })}
        primary={
          mayEnter ? (
            <LinkButton to="/console/orders/new" tone="primary" icon="plus">
              {t("orders:enter")}
            </LinkButton>
          ) : undefined
        }
      />
      <OrderTabs current="/console/orders" />
      <section className="card" aria-label={t("orders:tabOrders")}>
        <Filters filter={filter} sort={sort} />
        <DataTable
          caption={t("orders:tabOrders")}
          rows={orders}
          rowKey={(order) => order.id}
          rowHref={(order) => `/console/orders/${order.id}`}
          totals={{ total: <Money amount={sumYen} /> }}
          empty={
            <EmptyState icon="order" title={total === 0 && sort === "" ? t("orders:emptyFound") : t("orders:empty")} />
          }
          columns={useColumns()}
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
