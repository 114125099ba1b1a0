import Stripe from "stripe"
import { render } from "../wire/render.ts"
import type { Act } from "./objects.ts"

/** Records an event with a copy of the object as it is now, and queues it for every endpoint that wants it. */
export function emitEvent(act: Act, type: Stripe.Event["type"], object: object) {
  const { simulation, account } = act
  const endpoints = Object.values(account.objects.webhook_endpoint).filter((endpoint) =>
    endpoint.enabled_events.some((wanted) => wanted === "*" || wanted === type),
  )
  const event: Stripe.EventBase = {
    id: simulation.newId("evt"),
    object: "event",
    api_version: Stripe.API_VERSION,
    created: simulation.seconds(),
    data: { object: render(act.simulation, object) },
    livemode: false,
    pending_webhooks: endpoints.length,
    request: act.request ?? { id: null, idempotency_key: null },
    type,
  }
  account.objects.event[event.id] = event
  for (const endpoint of endpoints) {
    account.deliveries.push({
      id: simulation.newId("whd"),
      eventId: event.id,
      endpointId: endpoint.id,
      attempts: 0,
      dueAt: event.created,
      state: "pending",
      lastStatus: null,
    })
  }
}
