import { z } from "zod"
import { refuse } from "#app/billing/refusals.ts"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { house } from "#app/platform/house.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"

const Event = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({ object: z.object({ id: z.string() }).loose() }),
})

/**
 * Takes a webhook of an organization's Stripe account: proves the signature, stores the event raw and once. What it means
 * is the worker's work. Refuses: signature-refused.
 */
export async function receiveEvent(actor: Actor, body: string, signature: string): Promise<{ stored: boolean }> {
  const { stripe, webhookSecret } = await stripeFor(actor)
  const receivedAt = Math.floor((actor.clock ?? house().clock)().getTime() / 1000)
  try {
    stripe.webhooks.constructEvent(body, signature, webhookSecret, undefined, undefined, receivedAt)
  } catch {
    throw refuse("signature-refused") // nothing of an unsigned body is worth keeping
  }
  const event = Event.parse(JSON.parse(body))
  return inScope(actor, async (scope) => {
    const rows = await scope.sql`
      insert into stripe_event (organization_id, event_id, type, object_id, raw, received_at)
      values (${scope.organizationId}, ${event.id}, ${event.type}, ${event.data.object.id}, ${body}::jsonb, ${scope.now})
      on conflict (organization_id, event_id) do nothing returning event_id`
    return { stored: rows.length === 1 }
  })
}
