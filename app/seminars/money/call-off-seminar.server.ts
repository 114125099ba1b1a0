import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { mailForAttendees } from "#app/seminars/apply/mail-for-attendees.server.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { creditSeminarOrder } from "#app/seminars/money/credit-seminar-order.server.ts"
import { refundToCards } from "#app/seminars/money/refund-to-cards.server.ts"
import { postForSeminar } from "#app/seminars/parts/post-for-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

export type CallOffStakes = Readonly<{
  /** Who would have come, and who waits or holds a seat. */
  people: number
  waiting: number
  orders: number
  /** What was paid and goes back, and what was invoiced and is no longer owed. */
  refundYen: number
  openYen: number
}>

/** What calling a seminar off would touch, before it is done: people, orders and yen. */
export async function stakesOfCallingOff(scope: Scope, seminarId: string): Promise<CallOffStakes> {
  const [stakes] = await scope.sql<CallOffStakes>`
    select (select count(*) from registration where seminar_id = ${seminarId}::uuid and state in ('held', 'confirmed'))::integer as people,
      coalesce(sum(party) filter (where state = 'waiting'), 0)::integer as waiting, count(*)::integer as orders,
      coalesce(sum(deferred_yen), 0)::bigint as "refundYen",
      coalesce(sum(greatest(total_yen - deferred_yen, 0)) filter (where state = 'confirmed'), 0)::bigint as "openYen"
    from seminar_order left join seminar_position on order_id = seminar_order.id
    where seminar_id = ${seminarId}::uuid and state in ('waiting', 'offered', 'held', 'approval', 'confirmed')`
  return stakes ?? { people: 0, waiting: 0, orders: 0, refundYen: 0, openYen: 0 }
}

/**
 * Calls a whole seminar off (開催中止), whatever its rule says: everybody is cancelled, every yen that was paid for it is owed back (to the
 * card where a card paid), invoices are lowered, holds, offers and the waiting list end, tickets and join links are void, and everybody is told
 * once. Done again it changes nothing. Refuses: unknown-seminar, seminar-held-already, seminar-in-other-state.
 */
export async function callOffSeminar(
  scope: Scope,
  input: Readonly<{ seminarId: string; reason: string }>,
): Promise<CallOffStakes> {
  const [seminar] = await scope.sql<{ code: string; title: string; state: string; is_held: boolean }>`
    select code, title, state, recognised_on is not null as is_held from seminar where id = ${input.seminarId}::uuid for update`
  if (!seminar) throw refuse("unknown-seminar", { code: input.seminarId })
  // Whoever is confirming an order at this moment is waited for, and found below.
  await scope.sql`
    select from seminar_order where seminar_id = ${input.seminarId}::uuid and state <> 'filled' order by id for update`
  const stakes = await stakesOfCallingOff(scope, input.seminarId)
  if (seminar.state === "cancelled") return stakes
  if (seminar.is_held || seminar.state === "finished") throw refuse("seminar-held-already")
  if (seminar.state === "draft") throw refuse("seminar-in-other-state", { code: seminar.code })
  await scope.sql`
    update seminar set state = 'cancelled', called_off_at = ${scope.now}, call_off_reason = ${input.reason} where id = ${input.seminarId}::uuid`
  const orders = await livingOrders(scope, input.seminarId)
  const ids = orders.map(({ orderId }) => orderId)
  const toAttendees = await mailForAttendees(scope, ids)
  await endEverything(scope, ids)
  await giveBack(scope, input.seminarId, seminar)
  await lowerInvoices(scope, orders)
  await queueMails(scope, [...(await mailForOrders(scope, ids, "called-off")), ...toAttendees])
  await audit(scope, "call-off-seminar", seminar.code, { ...stakes, reason: input.reason })
  return stakes
}

type LivingOrder = { orderId: string; way: string; people: number; totalYen: number }

