import { type PaidByCard, settleCardRefund } from "#app/billing/card-refunds/settle-card-refund.server.ts"
import { refundCard } from "#app/billing/stripe/refund-card.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"

type Waiting = { id: string; paymentIntentId: string; amountYen: number; attempts: number }

/**
 * Sends the card refunds that wait to Stripe, of contracts and of seminar orders; one whose answer was lost is looked for before it is
 * sent again. `notePaid` is told of a contract's refund that is paid with it, in the same transaction.
 */
export async function sendCardRefunds(
  actor: Actor,
  notePaid: (scope: Scope, paid: PaidByCard) => Promise<void>,
): Promise<{ sent: number; unanswered: number }> {
  const waiting = await inScope(
    actor,
    (scope) => scope.sql<Waiting>`
      update card_refund set attempts = attempts + 1 from payment
      where payment.id = card_refund.payment_id and card_refund.state = 'waiting'
      returning card_refund.id, payment.external_key as "paymentIntentId", card_refund.amount_yen as "amountYen",
        card_refund.attempts`,
  )
  const counts = { sent: 0, unanswered: 0 }
  for (const { id, paymentIntentId, amountYen, attempts } of waiting) {
    try {
      const outcome = await refundCard(actor, { id, paymentIntentId, amountYen, isFirstTry: attempts === 1 })
      await inScope(actor, async (scope) => {
        const paid = await settleCardRefund(scope, id, outcome)
        if (paid) await notePaid(scope, paid)
      })
      counts.sent += 1
    } catch (error) {
      log("error", "card refund not answered", { refund: id, error: String(error) })
      counts.unanswered += 1
    }
  }
  return counts
}
