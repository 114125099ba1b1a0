import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"

/**
 * Events since an instant that no webhook brought (Stripe keeps them for thirty days): stored as if they had come, once, for the worker to
 * apply. Gives how many. Outside any Scope.
 */
export async function fetchMissedEvents(actor: Actor, since: Date): Promise<number> {
  const { stripe } = await stripeFor(actor)
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const events: { id: string; type: string; object: string; raw: string }[] = []
  for await (const event of stripe.events.list({ created, limit: 100 })) {
    const { object } = event.data
    if (!("id" in object) || typeof object.id !== "string") continue
    events.push({ id: event.id, type: event.type, object: object.id, raw: JSON.stringify(event) })
  }
  const stored = await inScope(
    actor,
    (scope) => scope.sql`
      insert into stripe_event (organization_id, event_id, type, object_id, raw, received_at)
      select ${scope.organizationId}, given.id, given.type, given.object, given.raw::jsonb, ${scope.now}
      from unnest(${events.map(({ id }) => id)}::text[], ${events.map(({ type }) => type)}::text[],
        ${events.map(({ object }) => object)}::text[], ${events.map(({ raw }) => raw)}::text[]) as given (id, type, object, raw)
      on conflict (organization_id, event_id) do nothing returning event_id`,
  )
  return stored.length
}
