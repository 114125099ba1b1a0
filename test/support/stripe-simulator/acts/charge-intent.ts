import type Stripe from "stripe"
import { buildBalanceTransaction } from "../builders/build-balance.ts"
import { buildCharge } from "../builders/build-payment.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import type { Decline } from "./test-cards.ts"

export const declineOf = (declineCode: string): Decline => ({
  code: "card_declined",
  declineCode,
  message: "Your card was declined.",
})

export function putIntent(act: Act, intent: Stripe.PaymentIntent): Stripe.PaymentIntent {
  act.account.objects.payment_intent[intent.id] = intent
  return intent
}

/** Charges an intent's card, or records the bank's refusal; tells which. */
export function chargeIntent(
  act: Act,
  intent: Stripe.PaymentIntent,
  decline: Decline | null,
  isAuthenticated = false,
): boolean {
  const method = find(act, "payment_method", idOf(intent.payment_method) ?? "")
  const created = act.simulation.seconds()
  const made = buildCharge({ id: act.simulation.newId("ch"), created, intent, method, decline, isAuthenticated })
  act.account.objects.charge[made.id] = made
  const charged = { ...intent, latest_charge: made.id }
  if (decline !== null) {
    emitEvent(act, "charge.failed", made)
    failIntent(act, charged, decline, made.id)
    return false
  }
  const paid = { ...made, balance_transaction: enterBalance(act, made) }
  act.account.objects.charge[paid.id] = paid
  const succeeded = putIntent(act, { ...charged, amount_received: intent.amount, status: "succeeded" })
  emitEvent(act, "charge.succeeded", paid)
  emitEvent(act, "payment_intent.succeeded", succeeded)
  return true
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

/** Records that an intent's attempt failed; without a charge, authentication did. */
export function failIntent(act: Act, intent: Stripe.PaymentIntent, decline: Decline, chargeId?: string) {
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
