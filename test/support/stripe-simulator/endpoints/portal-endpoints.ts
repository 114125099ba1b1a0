import type Stripe from "stripe"
import { buildPortalConfiguration, buildPortalSession } from "../builders/build-portal.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find } from "../state/objects.ts"
import { invalidParameter, notImplemented, refused } from "../wire/api-error.ts"
import { readMetadata } from "../wire/params.ts"
import { type Call, endpoint, page, retrieves } from "./endpoint.ts"

type ConfigurationCall = Call<Stripe.BillingPortal.ConfigurationCreateParams>
type SessionCall = Call<Stripe.BillingPortal.SessionCreateParams>

function createConfiguration({ act, params }: ConfigurationCall): Stripe.BillingPortal.Configuration {
  const { simulation } = act
  const made = { id: simulation.newId("bpc"), created: simulation.seconds(), metadata: readMetadata(params.metadata) }
  const configuration = buildPortalConfiguration(made, params)
  act.account.objects["billing_portal.configuration"][configuration.id] = configuration
  emitEvent(act, "billing_portal.configuration.created", configuration)
  return configuration
}

function createSession({ act, params }: SessionCall): Stripe.BillingPortal.Session {
  const { customer = "", configuration, flow_data: flow } = params
  if (params.customer === undefined) {
    throw invalidParameter("Missing required param: customer.", "customer", "parameter_missing")
  }
  if (configuration === undefined) throw notImplemented("the portal's default configuration", "configuration")
  if (flow?.type !== "payment_method_update") throw notImplemented("other flows of the portal", "flow_data[type]")
  find(act, "customer", customer, "customer")
  const { features } = find(act, "billing_portal.configuration", configuration, "configuration")
  if (!features.payment_method_update.enabled) {
    throw refused("The configuration does not let customers update payment methods.", "flow_data[type]")
  }
  const id = act.simulation.newId("bps")
  const session = buildPortalSession({
    ...{ id, created: act.simulation.seconds(), url: `${act.simulation.publicUrl}/p/session/${id}` },
    ...{ customer, configuration, locale: params.locale ?? null, returnUrl: params.return_url ?? null },
    afterwards: flow.after_completion?.redirect?.return_url ?? null,
  })
  act.account.objects["billing_portal.session"][id] = session
  emitEvent(act, "billing_portal.session.created", session)
  return session
}

export const PORTAL_ENDPOINTS = [
  endpoint(
    "POST /v1/billing_portal/configurations",
    "PortalConfigurationCreateParams",
    ["business_profile", "default_return_url", "features", "metadata", "name"],
    createConfiguration,
  ),
  endpoint("GET /v1/billing_portal/configurations", "PortalConfigurationListParams", [], (call) =>
    page(call, "billing_portal.configuration", "/v1/billing_portal/configurations", () => true),
  ),
  retrieves("/v1/billing_portal/configurations/:id", "billing_portal.configuration"),
  endpoint(
    "POST /v1/billing_portal/sessions",
    "PortalSessionCreateParams",
    ["configuration", "customer", "flow_data", "locale", "return_url"],
    createSession,
  ),
]
