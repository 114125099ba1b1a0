import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { salesTaxClass } from "#app/ledger/account.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CancellationRule, cancellationPercent, keptOf } from "#app/seminars/apply/fee-rules.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { offerFreedSeats } from "#app/seminars/apply/offer-freed-seats.server.ts"
import { creditSeminarOrder } from "#app/seminars/money/credit-seminar-order.server.ts"
import { refundToCards } from "#app/seminars/money/refund-to-cards.server.ts"
import { postForSeminar } from "#app/seminars/parts/post-for-seminar.server.ts"
import { releaseSeats } from "#app/seminars/parts/take-seats.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { calendarDate, daysBetween } from "#app/values/calendar.ts"
import { taxInside, type TaxRounding, yen } from "#app/values/yen.ts"

type Order = {
  number: string
  state: string
  code: string
  seminar_id: string
  rate: number
  rounding: TaxRounding
  deferred_yen: number
  first_on: string
  is_held: boolean
  rules: CancellationRule[]
}

export type CancellationQuote = Readonly<{ people: number; percent: number; feeYen: number; refundYen: number }>

/**
 * Cancels attendees of an order, or all of them (取消): their seats go to those who wait, the fee of the published rule is kept (entry
 * 10) and the rest of what was paid is owed back, to the card that paid it where one did. Staff may set another share. Refuses: unknown-order, order-in-other-state,
 * nobody-to-cancel, seminar-held-already.
 */
export async function cancelRegistrations(
  scope: Scope,
  input: Readonly<{ orderId: string; registrationIds: readonly string[] | null; feePercent?: number }>,
): Promise<CancellationQuote> {
  const { order, people, quote, remainingYen } = await weigh(scope, input, "for update")
  const ids = people.map(({ id }) => id)
  await releaseSeats(scope, ids)
  await scope.sql`
    update registration set state = 'cancelled', cancelled_on = ${scope.today}::date where id = any(${ids}::uuid[])`
  await scope.sql`
    insert into registration_event (organization_id, registration_id, seq, kind, recorded_at, recorded_by)
    select ${scope.organizationId}, id, (select count(*) + 1 from registration_event where registration_id = id), 'cancelled',
      ${scope.now}, ${scope.actor} from unnest(${ids}::uuid[]) as id`
  await post(scope, input.orderId, order, quote, ids[0] ?? "")
  const priceYen = people.reduce((sum, { price_yen }) => sum + price_yen, 0)
  await creditSeminarOrder(scope, {
    ...{ orderId: input.orderId, key: ids[0] ?? "", people: people.length },
    ...{ returnedYen: priceYen - quote.feeYen, feeYen: quote.feeYen },
  })
  await bookBilled(scope, [input.orderId], scope.today)
  await scope.sql`
    update seminar_order set total_yen = ${remainingYen}::bigint, held_until = null,
      state = case when exists (select from registration where order_id = seminar_order.id and state in ('held', 'confirmed'))
        then state else 'cancelled' end,
      cancelled_on = case when exists (select from registration where order_id = seminar_order.id and state in ('held', 'confirmed'))
        then null else ${scope.today}::date end
    where id = ${input.orderId}::uuid`
  await queueMails(scope, await mailForOrders(scope, [input.orderId], "cancelled"))
  await audit(scope, "cancel-registrations", order.number, { ...quote })
  await offerFreedSeats(scope, order.seminar_id)
  return quote
}

/** What cancelling would cost and give back, before it is done. Refuses as cancelRegistrations does. */
export const quoteForCancelling = async (
  scope: Scope,
  input: Readonly<{ orderId: string; registrationIds: readonly string[] | null; feePercent?: number }>,
): Promise<CancellationQuote> => (await weigh(scope, input, "look")).quote

