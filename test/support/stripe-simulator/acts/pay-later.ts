import type Stripe from "stripe"
import { buildLaterMethod } from "../builders/build-later.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import { refused } from "../wire/api-error.ts"
import { chargeIntent, putIntent } from "./charge-intent.ts"
import { intentOf } from "./pay-session.ts"

export type LaterWay = "konbini" | "customer_balance"

const DAY = 86_400
const JST = 9 * 3600

/** 23:59:59 in Japan, so many calendar days from now. */
const endOfDay = (now: number, days: number) => (Math.floor((now + JST) / DAY) + days + 1) * DAY - JST - 1

function nextAction(act: Act, session: Stripe.Checkout.Session, way: LaterWay): Stripe.PaymentIntent.NextAction {
  const url = `${act.simulation.publicUrl}/c/pay/${session.id}/instructions`
  const amount = session.amount_total ?? 0
  if (way === "customer_balance") {
    return {
      type: "display_bank_transfer_instructions",
      display_bank_transfer_instructions: {
        ...{
          amount_remaining: amount,
          currency: "jpy",
          hosted_instructions_url: url,
          reference: session.id.slice(-12),
        },
        type: "jp_bank_transfer",
      },
    }
  }
  const days = act.account.checkouts[session.id]?.konbiniDays ?? 3
  return {
    type: "konbini_display_details",
    konbini_display_details: {
      ...{ expires_at: endOfDay(act.simulation.seconds(), days), hosted_voucher_url: url },
      stores: { familymart: null, lawson: { payment_code: "00000000000" }, ministop: null, seicomart: null },
    },
  }
}

/** The payer takes a number for the convenience store, or the account to transfer to: complete, and not paid yet. Does nothing twice. */
export function orderPaymentLater(act: Act, sessionId: string, way: LaterWay, email: string | null): void {
  const session = find(act, "checkout.session", sessionId)
  if (session.status === "complete") return
  if (!session.payment_method_types.includes(way)) throw refused(`Session ${sessionId} does not take ${way}.`)
  const payerEmail = session.customer_email ?? email
  const method = buildLaterMethod(act.simulation.newId("pm"), act.simulation.seconds(), way, payerEmail)
  act.account.objects.payment_method[method.id] = method
  const intent = putIntent(act, {
    ...{
      ...intentOf(act, session),
      payment_method: method.id,
      payment_method_types: [way],
      payment_method_options: {},
    },
    ...{ status: "requires_action", next_action: nextAction(act, session, way) },
  })
  emitEvent(act, "payment_intent.requires_action", intent)
  const known = find(act, "checkout.session", sessionId)
  const complete: Stripe.Checkout.Session = { ...known, status: "complete", payment_status: "unpaid", url: null }
  act.account.objects["checkout.session"][sessionId] = complete
  emitEvent(act, "checkout.session.completed", complete)
}

function waiting(act: Act, sessionId: string) {
  const session = find(act, "checkout.session", sessionId)
  const intent = find(act, "payment_intent", idOf(session.payment_intent) ?? "")
  if (session.payment_status !== "unpaid" || intent.status !== "requires_action") {
    throw refused(`Session ${sessionId} waits for no payment.`)
  }
  return { session, intent }
}

/** The money arrives at the store or the bank. */
export function payLater(act: Act, sessionId: string): void {
  const { session, intent } = waiting(act, sessionId)
  chargeIntent(act, { ...intent, next_action: null }, null)
  const paid: Stripe.Checkout.Session = { ...session, payment_status: "paid" }
  act.account.objects["checkout.session"][sessionId] = paid
  emitEvent(act, "checkout.session.async_payment_succeeded", paid)
}

/** The number for the store has expired. */
export function failLater(act: Act, sessionId: string): void {
  const { session, intent } = waiting(act, sessionId)
  const failed = putIntent(act, {
    ...{ ...intent, status: "requires_payment_method", next_action: null, payment_method: null },
    last_payment_error: {
      ...{ code: "payment_intent_payment_attempt_expired", type: "invalid_request_error" },
      message: "The payment attempt expired.",
    },
  })
  emitEvent(act, "payment_intent.payment_failed", failed)
  emitEvent(act, "checkout.session.async_payment_failed", session)
}

/** Numbers for the store expire when the clock says so. */
export function expireKonbini(act: Act): void {
  for (const session of Object.values(act.account.objects["checkout.session"])) {
    if (session.status !== "complete" || session.payment_status !== "unpaid") continue
    const intent = find(act, "payment_intent", idOf(session.payment_intent) ?? "")
    const until = intent.next_action?.konbini_display_details?.expires_at
    if (until !== undefined && until < act.simulation.seconds()) failLater(act, session.id)
  }
}
