import type Stripe from "stripe"
import { addCustomer } from "../acts/add-customer.ts"
import { find, idOf } from "../state/objects.ts"
import { isInRange } from "../wire/list.ts"
import { readMetadata } from "../wire/params.ts"
import { endpoint, page, retrieves, type Call } from "./endpoint.ts"

const createCustomer = ({ act, params }: Call<Stripe.CustomerCreateParams>): Stripe.Customer =>
  addCustomer(act, {
    description: params.description ?? null,
    email: params.email ?? null,
    metadata: readMetadata(params.metadata),
    name: params.name ?? null,
    phone: params.phone ?? null,
    preferred_locales: params.preferred_locales ?? [],
  })

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
  endpoint("GET /v1/customers/:id/payment_methods", "CustomerListPaymentMethodsParams", ["type"], (call) => {
    find(call.act, "customer", call.id)
    return page(
      call,
      "payment_method",
      `/v1/customers/${call.id}/payment_methods`,
      ({ customer, type }) =>
        idOf(customer) === call.id && (call.params.type === undefined || type === call.params.type),
    )
  }),
  retrieves("/v1/payment_methods/:id", "payment_method"),
]
