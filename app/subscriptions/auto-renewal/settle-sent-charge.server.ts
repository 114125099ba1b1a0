import { type CardCharge, outcomeOfCharge } from "#app/billing/stripe/charge-card.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { settleCharge } from "#app/subscriptions/auto-renewal/settle-charge.server.ts"

/**
 * Brings in the answer to a charge that was sent and whose answer may have been lost: Stripe is asked how it ended. False where the key is
 * not ours. Shared by the webhook's worker and the reconcile.
 */
export async function settleSentCharge(actor: Actor, idempotencyKey: string): Promise<boolean> {
  const [charge] = await readScope(
    actor,
    (scope) => scope.sql<CardCharge & { state: string }>`
      select state, idempotency_key as "idempotencyKey", amount_yen as "amountYen", customer_id as "customerId",
        payment_method_id as "paymentMethodId", recorded_at as "recordedAt"
      from stripe_request where operation = 'charge' and idempotency_key = ${idempotencyKey}`,
  )
  if (!charge) return false
  if (charge.state !== "open") return true
  const outcome = await outcomeOfCharge(actor, charge)
  if (outcome !== null) {
    await inScope(actor, (scope) => settleCharge(scope, { idempotencyKey, outcome, on: scope.today }))
  }
  return true
}
