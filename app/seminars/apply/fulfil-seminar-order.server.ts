import type { CheckoutState } from "#app/billing/stripe/paid-checkout.server.ts"
import { bookPayment } from "#app/billing/book-payment.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { receiveSeminarPayment } from "#app/seminars/money/receive-seminar-payment.server.ts"
import { refundToCards } from "#app/seminars/money/refund-to-cards.server.ts"
import { takeSeats } from "#app/seminars/parts/take-seats.server.ts"
import { idOf } from "#app/values/ids.ts"

type Paid = NonNullable<CheckoutState["paid"]>
type Order = { number: string; state: string; payer_id: string | null; seminar_state: string }

/**
 * What a paid Checkout session means for a seminar order: seats confirmed and the money booked (entry 2). Paid too late, it takes its
 * seats anew where there are any; else the money is owed back once. Called by return page, worker and reconcile in any order, any
 * number of times; the payment intent is the key.
 */
export async function fulfilSeminarOrder(
  scope: Scope,
  checkout: CheckoutState,
): Promise<"done" | "already-done" | "not-paid" | "refund-due" | "unknown"> {
  if (checkout.subject?.kind !== "seminar-order") return "unknown"
  const id = checkout.subject.id
  const [order] = await scope.sql<Order>`
    select number, seminar_order.state, payer_id, seminar.state as seminar_state
    from seminar_order join seminar on seminar.id = seminar_id where seminar_order.id = ${id}::uuid for update of seminar_order`
  if (!order) return "unknown"
  if (checkout.paid === null) {
    if (checkout.status === "expired") {
      await scope.sql`
        update stripe_request set state = 'expired' where session_id = ${checkout.sessionId} and state in ('open', 'created')`
    }
    return "not-paid"
  }
  const [known] = await scope.sql`select from payment where external_key = ${checkout.paid.paymentIntentId}`
  if (known) return "already-done"
  await scope.sql`
    update stripe_request set state = 'paid', payment_intent_id = ${checkout.paid.paymentIntentId}
    where session_id = ${checkout.sessionId}`
  const isWanted = ["held", "offered", "expired"].includes(order.state) && order.seminar_state !== "cancelled"
  if (isWanted && (await confirmSeats(scope, id))) {
    await receiveSeminarPayment(scope, { ...moneyOf(checkout.paid), seminarOrderId: id })
    await queueMails(scope, await mailForOrders(scope, [id], "confirmed"))
    await audit(scope, "fulfil-seminar-order", order.number)
    return "done"
  }
  await oweBack(scope, id, order, checkout.paid)
  return "refund-due"
}

const moneyOf = ({ amountYen, paidOn, paymentIntentId, cardBrand, cardLast4 }: Paid) => ({
  ...({ way: "card", amountYen, receivedOn: paidOn, externalKey: paymentIntentId, cardBrand, cardLast4 } as const),
})

/** Confirms the seats held for the order; where the hold has ended it takes them anew, if there are any. */
async function confirmSeats(scope: Scope, id: string): Promise<boolean> {
  // A hold that has ended and is not yet swept away counts as ended: its seat may be confirmed, for nobody else has it.
  await scope.sql`
    update registration set state = 'confirmed' where order_id = ${id}::uuid and state in ('held', 'expired')`
  const [room] = await scope.sql<{ fits: boolean }>`
    select coalesce(bool_and(pool.capacity + pool.overbook - pool.taken >= missing.seats), true) as fits
    from (
      select fee_type_pool.pool_id, count(*) as seats from registration
      join fee_type_pool on fee_type_pool.fee_type_id = registration.fee_type_id
      where registration.order_id = ${id}::uuid and registration.state = 'confirmed' and not exists (select from seat_claim
        where seat_claim.registration_id = registration.id and seat_claim.pool_id = fee_type_pool.pool_id
          and seat_claim.state in ('held', 'confirmed')) group by 1
    ) as missing join (select * from seat_pool where seminar_id = (select seminar_id from seminar_order where id = ${id}::uuid)
      order by id for update) as pool on pool.id = missing.pool_id`
  if (room?.fits === false) {
    await scope.sql`
      update registration set state = 'expired' where order_id = ${id}::uuid and state = 'confirmed'
        and not exists (select from seat_claim where registration_id = registration.id and state = 'confirmed')`
    return false
  }
  const isTaken = await takeSeats(scope, [id], { state: "confirmed", reason: "checkout", until: null })
  if (!isTaken) throw new Error("seats counted under lock were gone")
  await scope.sql`
    update seminar_order set state = 'confirmed', held_until = null, confirmed_at = ${scope.now} where id = ${id}::uuid`
  return true
}

/** The money of a payment that came too late, or a second time: kept as 仮受金 and owed back, once, to the card that paid. */
async function oweBack(scope: Scope, id: string, order: Order, paid: Paid) {
  const payerId = order.payer_id
  if (payerId === null) throw new Error(`seminar order ${order.number} was paid before it was placed`)
  const booked = await bookPayment(scope, { ...moneyOf(paid), payerId: idOf(payerId), orderId: null }, order.number)
  if (booked === null) return
  await postLines(scope, booked.voucherId, [booked.money, { purpose: "suspense", amountYen: -paid.amountYen }])
  const voucherId = await openVoucher(scope, {
    ...{
      kind: "refund",
      sourceKey: `seminar-late:${paid.paymentIntentId}`,
      effectiveOn: await postingDate(scope, scope.today),
    },
    description: `返金の確定(期限後の入金) ${order.number}`,
  })
  if (voucherId === null) throw new Error(`${paid.paymentIntentId} is owed back already`)
  await postLines(scope, voucherId, [
    { purpose: "suspense", amountYen: paid.amountYen },
    { purpose: "payable", amountYen: -paid.amountYen },
  ])
  const owed = await scope.sql<{ number: string }>`
    insert into seminar_refund (organization_id, number, order_id, payment_id, amount_yen, cause, owed_on)
    select ${scope.organizationId}, ${order.number} || '-R' || (select count(*) + 1 from seminar_refund where order_id = ${id}::uuid),
      ${id}::uuid, ${booked.paymentId}::uuid, ${paid.amountYen}::bigint, 'late-payment', ${scope.today}::date
    returning number`
  await refundToCards(
    scope,
    owed.map(({ number }) => number),
  )
  if (order.state !== "confirmed") {
    await scope.sql`update seminar_order set state = 'refund-due', held_until = null where id = ${id}::uuid`
  }
  await queueMails(scope, await mailForOrders(scope, [id], "too-late"))
  await audit(scope, "owe-late-payment", order.number, { amountYen: paid.amountYen })
}
