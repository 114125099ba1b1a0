import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { type OrderForReader, orderForReader } from "#app/seminars/apply/order-for-reader.server.ts"
import { quoteForCancelling } from "#app/seminars/money/cancel-registrations.server.ts"
import { Refusal } from "#app/values/refusal.ts"

export type RefundAtDesk = Readonly<{
  number: string
  amountYen: number
  owedOn: string
  paidOn: string | null
  /** Whether a card paid, and how a refund to it stands. */
  isByCard: boolean
  cardState: "waiting" | "failed" | null
  cardError: string
}>

export type OrderForDesk = OrderForReader &
  Readonly<{
    seminarId: string
    channel: string
    payerId: string | null
    byPost: boolean
    readerPage: string
    quote: Readonly<{ people: number; percent: number; feeYen: number; refundYen: number }> | null
    refunds: readonly RefundAtDesk[]
  }>

/** A seminar order as staff see it: with the applicant's page, what cancelling would cost, and refunds. Refuses: unknown-order. */
export async function orderForDesk(scope: Scope, id: string): Promise<OrderForDesk> {
  const order = await orderForReader(scope, id)
  const [more] = await scope.sql<{
    seminarId: string
    channel: string
    payerId: string | null
    byPost: boolean
    organization: string
  }>`
    select seminar_id as "seminarId", channel, payer_id as "payerId", by_post as "byPost", organization.code as organization
    from seminar_order join organization on organization.id = organization_id where seminar_order.id = ${id}::uuid`
  const refunds = await scope.sql<OrderForDesk["refunds"][number]>`
    select refund.number, refund.amount_yen as "amountYen", owed_on as "owedOn", paid_on as "paidOn",
      exists (select from payment where payment.way = 'card' and (payment.id = refund.payment_id or exists (
        select from seminar_payment_allocation as allocation where allocation.payment_id = payment.id
          and allocation.order_id = refund.order_id))) as "isByCard",
      to_card.state as "cardState", coalesce(to_card.last_error, '') as "cardError"
    from seminar_refund as refund left join lateral (
      select state, last_error from card_refund where seminar_refund_number = refund.number and state in ('waiting', 'failed')
      order by state desc, wanted_at desc limit 1
    ) as to_card on true
    where refund.order_id = ${id}::uuid order by refund.number`
  if (!more) throw new Error(`order ${id} vanished`)
  const { organization, ...rest } = more
  const readerPage = `${publicUrl()}/o/${organization}/seminar-orders/${signed("seminar-order", id)}`
  return { ...order, ...rest, readerPage, refunds, quote: await quoteOf(scope, id) }
}

/** What cancelling everybody would cost; null where it cannot be done any more. */
async function quoteOf(scope: Scope, id: string): Promise<OrderForDesk["quote"]> {
  try {
    return await quoteForCancelling(scope, { orderId: id, registrationIds: null })
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
