import type Stripe from "stripe"
import { buildPaymentIntent } from "../builders/build-payment.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import { ApiError, invalidParameter, notImplemented } from "../wire/api-error.ts"
import { readMetadata } from "../wire/params.ts"
import { chargeIntent, failIntent, putIntent } from "./charge-intent.ts"
import { isCardName, TEST_CARDS, type Decline } from "./test-cards.ts"

const NEEDS_AUTHENTICATION: Decline = {
  code: "authentication_required",
  declineCode: "authentication_required",
  message: "Your card was declined. This transaction requires authentication.",
}

/** Charges a kept card without its payer (`off_session`, `confirm`); what the bank refuses is a 402 that a key remembers. */
export function payOffSession(act: Act, params: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent {
  if (params.off_session !== true || params.confirm !== true) {
    throw notImplemented("payment intents other than confirmed off session", "off_session")
  }
  if (params.currency.toLowerCase() !== "jpy") throw notImplemented(`the currency ${params.currency}`, "currency")
  if (params.amount < 50) throw invalidParameter("Amount must be at least ¥50 jpy", "amount", "amount_too_small")
  const customer = find(act, "customer", params.customer ?? "", "customer")
  const method = find(act, "payment_method", params.payment_method ?? "", "payment_method")
  if (idOf(method.customer) !== customer.id) {
    throw invalidParameter("The payment method does not belong to the Customer you supplied.", "payment_method")
  }
  const intent = buildPaymentIntent({
    id: act.simulation.newId("pi"),
    created: act.simulation.seconds(),
    amount: params.amount,
    customer: customer.id,
    description: params.description ?? null,
    metadata: readMetadata(params.metadata),
  })
  const known = putIntent(act, { ...intent, payment_method: method.id })
  emitEvent(act, "payment_intent.created", known)
  if (act.simulation.settings.holdsCharges) {
    const held = putIntent(act, { ...known, status: "processing" })
    emitEvent(act, "payment_intent.processing", held)
    return held
  }
  const last4 = method.card?.last4 ?? ""
  const card = isCardName(last4) ? TEST_CARDS[last4] : TEST_CARDS["4242"]
  if (card.needsAuthentication) {
    failIntent(act, known, NEEDS_AUTHENTICATION)
    throw declined(NEEDS_AUTHENTICATION)
  }
  const decline = "declinesLater" in card ? card.declinesLater : card.decline
  if (!chargeIntent(act, known, decline) && decline !== null) throw declined(decline)
  return find(act, "payment_intent", intent.id)
}

/** The bank answers a charge that was held: it pays, or refuses. */
export function decideCharge(act: Act, intentId: string, isPaid: boolean) {
  const intent = find(act, "payment_intent", intentId)
  if (intent.status !== "processing") throw invalidParameter("This PaymentIntent is not processing.", "intent")
  chargeIntent(act, intent, isPaid ? null : TEST_CARDS["9995"].decline)
}

const declined = ({ code, declineCode, message }: Decline) =>
  new ApiError(402, { type: "card_error", code, decline_code: declineCode, message }, true)
