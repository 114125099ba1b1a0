import Stripe from "stripe"
import { refuse } from "#app/billing/refusals.ts"
import { connectStripe, stripeClient, stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"

/** Asks Stripe whether it takes a key. Refuses: stripe-refuses-key. Outside any Scope. */
async function ask(stripe: Stripe) {
  try {
    await stripe.balance.retrieve()
  } catch (error) {
    const said = error instanceof Stripe.errors.StripeError ? error.message : String(error)
    throw refuse("stripe-refuses-key", { said }, { field: "secretKey" })
  }
}

/** Tries the connection to the organization's Stripe account (接続を試す). Refuses: stripe-not-connected, stripe-refuses-key. */
export async function tryConnection(actor: Actor): Promise<void> {
  const { stripe } = await stripeFor(actor)
  await ask(stripe)
  await inScope(actor, (scope) => scope.sql`update stripe_account set checked_at = ${scope.now}`)
}

/** Keeps an organization's Stripe keys after Stripe has taken them. Refuses: stripe-refuses-key. */
export async function connectTried(
  actor: Actor,
  keys: Readonly<{ secretKey: string; webhookSecret: string }>,
): Promise<void> {
  await ask(stripeClient(keys.secretKey))
  await inScope(actor, (scope) => connectStripe(scope, keys))
}
