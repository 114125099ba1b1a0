import type Stripe from "stripe"
import { emitEvent } from "../state/emit-event.ts"
import { isInRange } from "../wire/list.ts"
import { readMetadata } from "../wire/params.ts"
import { endpoint, page, retrieves, type Call } from "./endpoint.ts"

function createCustomer({ act, params }: Call<Stripe.CustomerCreateParams>): Stripe.Customer {
  const customer: Stripe.Customer = {
    id: act.simulation.newId("cus"),
    object: "customer",
    address: null,
    balance: 0,
    created: act.simulation.seconds(),
    currency: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: readMetadata(params.metadata),
    name: params.name ?? null,
    phone: params.phone ?? null,
    preferred_locales: params.preferred_locales ?? [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  }
  act.account.objects.customer[customer.id] = customer
  emitEvent(act, "customer.created", customer)
  return customer
}

export const CUSTOMER_ENDPOINTS = [
  endpoint(
    "POST /v1/customers",
    "CustomerCreateParams",
    ["description", "email", "metadata", "name", "phone", "preferred_locales"],
    createCustomer,
  ),
  endpoint("GET /v1/customers", "CustomerListParams", ["created", "email"], (call) =>
    page(
      call,
      "customer",
      "/v1/customers",
      ({ created, email }) =>
        isInRange(created, call.params.created) && (call.params.email === undefined || email === call.params.email),
    ),
  ),
  retrieves("/v1/customers/:id", "customer"),
]
