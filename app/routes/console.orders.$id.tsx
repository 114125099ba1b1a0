import type { LoaderFunctionArgs } from "@remix-run/node"
import { Link, useLoaderData } from "@remix-run/react"
import type { TFunction } from "i18next"
import { useTranslation } from "react-i18next"
import { requireStaff } from "#app/identity/require-staff.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { orderForPage } from "#app/subscriptions/order-for-page.server.ts"
import { StatusBadge } from "#app/ui/badge.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText, InstantText } from "#app/ui/date-text.tsx"
import { DescriptionList } from "#app/ui/description-list.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { Money } from "#app/ui/money.tsx"
import { OrderEvidence } from "#app/ui/order-evidence.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  return inScope(actor, async (scope) => {
    const order = await orderForPage(scope, params.id ?? "")
    if (!order) throw new Response("not found", { status: 404 })
    await audit(scope, "read-order", order.number)
    return { title: i18nFor(actor.locale).t("orders:detailTitle", { number: order.number }), order }
  })
}

type Order = ReturnType<typeof useLoaderData<typeof loader>>["order"]

function Contracts({ order }: { readonly order: Order }) {
  const { t } = useTranslation(["orders", "members", "states"])
  return (
    <SectionCard title={t("orders:contracts")} flush>
      <DataTable
        caption={t("orders:contracts")}
        rows={order.contracts}
        rowKey={(contract) => contract.id}
        rowHref={(contract) => `/console/contracts/${contract.id}`}
        empty={<EmptyState icon="offer" title={t("orders:noContracts")} />}
        columns={[
          {
            key: "number",
            header: t("orders:contract"),
            render: (contract) => <span className="whitespace-nowrap">{contract.number}</span>,
          },
          {
            key: "offer",
            header: t("orders:offer"),
            render: (contract) => `${contract.publication} ${contract.offer}`,
          },
          {
            key: "first",
            header: t("orders:firstIssue"),
            render: (contract) => t("members:fromIssue", { number: contract.startIssue }),
          },
          { key: "units", header: t("orders:units"), align: "end", render: (contract) => contract.units },
          { key: "copies", header: t("orders:quantity"), align: "end", render: (contract) => contract.copies },
          {
            key: "price",
            header: t("orders:price"),
            unit: t("states:yen"),
            align: "end",
            render: (contract) => <Money amount={contract.priceYen} />,
          },
          {
            key: "way",
            header: t("orders:paymentMethod"),
            render: (contract) => t(`orders:way-${contract.paymentWay}`),
          },
        ]}
      />
    </SectionCard>
  )
}

function Payments({ order }: { readonly order: Order }) {
  const { t } = useTranslation(["orders", "states"])
  return (
    <SectionCard title={t("orders:payments")} flush>
      <DataTable
        caption={t("orders:payments")}
        rows={order.payments}
        rowKey={(payment) => payment.id}
        empty={<EmptyState icon="yen" title={t("orders:noPayments")} />}
        columns={[
          {
            key: "number",
            header: t("orders:paymentNumber"),
            render: (payment) => <span className="whitespace-nowrap">{payment.number}</span>,
          },
          { key: "date", header: t("orders:paidOn"), render: (payment) => <DayText on={payment.receivedOn} /> },
          {
            key: "way",
            header: t("orders:way"),
            render: (payment) => [t(`orders:way-${payment.way}`), payment.card].filter(Boolean).join(" "),
          },
          { key: "key", header: t("orders:externalKey"), render: (payment) => payment.externalKey },
          {
            key: "amount",
            header: t("orders:amount"),
            unit: t("states:yen"),
            align: "end",
            render: (payment) => <Money amount={payment.amountYen} />,
          },
        ]}
      />
    </SectionCard>
  )
}

const promotionOf = (
  t: TFunction<["orders", "states", "promotions", "offerEdit"]>,
  used: NonNullable<Order["promotion"]>,
) => ({
  term: t("promotions:ofOrder"),
  detail: (
    <Link to={`/console/promotions/${used.id}`} className="text-link">
      {t("promotions:ofOrderText", {
        code: used.code,
        before: used.priceYen.toLocaleString("ja-JP"),
        reduction: used.reductionYen.toLocaleString("ja-JP"),
      })}
    </Link>
  ),
})

/** 受注: the order with its contract, its payment, and what the final confirmation showed. */
export default function OrderPage() {
  const { t } = useTranslation(["orders", "states", "promotions", "offerEdit"])
  const { title, order } = useLoaderData<typeof loader>()
  const paid = order.payments.reduce((sum, { amountYen }) => sum + amountYen, 0)
  return (
    <>
      <PageHeader
        title={title}
        marks={<StatusBadge status={paid >= order.totalYen ? "paid" : paid > 0 ? "partlyPaid" : "unpaid"} />}
      />
      <div className="grid items-start gap-apart desk:grid-cols-[2fr_1fr]">
        <div className="grid gap-apart">
          <Contracts order={order} />
          <Payments order={order} />
          <OrderEvidence application={order.application} />
        </div>
        <SectionCard>
          <DescriptionList
            items={[
              {
                key: "member",
                term: t("orders:member"),
                detail: (
                  <Link to={`/console/members/${order.memberId}`} className="text-link">
                    {`${order.memberName} (${order.memberNumber})`}
                  </Link>
                ),
              },
              { key: "date", term: t("orders:orderedOn"), detail: <DayText on={order.orderedOn} /> },
              { key: "recorded", term: t("orders:recordedAt"), detail: <InstantText at={order.recordedAt} /> },
              { key: "channel", term: t("orders:channel"), detail: t(`orders:${order.channel}`) },
              { key: "total", term: t("orders:total"), detail: <Money amount={order.totalYen} unit /> },
              ...(order.bundle === null
                ? []
                : [{ key: "bundle", term: t("offerEdit:kind-bundle"), detail: order.bundle }]),
              ...(order.promotion === null ? [] : [{ key: "promotion", ...promotionOf(t, order.promotion) }]),
              { key: "source", term: t("orders:source"), detail: order.sourceCode || undefined },
              { key: "page", term: t("orders:page"), detail: order.sourcePage || undefined },
            ]}
          />
        </SectionCard>
      </div>
    </>
  )
}
