import Stripe from "stripe"
import type { KeptCard } from "#app/billing/keep-card.server.ts"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"

const idOf = (reference: string | { id: string } | null) =>
  typeof reference === "string" ? reference : (reference?.id ?? null)

/**
 * The card of one of Stripe's customers as it is now: the one he chose in the portal, else the one that was kept with his payment. Null
 * where Stripe keeps none of them any more. Outside any Scope.
 */
export async function cardOfCustomer(
  actor: Actor,
  kept: Readonly<{ customerId: string; paymentMethodId: string }>,
): Promise<KeptCard | null> {
  const { stripe } = await stripeFor(actor)
  try {
    const customer = await stripe.customers.retrieve(kept.customerId)
    if (customer.deleted) return null
    const chosen = idOf(customer.invoice_settings.default_payment_method) ?? kept.paymentMethodId
    const method = await stripe.paymentMethods.retrieve(chosen)
    if (!method.card || idOf(method.customer) !== kept.customerId) return null
    const { brand, last4, exp_month: month, exp_year: year } = method.card
    return {
      ...{ customerId: kept.customerId, paymentMethodId: method.id, brand, last4 },
      expiresMonth: `${year}-${String(month).padStart(2, "0")}`,
    }
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === "resource_missing") return null
    throw error
  }
}
