import { createHash } from "node:crypto"
import Stripe from "stripe"
import type { Act } from "../state/objects.ts"

interface Registration {
  url: string
  secret?: string | undefined
  enabledEvents?: readonly string[] | undefined
  description?: string | null
  metadata?: Record<string, string>
}

/** Adds a webhook endpoint; answers with its secret, which is never shown again. */
export function registerWebhook(act: Act, registration: Registration): Stripe.WebhookEndpoint {
  const id = act.simulation.newId("we")
  const endpoint: Stripe.WebhookEndpoint = {
    id,
    object: "webhook_endpoint",
    api_version: Stripe.API_VERSION,
    application: null,
    created: act.simulation.seconds(),
    description: registration.description ?? null,
    enabled_events: [...(registration.enabledEvents ?? ["*"])],
    livemode: false,
    metadata: registration.metadata ?? {},
    status: "enabled",
    url: registration.url,
  }
  const secret = registration.secret ?? `whsec_${createHash("sha256").update(id).digest("hex").slice(0, 32)}`
  act.account.objects.webhook_endpoint[id] = endpoint
  act.account.endpointSecrets[id] = secret
  return { ...endpoint, secret }
}
