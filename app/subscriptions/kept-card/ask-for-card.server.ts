import { cardOfCustomer } from "#app/billing/stripe/card-of-customer.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { takeChangedCard } from "#app/subscriptions/kept-card/take-changed-card.server.ts"

export type AskedCard = "changed" | "unchanged" | "unknown"

/**
 * Asks Stripe which card one of its customers has now, and keeps it. Unknown where we keep no card of that customer. The return page, the
 * webhook's worker and the reconcile share it, in any order and any number of times. Outside any Scope.
 */
export async function askForCard(actor: Actor, customerId: string): Promise<AskedCard> {
  const asked = await readScope(actor, async (scope) => {
    const [kept] = await scope.sql<{ paymentMethodId: string }>`
      select payment_method_id as "paymentMethodId" from card_on_file where customer_id = ${customerId}`
    return kept ? { ...kept, customerId, at: scope.now } : null
  })
  if (asked === null) return "unknown"
  const card = await cardOfCustomer(actor, asked)
  if (card === null) return "unchanged"
  const isChanged = await inScope(actor, (scope) => takeChangedCard(scope, { card, askedAt: asked.at }))
  return isChanged ? "changed" : "unchanged"
}
