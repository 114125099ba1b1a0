import { payOffSession } from "../acts/pay-off-session.ts"
import { refundCharge } from "../acts/refund-charge.ts"
import { idOf } from "../state/objects.ts"
import { isInRange } from "../wire/list.ts"
import { endpoint, page, retrieves } from "./endpoint.ts"

/** Whether a filter is absent or met. */
const meets = (filter: string | undefined, reference: string | { id: string } | null) =>
  filter === undefined || idOf(reference) === filter

export const PAYMENT_ENDPOINTS = [
  endpoint(
    "POST /v1/payment_intents",
    "PaymentIntentCreateParams",
    ["amount", "confirm", "currency", "customer", "description", "metadata", "off_session", "payment_method"],
    ({ act, params }) => payOffSession(act, params),
  ),
  endpoint("GET /v1/payment_intents", "PaymentIntentListParams", ["created", "customer"], (call) =>
    page(
      call,
      "payment_intent",
      "/v1/payment_intents",
      (intent) => isInRange(intent.created, call.params.created) && meets(call.params.customer, intent.customer),
    ),
  ),
  retrieves("/v1/payment_intents/:id", "payment_intent"),
  endpoint("GET /v1/charges", "ChargeListParams", ["created", "customer", "payment_intent"], (call) =>
    page(
      call,
      "charge",
      "/v1/charges",
      (charge) =>
        isInRange(charge.created, call.params.created) &&
        meets(call.params.customer, charge.customer) &&
        meets(call.params.payment_intent, charge.payment_intent),
    ),
  ),
  retrieves("/v1/charges/:id", "charge"),
  endpoint(
    "POST /v1/refunds",
    "RefundCreateParams",
    ["amount", "charge", "metadata", "payment_intent", "reason"],
    ({ act, params }) => refundCharge(act, params),
  ),
  endpoint("GET /v1/refunds", "RefundListParams", ["charge", "created", "payment_intent"], (call) =>
    page(
      call,
      "refund",
      "/v1/refunds",
      (refund) =>
        isInRange(refund.created, call.params.created) &&
        meets(call.params.charge, refund.charge) &&
        meets(call.params.payment_intent, refund.payment_intent),
    ),
  ),
  retrieves("/v1/refunds/:id", "refund"),
  endpoint("GET /v1/disputes", "DisputeListParams", ["charge", "created", "payment_intent"], (call) =>
    page(
      call,
      "dispute",
      "/v1/disputes",
      (dispute) =>
        isInRange(dispute.created, call.params.created) &&
        meets(call.params.charge, dispute.charge) &&
        meets(call.params.payment_intent, dispute.payment_intent),
    ),
  ),
  retrieves("/v1/disputes/:id", "dispute"),
]
