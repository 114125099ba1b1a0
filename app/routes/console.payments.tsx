import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { paymentWays } from "#app/subscriptions/order.ts"
import { awaitedPayments } from "#app/subscriptions/awaited-payments.server.ts"
import { paymentsForList } from "#app/subscriptions/payments-for-list.server.ts"
import { AwaitedPayments } from "#app/ui/awaited-payments.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { FilterSelect, FilterText } from "#app/ui/filter-control.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  const url = listUrl(request)
  const filter = { search: url.text("find"), way: url.oneOf("way", ["", ...paymentWays]), month: url.text("month") }
  return readScope(actor, async (scope) => {
    const payments = await paymentsForList(scope, {
      ...filter,
      sort: url.sortText,
      limit: url.limit,
      offset: url.offset,
    })
    return {
      title: i18nFor(actor.locale).t("orders:tabPayments"),
      filter,
      awaited: await awaitedPayments(scope),
      payments,
      total: payments[0]?.total ?? 0,
      sumYen: payments[0]?.sumYen ?? 0,
      page: url.page,
      pageSize: url.limit,
      sort: url.sortText,
      mayIssue: may(actor, "billing.write"),
    }
  })
}

type PaymentRow = ReturnType<typeof useLoaderData<typeof loader>>["payments"][number]

/** 領収書を発行, for who may. */
function useReceiptColumn() {
  const { t } = useTranslation(["orders", "papers"])
  const { mayIssue } = useLoaderData<typeof loader>()
  if (!mayIssue) return []
  const render = (payment: PaymentRow) => (
    <Link to={`/console/papers/issue?payment=${payment.id}`} className="text-link">
      {t("papers:issueReceipt")}
    </Link>
  )
  return [{ key: "receipt", header: t("orders:receipt"), render }]
}

function useColumns() {
  const { t } = useTranslation(["orders", "states"])
  return [
    { key: "number", header: t("orders:paymentNumber"), render: (payment: PaymentRow) => payment.number },
    {
      key: "date",
      header: t("orders:paidOn"),
      sortable: true,
      render: (payment: PaymentRow) => <DayText on={payment.receivedOn} />,
    },
    {
      key: "payer",
      header: t("orders:payer"),
      render: (payment: PaymentRow) => (
        <Link to={`/console/members/${payment.payerId}`} className="text-link">
          {payment.payerName}
        </Link>
      ),
    },
    {
      key: "way",
      header: t("orders:way"),
      render: (payment: PaymentRow) => [t(`orders:way-${payment.way}`), payment.card].filter(Boolean).join(" "),
    },
    {
      key: "order",
      header: t("orders:order"),
      render: (payment: PaymentRow) =>
        payment.orderId === null ? null : (
          <Link to={`/console/orders/${payment.orderId}`} className="text-link">
            {payment.orderNumber}
          </Link>
        ),
    },
    {
      key: "amount",
      header: t("orders:amount"),
      unit: t("states:yen"),
      align: "end",
      sortable: true,
      render: (payment: PaymentRow) => <Money amount={payment.amountYen} />,
    },
    {
      key: "allocated",
      header: t("orders:allocated"),
      unit: t("states:yen"),
      align: "end",
      render: (payment: PaymentRow) => <Money amount={payment.allocatedYen} />,
    },
    ...useReceiptColumn(),
  ] as const
}

/** 入金一覧. */
export default function Payments() {
  const { t } = useTranslation(["orders", "states"])
  const { title, filter, awaited, payments, total, sumYen, page, pageSize, sort } = useLoaderData<typeof loader>()
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <>
      <PageHeader title={title} summary={t("orders:found", { count: total })} />
      <OrderTabs current="/console/payments" />
      <AwaitedPayments awaited={awaited} />
      <section className="card" aria-label={t("orders:tabPayments")}>
        <FilterBar
          label={t("orders:tabPayments")}
          keeps={sort ? { sort } : {}}
          clearHref={isFiltered ? "/console/payments" : undefined}
        >
          <FilterText label={t("orders:search")} name="find" value={filter.search} />
          <FilterSelect
            label={t("orders:way")}
            name="way"
            value={filter.way}
            all={t("orders:all")}
            options={paymentWays.map((value) => ({ value, label: t(`orders:way-${value}`) }))}
          />
          <FilterText label={t("orders:month")} name="month" type="month" value={filter.month} />
        </FilterBar>
        <DataTable
          caption={t("orders:tabPayments")}
          rows={payments}
          rowKey={(payment) => payment.id}
          totals={{ amount: <Money amount={sumYen} /> }}
          empty={<EmptyState icon="yen" title={t("orders:emptyPayments")} />}
          columns={useColumns()}
        />
        {total > 0 ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