const livingOrders = (scope: Scope, seminarId: string) => scope.sql<LivingOrder>`
  select id as "orderId", way, total_yen as "totalYen",
    (select count(*)::integer from registration where order_id = seminar_order.id and state = 'confirmed') as people
  from seminar_order where seminar_id = ${seminarId}::uuid and state in ('waiting', 'offered', 'held', 'approval', 'confirmed') order by id`

/** Ends orders, registrations, seats, places on the waiting list and tickets. */
async function endEverything(scope: Scope, orderIds: readonly string[]) {
  const ids = [...orderIds]
  await scope.sql`
    update seminar_order set state = 'cancelled', total_yen = 0, cancelled_on = ${scope.today}::date, held_until = null
    where id = any(${ids}::uuid[])`
  await scope.sql`
    with ended as (
      update registration set state = 'cancelled', cancelled_on = ${scope.today}::date
      where order_id = any(${ids}::uuid[]) and state in ('held', 'confirmed') returning id
    ), noted as (
      insert into registration_event (organization_id, registration_id, seq, kind, recorded_at, recorded_by)
      select ${scope.organizationId}, id, (select count(*) + 1 from registration_event where registration_id = ended.id), 'cancelled',
        ${scope.now}, ${scope.actor} from ended
    )
    update ticket set revoked_at = ${scope.now} from ended where registration_id = ended.id and revoked_at is null`
  await scope.sql`
    update seat_claim set state = 'released', expires_at = null where order_id = any(${ids}::uuid[]) and state in ('held', 'confirmed')`
  await scope.sql`
    update waitlist_entry set state = 'withdrawn' where order_id = any(${ids}::uuid[]) and state in ('waiting', 'offered')`
}

/** Everything that was paid and not yet earned is owed back: one voucher, a movement and a refund for each order. */
async function giveBack(scope: Scope, seminarId: string, seminar: Readonly<{ code: string; title: string }>) {
  const paid = await scope.sql<{ id: string; yen: number }>`
    select seminar_order.id, position.deferred_yen as yen from seminar_position as position
    join seminar_order on seminar_order.id = position.order_id
    where seminar_id = ${seminarId}::uuid and position.deferred_yen > 0 order by seminar_order.id for update of position`
  if (paid.length === 0) return
  const sum = paid.reduce((total, { yen }) => total + yen, 0)
  await postForSeminar(
    scope,
    {
      ...{ kind: "cancellation", sourceKey: `seminar-off:${seminarId}`, on: scope.today },
      description: `開催中止 ${seminar.code} ${seminar.title}`,
    },
    [
      { purpose: "deferred", subAccount: seminar.code, amountYen: sum },
      { purpose: "payable", amountYen: -sum },
    ],
    paid.map(({ id, yen }) => ({ orderId: id, cause: "refund", deferredYen: -yen })),
  )
  const refunds = await scope.sql<{ number: string }>`
    insert into seminar_refund (organization_id, number, order_id, amount_yen, cause, owed_on)
    select ${scope.organizationId}, seminar_order.number || '-R' || (select count(*) + 1 from seminar_refund where order_id = seminar_order.id),
      seminar_order.id, given.yen, 'seminar-cancelled', ${scope.today}::date
    from unnest(${paid.map(({ id }) => id)}::uuid[], ${paid.map(({ yen }) => yen)}::bigint[]) as given (id, yen)
    join seminar_order on seminar_order.id = given.id returning number`
  await refundToCards(
    scope,
    refunds.map(({ number }) => number),
  )
}

async function lowerInvoices(scope: Scope, orders: readonly LivingOrder[]) {
  for (const { orderId, way, people, totalYen } of orders) {
    if (way !== "invoice" || people === 0) continue
    const credit = { orderId, key: `off:${orderId}`, people, returnedYen: totalYen, feeYen: 0, isCalledOff: true }
    await creditSeminarOrder(scope, credit)
  }
}
