import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { postForSeminar } from "#app/seminars/parts/post-for-seminar.server.ts"

/**
 * Takes a lost dispute's yen back from the seminar order that they paid (entry 20): Dr 前受金 as far as there is any, 売掛金 for what was
 * held, Cr 未収入金(カード). The seat stays; the door shows the order as unpaid. Refuses nothing.
 */
export async function chargeBackSeminarOrder(
  scope: Scope,
  dispute: Readonly<{ disputeId: string; orderId: string; amountYen: number }>,
): Promise<void> {
  const [order] = await scope.sql<{ number: string; code: string; deferred_yen: number }>`
    select seminar_order.number, seminar.code, position.deferred_yen from seminar_order join seminar on seminar.id = seminar_id
    join seminar_position as position on position.order_id = seminar_order.id
    where seminar_order.id = ${dispute.orderId}::uuid for update of seminar_order, position`
  if (!order) throw new Error(`seminar order ${dispute.orderId} is not there`)
  const deferredYen = Math.min(order.deferred_yen, dispute.amountYen)
  const receivableYen = dispute.amountYen - deferredYen
  await postForSeminar(
    scope,
    {
      ...{ kind: "chargeback", sourceKey: `chargeback:${dispute.disputeId}`, on: scope.today },
      description: `チャージバック ${order.number}`,
    },
    [
      { purpose: "deferred", subAccount: order.code, amountYen: deferredYen },
      { purpose: "receivable", subAccount: order.code, amountYen: receivableYen },
      { purpose: "card-clearing", amountYen: -dispute.amountYen },
    ],
    [{ orderId: dispute.orderId, cause: "chargeback", deferredYen: -deferredYen, receivableYen }],
  )
  await bookBilled(scope, [dispute.orderId], scope.today)
  await audit(scope, "chargeback", order.number, { dispute: dispute.disputeId, amountYen: dispute.amountYen })
}
