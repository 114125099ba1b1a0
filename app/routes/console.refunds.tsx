import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from "@remix-run/node"
import { Link, useActionData, useLoaderData } from "@remix-run/react"
import { useTranslation } from "react-i18next"
import { z } from "zod"
import { may, requireStaff } from "#app/identity/require-staff.server.ts"
import { formOf, refusalReply } from "#app/platform/form.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { paySeminarRefund } from "#app/seminars/money/pay-seminar-refund.server.ts"
import { refundToCard } from "#app/seminars/money/refund-to-cards.server.ts"
import { wantCardRefund } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import { refundsForList } from "#app/subscriptions/refunds-for-list.server.ts"
import { Callout } from "#app/ui/callout.tsx"
import { consoleMeta } from "#app/ui/console-page.ts"
import { DataTable } from "#app/ui/data-table.tsx"
import { DayText } from "#app/ui/date-text.tsx"
import { EmptyState } from "#app/ui/empty-state.tsx"
import { FilterBar } from "#app/ui/filter-bar.tsx"
import { i18nFor } from "#app/ui/i18n.ts"
import { LinkButton } from "#app/ui/link-button.tsx"
import { listUrl } from "#app/ui/list-url.ts"
import { Money } from "#app/ui/money.tsx"
import { OrderTabs } from "#app/ui/order-tabs.tsx"
import { PageHeader } from "#app/ui/page-header.tsx"
import { Pagination } from "#app/ui/pagination.tsx"
import { RefundSettle } from "#app/ui/refund-settle.tsx"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const meta = consoleMeta
export const handle = { crumbs: [{ word: "navOrders", to: "/console/orders" }] }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireStaff(request, "orders.read")
  const url = listUrl(request)
  const state = url.oneOf("state", ["open", "paid"])
  return readScope(actor, async (scope) => {
    const refunds = await refundsForList(scope, { state, limit: url.limit, offset: url.offset })
    return {
      title: i18nFor(actor.locale).t("contracts:tabRefunds"),
      refunds,
      state,
      total: refunds[0]?.total ?? 0,
      sumYen: refunds[0]?.sumYen ?? 0,
      page: url.page,
      pageSize: url.limit,
      today: scope.today,
      ...{ mayPay: may(actor, "billing.write"), seesBooks: may(actor, "books.read") },
    }
  })
}

const Of = z.enum(["contract", "seminar"])
const ToCard = z.object({ of: Of, number: z.string().min(1).max(40), way: z.literal("card") })

const Paid = z.object({
  of: Of,
  number: z.string().min(1).max(40),
  paidOn: z.string().refine(isCalendarDate),
  way: z.enum(["bank-transfer", "cash"]),
})

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireStaff(request, "billing.write")
  const { t } = i18nFor(actor.locale)
  const fields = Object.fromEntries(await formOf(request))
  const toCard = ToCard.safeParse(fields)
  const input = Paid.safeParse(fields)
  if (!toCard.success && !input.success) return data({ ok: false, message: t("imports:chooseDate") }, { status: 422 })
  try {
    if (input.success) {
      const { of, number, way } = input.data
      const paid = { number, way, paidOn: calendarDate(input.data.paidOn) }
      await inScope(actor, (scope) => (of === "seminar" ? paySeminarRefund(scope, paid) : payRefund(scope, paid)))
      return data({ ok: true, message: t("contracts:paidDone") })
    }
    const number = toCard.data?.number ?? ""
    await inScope(actor, (scope) =>
      toCard.data?.of === "seminar" ? refundToCard(scope, number) : wantCardRefund(scope, number),
    )
    return data({ ok: true, message: t("cardMoney:asked") })
  } catch (error) {
    const { status, message } = refusalReply(error, actor.locale)
    return data({ ok: false, message }, { status })
  }
}

type RefundRow = ReturnType<typeof useLoaderData<typeof loader>>["refunds"][number]

function useColumns() {
  const { t } = useTranslation(["contracts", "states"])
  const { state, today, mayPay } = useLoaderData<typeof loader>()
  return [
    { key: "number", header: t("contracts:refundNumber"), render: (refund: RefundRow) => refund.number },
    { key: "owed", header: t("contracts:owedOn"), render: (refund: RefundRow) => <DayText on={refund.owedOn} /> },
    {
      key: "payer",
      header: t("contracts:payer"),
      render: (refund: RefundRow) => (
        <Link to={`/console/members/${refund.payerId}`} className="text-link">
          {refund.payerName}
        </Link>
      ),
    },
    {
      key: "contract",
      header: t("contracts:refundFor"),
      render: (refund: RefundRow) => (
        <Link
          to={`/console/${refund.of === "seminar" ? "seminar-orders" : "contracts"}/${refund.subjectId}`}
          className="text-link"
        >
          {refund.subjectNumber}
        </Link>
      ),
    },
    {
      key: "cause",
      header: t("contracts:reasonNote"),
      render: (refund: RefundRow) => t(`contracts:refund-${refund.cause}`),
    },
    {
      key: "amount",
      header: t("contracts:amount"),
      unit: t("states:yen"),
      align: "end",
      render: (refund: RefundRow) => <Money amount={refund.amountYen} />,
    },
    ...(state === "paid" || mayPay
      ? [
          {
            key: "paid",
            header: t("contracts:paidOn"),
            render: (refund: RefundRow) =>
              refund.paidOn === null ? <RefundSettle refund={refund} today={today} /> : <DayText on={refund.paidOn} />,
          } as const,
        ]
      : []),
  ] as const
}

/** 返金: money owed back to readers, and what was paid. */
export default function Refunds() {
  const { t } = useTranslation(["contracts", "remittances"])
  const { title, refunds, state, total, sumYen, page, pageSize, seesBooks } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <>
      <PageHeader
        title={title}
        summary={t("refundsLead")}
        secondary={seesBooks ? <LinkButton to="/console/remittances">{t("remittances:title")}</LinkButton> : null}
      />
      <OrderTabs current="/console/refunds" />
      <div role="status">
        {answer ? <Callout tone={answer.ok ? "success" : "warning"}>{answer.message}</Callout> : null}
      </div>
      <section className="card" aria-label={title}>
        <FilterBar
          label={title}
          currentView={state}
          views={[
            { key: "open", label: t("refundsOpen"), to: "/console/refunds" },
            { key: "paid", label: t("refundsPaid"), to: "/console/refunds?state=paid" },
          ]}
        />
        <DataTable
          caption={title}
          rows={refunds}
          rowKey={(refund) => refund.number}
          totals={{ amount: <Money amount={sumYen} /> }}
          empty={<EmptyState icon="yen" title={t(state === "open" ? "noRefunds" : "noRefundsPaid")} />}
          columns={useColumns()}
        />
        {total > pageSize ? <Pagination page={page} pageSize={pageSize} total={total} /> : null}
      </section>
    </>
  )
}
