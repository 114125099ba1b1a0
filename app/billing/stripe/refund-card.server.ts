import Stripe from "stripe"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"

export type CardRefund = Readonly<{ id: string; paymentIntentId: string; amountYen: number; isFirstTry: boolean }>

export type RefundOutcome =
  Readonly<{ kind: "done"; stripeRefundId: string }> | Readonly<{ kind: "refused"; message: string }>

/**
 * Gives money back to the card that paid it, in yen. One that was sent before is looked for first, because Stripe forgets keys after a
 * day: a lost answer never refunds twice. Network errors are thrown. Outside any Scope.
 */
export async function refundCard(actor: Actor, refund: CardRefund): Promise<RefundOutcome> {
  const { stripe } = await stripeFor(actor)
  if (!refund.isFirstTry) {
    for await (const made of stripe.refunds.list({ payment_intent: refund.paymentIntentId, limit: 100 })) {
      if (made.metadata?.card_refund === refund.id) return { kind: "done", stripeRefundId: made.id }
    }
  }
  try {
    const made = await stripe.refunds.create(
      { payment_intent: refund.paymentIntentId, amount: refund.amountYen, metadata: { card_refund: refund.id } },
      { idempotencyKey: `refund:${refund.id}` },
    )
    return { kind: "done", stripeRefundId: made.id }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError) return { kind: "refused", message: error.message }
    throw error
  }
}
