import type Stripe from "stripe"
import { buildPaymentMethod } from "../builders/build-payment.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, type Act } from "../state/objects.ts"
import { ApiError } from "../wire/api-error.ts"
import { TEST_CARDS, type CardName } from "./test-cards.ts"

/** The payer keeps another card: attached to its customer, whose default it is from now on; a card the bank refuses is not. */
export function replaceCard(act: Act, portalSessionId: string, name: CardName): Stripe.PaymentMethod {
  const session = find(act, "billing_portal.session", portalSessionId)
  const customer = find(act, "customer", session.customer)
  const card = TEST_CARDS[name]
  if (card.decline !== null) {
    const { code, declineCode, message } = card.decline
    throw new ApiError(402, { type: "card_error", code, decline_code: declineCode, message }, false)
  }
  const made = buildPaymentMethod(act.simulation.newId("pm"), act.simulation.seconds(), card, customer.email ?? null)
  const method = { ...made, customer: customer.id }
  act.account.objects.payment_method[method.id] = method
  emitEvent(act, "payment_method.attached", method)
  const updated = {
    ...customer,
    invoice_settings: { ...customer.invoice_settings, default_payment_method: method.id },
  }
  act.account.objects.customer[customer.id] = updated
  emitEvent(act, "customer.updated", updated)
  return method
}

/** A new card of the same number: the network tells Stripe its new expiry. */
export function renewCard(act: Act, paymentMethodId: string, expiryYear: number): Stripe.PaymentMethod {
  const method = find(act, "payment_method", paymentMethodId)
  if (method.card === undefined) throw new Error(`${paymentMethodId} is no card`)
  const renewed = { ...method, card: { ...method.card, exp_year: expiryYear } }
  act.account.objects.payment_method[method.id] = renewed
  emitEvent(act, "payment_method.automatically_updated", renewed)
  return renewed
}
