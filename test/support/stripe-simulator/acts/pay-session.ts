import type Stripe from "stripe"
import { buildBalanceTransaction } from "../builders/build-balance.ts"
import { buildCharge, buildPaymentIntent, buildPaymentMethod } from "../builders/build-payment.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import { TEST_CARDS, type CardName, type Decline } from "./test-cards.ts"

export type PaymentResult = "complete" | "declined" | "requires_action"

const AUTHENTICATION_FAILED: Decline = {
  code: "payment_intent_authentication_failure",
  declineCode: "authentication_failed",
  message: "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
}

/** The payer presses 支払う: charges the card, declines it, or asks for authentication. Does nothing twice. */
export function paySession(
  act: Act,
  sessionId: string,
  payer: { card: CardName; email: string | null; forcedDecline?: string | undefined },
): PaymentResult {
  const session = find(act, "checkout.session", sessionId)
  if (session.status === "complete") return "complete"
  const card = TEST_CARDS[payer.card]
  const email = session.customer_email ?? payer.email
  const method = buildPaymentMethod(act.simulation.newId("pm"), act.simulation.seconds(), card, email)
  act.account.objects.payment_method[method.id] = method
  const intent = { ...intentOf(act, session), payment_method: method.id, last_payment_error: null }
  if (payer.forcedDecline !== undefined) return charge(act, session, intent, declineOf(payer.forcedDecline))
  if (card.needsAuthentication) {
    const waiting = putIntent(act, {
      ...intent,
      status: "requires_action",
      next_action: { type: "redirect_to_url", redirect_to_url: { return_url: null, url: session.url } },
    })
    emitEvent(act, "payment_intent.requires_action", waiting)
    return "requires_action"
  }
  return charge(act, session, intent, card.decline)
}

/** The payer ends the 3-D Secure step, well or badly. */
export function authenticateSession(act: Act, sessionId: string, isAuthenticated: boolean): PaymentResult {
  const session = find(act, "checkout.session", sessionId)
  const intentId = idOf(session.payment_intent)
  if (session.status === "complete") return "complete"
  if (intentId === null) return "declined"
  const intent = find(act, "payment_intent", intentId)
  if (intent.status !== "requires_action") return "declined"
  const answered = { ...intent, next_action: null }
  if (isAuthenticated) return charge(act, session, answered, null, true)
  fail(act, answered, AUTHENTICATION_FAILED)
  return "declined"
}

const declineOf = (declineCode: string): Decline => ({
  code: "card_declined",
  declineCode,
  message: "Your card was declined.",
})

// Stripe makes a session's payment intent at the first attempt, not with the session.
function intentOf(act: Act, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const known = idOf(session.payment_intent)
  if (known !== null) return find(act, "payment_intent", known)
  const checkout = act.account.checkouts[session.id]
  const intent = buildPaymentIntent({
    id: act.simulation.newId("pi"),
    created: act.simulation.seconds(),
    amount: session.amount_total ?? 0,
    customer: idOf(session.customer),
    description: checkout?.intentDescription ?? null,
    metadata: { ...checkout?.intentMetadata },
  })
  putIntent(act, intent)
  act.account.objects["checkout.session"][session.id] = { ...session, payment_intent: intent.id }
  emitEvent(act, "payment_intent.created", intent)
  return intent
}

function putIntent(act: Act, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  act.account.objects.payment_intent[intent.id] = intent
  return intent
}

function charge(
  act: Act,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent,
  decline: Decline | null,
  isAuthenticated = false,
): PaymentResult {
  const method = find(act, "payment_method", idOf(intent.payment_method) ?? "")
  const created = act.simulation.seconds()
  const made = buildCharge({ id: act.simulation.newId("ch"), created, intent, method, decline, isAuthenticated })
  act.account.objects.charge[made.id] = made
  const charged = { ...intent, latest_charge: made.id }
  if (decline !== null) {
    emitEvent(act, "charge.failed", made)
    fail(act, charged, decline, made.id)
    return "declined"
  }
  const paid = { ...made, balance_transaction: enterBalance(act, made) }
  act.account.objects.charge[paid.id] = paid
  const succeeded = putIntent(act, { ...charged, amount_received: intent.amount, status: "succeeded" })
  emitEvent(act, "charge.succeeded", paid)
  emitEvent(act, "payment_intent.succeeded", succeeded)
  completeSession(act, session.id, method)
  return "complete"
}

// In whole millionths: 12,000 × 0.036 is 431.99… in floating point, one yen short.
const feeOf = (amount: number, rate: number) => Math.floor((amount * Math.round(rate * 1_000_000)) / 1_000_000)

function enterBalance(act: Act, paid: Stripe.Charge): string {
  const created = act.simulation.seconds()
  const transaction = buildBalanceTransaction({
    id: act.simulation.newId("txn"),
    created,
    availableOn: created + act.simulation.settings.availableAfter,
    type: "charge",
    amount: paid.amount,
    fee: feeOf(paid.amount, act.simulation.settings.feeRate),
    source: paid.id,
    description: paid.description,
  })
  act.account.objects.balance_transaction[transaction.id] = transaction
  return transaction.id
}

function completeSession(act: Act, sessionId: string, method: Stripe.PaymentMethod) {
  const session: Stripe.Checkout.Session = {
    ...find(act, "checkout.session", sessionId),
    customer_details: {
      address: method.billing_details.address,
      business_name: null,
      email: method.billing_details.email,
      individual_name: null,
      name: method.billing_details.name,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    },
    payment_status: "paid",
    status: "complete",
    url: null,
  }
  act.account.objects["checkout.session"][sessionId] = session
  emitEvent(act, "checkout.session.completed", session)
}

function fail(act: Act, intent: Stripe.PaymentIntent, decline: Decline, chargeId?: string) {
  const method = find(act, "payment_method", idOf(intent.payment_method) ?? "")
  const failed = putIntent(act, {
    ...intent,
    status: "requires_payment_method",
    payment_method: null,
    last_payment_error: {
      ...(chargeId === undefined ? {} : { charge: chargeId, decline_code: decline.declineCode }),
      code: isErrorCode(decline.code) ? decline.code : "card_declined",
      message: decline.message,
      payment_method: method,
      type: chargeId === undefined ? "invalid_request_error" : "card_error",
    },
  })
  emitEvent(act, "payment_intent.payment_failed", failed)
}

const isErrorCode = (
  code: string,
): code is "card_declined" | "expired_card" | "payment_intent_authentication_failure" =>
  ["card_declined", "expired_card", "payment_intent_authentication_failure"].includes(code)
