import type Stripe from "stripe"
import { refused } from "../wire/api-error.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, type Act } from "../state/objects.ts"
import { expireKonbini } from "./pay-later.ts"

/** Expires an open session; refuses any other. */
export function expireSession(act: Act, sessionId: string): Stripe.Checkout.Session {
  const session = find(act, "checkout.session", sessionId)
  if (session.status !== "open") {
    throw refused(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status ?? "null"}.`,
    )
  }
  const expired: Stripe.Checkout.Session = { ...session, status: "expired", url: null }
  act.account.objects["checkout.session"][sessionId] = expired
  emitEvent(act, "checkout.session.expired", expired)
  return expired
}

/** Does what the clock has brought due: sessions expire, money becomes available. */
export function settleDue(act: Act) {
  const now = act.simulation.seconds()
  const { objects } = act.account
  for (const session of Object.values(objects["checkout.session"])) {
    if (session.status === "open" && session.expires_at <= now) expireSession(act, session.id)
  }
  expireKonbini(act)
  for (const transaction of Object.values(objects.balance_transaction)) {
    if (transaction.status === "pending" && transaction.available_on <= now) {
      objects.balance_transaction[transaction.id] = { ...transaction, status: "available" }
    }
  }
}
