import type Stripe from "stripe"
import { registerWebhook } from "../acts/register-webhook.ts"
import { find, type Act } from "../state/objects.ts"
import { isInRange } from "../wire/list.ts"
import { readMetadata } from "../wire/params.ts"
import { endpoint, page, retrieves } from "./endpoint.ts"

// Stripe keeps events for thirty days.
const EVENT_LIFE = 30 * 86_400

function matchesType(params: Stripe.EventListParams, type: string): boolean {
  const wanted = params.types ?? (params.type === undefined ? undefined : [params.type])
  if (wanted === undefined) return true
  return wanted.some((pattern) => (pattern.endsWith("*") ? type.startsWith(pattern.slice(0, -1)) : pattern === type))
}

const isWanted = (act: Act, params: Stripe.EventListParams, event: Stripe.EventBase) =>
  event.created > act.simulation.seconds() - EVENT_LIFE &&
  isInRange(event.created, params.created) &&
  matchesType(params, event.type) &&
  (params.delivery_success === undefined || (event.pending_webhooks === 0) === params.delivery_success)

function deleteWebhook(act: Act, id: string): Stripe.DeletedWebhookEndpoint {
  find(act, "webhook_endpoint", id)
  const { objects } = act.account
  objects.webhook_endpoint = Object.fromEntries(
    Object.entries(objects.webhook_endpoint).filter(([other]) => other !== id),
  )
  return { id, object: "webhook_endpoint", deleted: true }
}

export const EVENT_ENDPOINTS = [
  endpoint("GET /v1/events", "EventListParams", ["created", "delivery_success", "type", "types"], (call) =>
    page(call, "event", "/v1/events", (event) => isWanted(call.act, call.params, event)),
  ),
  retrieves("/v1/events/:id", "event"),
  endpoint(
    "POST /v1/webhook_endpoints",
    "WebhookEndpointCreateParams",
    ["api_version", "description", "enabled_events", "metadata", "url"],
    ({ act, params }) =>
      registerWebhook(act, {
        url: params.url,
        enabledEvents: params.enabled_events,
        description: params.description ?? null,
        metadata: readMetadata(params.metadata),
      }),
  ),
  endpoint("GET /v1/webhook_endpoints", "WebhookEndpointListParams", [], (call) =>
    page(call, "webhook_endpoint", "/v1/webhook_endpoints", () => true),
  ),
  retrieves("/v1/webhook_endpoints/:id", "webhook_endpoint"),
  endpoint("DELETE /v1/webhook_endpoints/:id", "RetrieveParams", [], ({ act, id }) => deleteWebhook(act, id)),
]
