import { refundCard } from "#app/billing/stripe/refund-card.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { settleCardRefund } from "#app/subscriptions/card-money/settle-card-refund.server.ts"

type Waiting = { id: string; paymentIntentId: string; amountYen: number; attempts: number }

/** Sends the card refunds that wait to Stripe; one whose answer was lost is looked for before it is sent again. */
export async function sendCardRefunds(actor: Actor): Promise<{ sent: number; unanswered: number }> {
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
      await inScope(actor, (scope) => settleCardRefund(scope, id, outcome))
      counts.sent += 1
    } catch (error) {
      log("error", "card refund not answered", { refund: id, error: String(error) })
      counts.unanswered += 1
    }
  }
  return counts
}
