import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { offerFreedSeats } from "#app/seminars/apply/offer-freed-seats.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** Puts a filled-in order on the waiting list (キャンセル待ち). Refuses: unknown-order, order-in-other-state, no-waiting-list. */
export async function joinWaitingList(scope: Scope, orderId: string): Promise<void> {
  const [order] = await scope.sql<{ number: string; state: string; waits: boolean; seminar_id: string; party: number }>`
    select number, seminar_order.state, waits and seminar.state = 'published' as waits, seminar_id, party
    from seminar_order join seminar on seminar.id = seminar_id where seminar_order.id = ${orderId}::uuid for update of seminar_order`
  if (!order) throw refuse("unknown-order")
  if (order.state === "waiting") return
  if (order.state !== "filled") throw refuse("order-in-other-state", { number: order.number })
  if (!order.waits) throw refuse("no-waiting-list")
  await scope.sql`update seminar_order set state = 'waiting', placed_at = ${scope.now} where id = ${orderId}::uuid`
  await scope.sql`
    insert into waitlist_entry (organization_id, order_id, seminar_id, party, joined_at)
    values (${scope.organizationId}, ${orderId}::uuid, ${order.seminar_id}::uuid, ${order.party}, ${scope.now})`
  await audit(scope, "join-waiting-list", order.number)
  // A seat may have become free since the page was drawn.
  const offered = await offerFreedSeats(scope, order.seminar_id)
  if (!offered.includes(orderId)) await queueMails(scope, await mailForOrders(scope, [orderId], "waiting"))
}

/** Leaves the waiting list, or turns an offer down (辞退); its seats go to the next. Refuses: unknown-order, order-in-other-state. */
export async function leaveWaitingList(scope: Scope, orderId: string): Promise<void> {
  const [order] = await scope.sql<{ number: string; state: string; seminar_id: string }>`
    select number, state, seminar_id from seminar_order where id = ${orderId}::uuid for update`
  if (!order) throw refuse("unknown-order")
  if (order.state !== "waiting" && order.state !== "offered")
    throw refuse("order-in-other-state", { number: order.number })
  await scope.sql`
    update seat_claim set state = 'released', expires_at = null where order_id = ${orderId}::uuid and state = 'held'`
  await scope.sql`
    update registration set state = 'cancelled', cancelled_on = ${scope.today}::date where order_id = ${orderId}::uuid and state = 'held'`
  await scope.sql`
    update seminar_order set state = 'cancelled', cancelled_on = ${scope.today}::date, held_until = null where id = ${orderId}::uuid`
  await scope.sql`
    update waitlist_entry set state = ${order.state === "offered" ? "declined" : "withdrawn"} where order_id = ${orderId}::uuid`
  await audit(scope, "leave-waiting-list", order.number)
  await offerFreedSeats(scope, order.seminar_id)
}
