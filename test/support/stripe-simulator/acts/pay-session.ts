import type Stripe from "stripe"
import { buildPaymentIntent, buildPaymentMethod } from "../builders/build-payment.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import { chargeIntent, declineOf, failIntent, putIntent } from "./charge-intent.ts"
import { addCustomer } from "./add-customer.ts"
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
  failIntent(act, answered, AUTHENTICATION_FAILED)
  return "declined"
}

/** The session's payment intent; Stripe makes it at the first attempt, not with the session. */
export function intentOf(act: Act, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
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

/** Charges the session's intent; a payer whose card is kept becomes a customer with it. */
function charge(
  act: Act,
  session: Stripe.Checkout.Session,
  intent: Stripe.PaymentIntent,
  decline: Decline | null,
  isAuthenticated = false,
): PaymentResult {
  const method = find(act, "payment_method", idOf(intent.payment_method) ?? "")
  const known = decline === null ? customerOf(act, session, method) : null
  const owned = known === null ? intent : { ...intent, ...keptFor(act, session, known, method) }
  if (!chargeIntent(act, owned, decline, isAuthenticated)) return "declined"
  completeSession(act, session.id, method, known)
  return "complete"
}

function customerOf(act: Act, session: Stripe.Checkout.Session, method: Stripe.PaymentMethod): string | null {
  const given = idOf(session.customer)
  if (given !== null) return given
  const savesCard = act.account.checkouts[session.id]?.savesCard === true
  if (session.customer_creation !== "always" && !savesCard) return null
  return addCustomer(act, { email: method.billing_details.email, name: method.billing_details.name }).id
}

/** What an intent says of its customer, after his card was attached where it is to be kept. */
function keptFor(act: Act, session: Stripe.Checkout.Session, customer: string, method: Stripe.PaymentMethod) {
  if (act.account.checkouts[session.id]?.savesCard !== true) return { customer }
  act.account.objects.payment_method[method.id] = { ...method, customer }
  emitEvent(act, "payment_method.attached", { ...method, customer })
  return { customer, setup_future_usage: "off_session" as const }
}

function completeSession(act: Act, sessionId: string, method: Stripe.PaymentMethod, customer: string | null) {
  const session: Stripe.Checkout.Session = {
    ...find(act, "checkout.session", sessionId),
    customer,
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
