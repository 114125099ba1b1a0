import type Stripe from "stripe"
import { expireSession } from "../acts/expire-session.ts"
import { find, idOf } from "../state/objects.ts"
import { isInRange, listOf } from "../wire/list.ts"
import { createSession, SESSION_CREATE_PARAMS } from "./create-session.ts"
import { endpoint, page, retrieves, type Call } from "./endpoint.ts"

const PATH = "/v1/checkout/sessions"

const isWanted = (params: Stripe.Checkout.SessionListParams, session: Stripe.Checkout.Session) =>
  isInRange(session.created, params.created) &&
  (params.customer === undefined || idOf(session.customer) === params.customer) &&
  (params.payment_intent === undefined || idOf(session.payment_intent) === params.payment_intent) &&
  (params.status === undefined || session.status === params.status) &&
  (params.customer_details === undefined || session.customer_details?.email === params.customer_details.email)

function listLineItems({ act, id, params }: Call<Stripe.Checkout.SessionListLineItemsParams>) {
  find(act, "checkout.session", id)
  const items = (act.account.checkouts[id]?.lineItems ?? []).map((item) => find(act, "item", item))
  return listOf(items, params, `${PATH}/${id}/line_items`)
}

export const CHECKOUT_ENDPOINTS = [
  endpoint(`POST ${PATH}`, "SessionCreateParams", SESSION_CREATE_PARAMS, createSession),
  endpoint(
    `GET ${PATH}`,
    "SessionListParams",
    ["created", "customer", "customer_details.email", "payment_intent", "status"],
    (call) => page(call, "checkout.session", PATH, (session) => isWanted(call.params, session)),
  ),
  retrieves(`${PATH}/:id`, "checkout.session"),
  endpoint(`POST ${PATH}/:id/expire`, "RetrieveParams", [], ({ act, id }) => expireSession(act, id)),
  endpoint(`GET ${PATH}/:id/line_items`, "SessionListLineItemsParams", [], listLineItems),
]
