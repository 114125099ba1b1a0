import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { offerFreedSeats } from "#app/seminars/apply/offer-freed-seats.server.ts"
import { invoiceSeminarOrder } from "#app/billing/papers/invoice-seminar-order.server.ts"
import { takeSeats } from "#app/seminars/parts/take-seats.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * Accepts or turns down an application that needs approval (承認). An accepted card order holds its seats for three days until it is
 * paid. Refuses: unknown-order, order-in-other-state, seminar-full.
 */
export async function decideApproval(scope: Scope, orderId: string, decision: "accept" | "reject"): Promise<void> {
  const [order] = await scope.sql<{ number: string; state: string; way: string; seminar_id: string }>`
    select number, state, way, seminar_id from seminar_order where id = ${orderId}::uuid for update`
  if (!order) throw refuse("unknown-order")
  if (order.state !== "approval") throw refuse("order-in-other-state", { number: order.number })
  await audit(scope, `approval-${decision}`, order.number)
  if (decision === "reject") {
    await scope.sql`update seat_claim set state = 'released' where order_id = ${orderId}::uuid and state = 'held'`
    await scope.sql`
      update registration set state = 'cancelled', cancelled_on = ${scope.today}::date where order_id = ${orderId}::uuid`
    await scope.sql`
      update seminar_order set state = 'cancelled', cancelled_on = ${scope.today}::date where id = ${orderId}::uuid`
    await queueMails(scope, await mailForOrders(scope, [orderId], "cancelled"))
    await offerFreedSeats(scope, order.seminar_id)
    return
  }
  const isCard = order.way === "card"
  const until = isCard ? laterBy(scope.now, 3 * 24 * 3600) : null
  const seat = isCard
    ? ({ state: "held", reason: "waitlist-offer", until } as const)
    : ({ state: "confirmed", reason: "approval", until: null } as const)
  if (!(await takeSeats(scope, [orderId], seat))) throw refuse("seminar-full")
  await scope.sql`update registration set state = ${seat.state} where order_id = ${orderId}::uuid and state = 'held'`
  await scope.sql`
    update seminar_order set state = ${isCard ? "offered" : "confirmed"}, held_until = ${until},
      confirmed_at = ${isCard ? null : scope.now} where id = ${orderId}::uuid`
  if (!isCard) await invoiceSeminarOrder(scope, orderId)
  await queueMails(scope, await mailForOrders(scope, [orderId], isCard ? "offer" : "confirmed"))
}