async function weigh(
  scope: Scope,
  input: Readonly<{ orderId: string; registrationIds: readonly string[] | null; feePercent?: number }>,
  how: "for update" | "look",
) {
  if (how === "for update") await scope.sql`select from seminar_order where id = ${input.orderId}::uuid for update`
  const [order] = await scope.sql<Order>`
    select seminar_order.number, seminar_order.state, seminar.code, seminar.id as seminar_id, tax_rate_on(seminar_order.tax_rate_percent, ${scope.today}::date) as rate,
      organization.tax_rounding as rounding, position.deferred_yen, held.first_on, seminar.recognised_on is not null as is_held,
      (select coalesce(jsonb_agg(jsonb_build_object('daysBefore', days_before, 'feePercent', fee_percent)), '[]')
        from seminar_cancellation_rule where seminar_id = seminar.id) as rules
    from seminar_order join seminar on seminar.id = seminar_id join organization on organization.id = seminar.organization_id
    join seminar_position as position on position.order_id = seminar_order.id
    cross join lateral (select (min(starts_at) at time zone 'Asia/Tokyo')::date::text as first_on from seminar_session
      where seminar_id = seminar.id) as held
    where seminar_order.id = ${input.orderId}::uuid`
  if (!order) throw refuse("unknown-order")
  if (!["held", "approval", "confirmed"].includes(order.state))
    throw refuse("order-in-other-state", { number: order.number })
  if (order.is_held) throw refuse("seminar-held-already")
  const living = await scope.sql<{ id: string; price_yen: number }>`
    select id, price_yen from registration where order_id = ${input.orderId}::uuid and state in ('held', 'confirmed') order by seq`
  const people = living.filter(({ id }) => input.registrationIds === null || input.registrationIds.includes(id))
  if (people.length === 0) throw refuse("nobody-to-cancel")
  const ruled = cancellationPercent(order.rules, daysBetween(scope.today, calendarDate(order.first_on)))
  const percent = input.feePercent ?? (order.state === "confirmed" ? ruled : 0)
  const feeYen = people.reduce((sum, { price_yen }) => sum + keptOf(price_yen, percent), 0)
  const remainingYen = living.reduce((sum, one) => sum + (people.includes(one) ? 0 : one.price_yen), 0)
  const refundYen = Math.max(order.deferred_yen - Math.min(feeYen, order.deferred_yen) - remainingYen, 0)
  return { order, people, remainingYen, quote: { people: people.length, percent, feeYen, refundYen } }
}

async function post(scope: Scope, orderId: string, order: Order, quote: CancellationQuote, key: string) {
  const { feeYen, refundYen } = quote
  if (feeYen === 0 && refundYen === 0) return
  const fromPaid = Math.min(feeYen, order.deferred_yen)
  const taxYen = taxInside(yen(feeYen), order.rate, order.rounding)
  const taxClass = salesTaxClass(order.rate)
  const [deferred, receivable] = [fromPaid + refundYen, feeYen - fromPaid]
  await postForSeminar(
    scope,
    {
      kind: "cancellation",
      sourceKey: `seminar-cancel:${key}`,
      on: scope.today,
      description: `受講取消 ${order.number}`,
    },
    [
      { purpose: "deferred", subAccount: order.code, amountYen: deferred },
      { purpose: "receivable", subAccount: order.code, amountYen: receivable },
      { purpose: "cancellation-fee", taxClass, amountYen: taxYen - feeYen },
      { purpose: "output-tax", taxClass, amountYen: 0 - taxYen },
      { purpose: "payable", amountYen: 0 - refundYen },
    ],
    [
      {
        orderId,
        cause: "fee-kept",
        deferredYen: 0 - fromPaid,
        receivableYen: receivable,
        netYen: feeYen - taxYen,
        taxYen,
      },
      { orderId, cause: "refund", deferredYen: 0 - refundYen },
    ],
  )
  const owed = await scope.sql<{ number: string }>`
    insert into seminar_refund (organization_id, number, order_id, amount_yen, cause, owed_on)
    select ${scope.organizationId}, ${order.number} || '-R' || (select count(*) + 1 from seminar_refund where order_id = ${orderId}::uuid),
      ${orderId}::uuid, given.yen, 'cancellation', ${scope.today}::date
    from (select ${refundYen}::bigint as yen) as given where given.yen > 0 returning number`
  await refundToCards(
    scope,
    owed.map(({ number }) => number),
  )
}
