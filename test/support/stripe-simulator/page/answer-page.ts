import type Stripe from "stripe"
import { settleDue } from "../acts/expire-session.ts"
import { orderPaymentLater, payLater } from "../acts/pay-later.ts"
import { authenticateSession, paySession } from "../acts/pay-session.ts"
import { isCardName } from "../acts/test-cards.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import type { Simulation } from "../state/simulation.ts"
import { takeFault } from "../wire/take-fault.ts"
import { wordsFor, type PageWords } from "./page-words.ts"
import { authenticationPage, expiredPage, instructionsPage, payPage, unknownPage } from "./pay-page.ts"

export interface PageRequest {
  method: string
  path: string
  body: string
  acceptLanguage: string
}

export type PageReply = { status: number; html: string } | { status: 303; location: string } | "silence" | "cut"

interface Visit {
  act: Act
  session: Stripe.Checkout.Session
  words: PageWords
}

/** Answers the hosted page of a session: shows it, takes the payment, sends the payer back. */
export function answerPage(simulation: Simulation, request: PageRequest): PageReply {
  const [, , , sessionId = "", step = ""] = request.path.split("/")
  const act = actOn(simulation, sessionId)
  if (act === undefined) return { status: 404, html: unknownPage(wordsFor(null, request.acceptLanguage)) }
  const fault = takeFault(simulation, request.method, request.path)
  if (fault === "timeout_before") return "silence"
  if (fault === "reset_before") return "cut"
  settleDue(act)
  const session = find(act, "checkout.session", sessionId)
  const visit = { act, session, words: wordsFor(session.locale, request.acceptLanguage) }
  const form = new URLSearchParams(request.method === "POST" ? request.body : "")
  const forcedDecline = typeof fault === "object" ? fault.decline : undefined
  const reply = request.method === "POST" ? submit(visit, step, form, forcedDecline) : show(visit, step)
  simulation.save()
  if (fault === "timeout_after_commit") return "silence"
  if (fault === "reset_after_commit") return "cut"
  return reply
}

/** The account whose session this is; the page itself carries no key. */
export function actOn(simulation: Simulation, sessionId: string): Act | undefined {
  const account = Object.values(simulation.state.accounts).find(({ objects }) =>
    Object.hasOwn(objects["checkout.session"], sessionId),
  )
  return account === undefined ? undefined : { simulation, account, request: null }
}

function show(visit: Visit, step: string): PageReply {
  const { act, session, words } = visit
  if (step === "instructions" && session.status === "complete") {
    return { status: 200, html: instructionsPage(words, session) }
  }
  if (session.status === "complete") return success(session)
  if (session.status === "expired") return { status: 410, html: expiredPage(words, session) }
  const intentId = idOf(session.payment_intent)
  const intent = intentId === null ? undefined : find(act, "payment_intent", intentId)
  if (step === "authenticate" && intent?.status === "requires_action") {
    return { status: 200, html: authenticationPage(words, session.id) }
  }
  return { status: 200, html: form(visit, intent?.last_payment_error ?? null) }
}

function form({ act, session, words }: Visit, error: Stripe.PaymentIntent.LastPaymentError | null): string {
  const items = (act.account.checkouts[session.id]?.lineItems ?? []).map((item) => find(act, "item", item))
  const descriptions = items.map(({ price }) => {
    const product = price === null ? null : idOf(price.product)
    return product === null ? null : find(act, "product", product).description
  })
  const isUnauthenticated = error?.code === "payment_intent_authentication_failure"
  const decline = error === null ? null : isUnauthenticated ? "authentication_failed" : (error.decline_code ?? "other")
  const method = error?.payment_method
  const email = method?.billing_details.email ?? ""
  return payPage({ words, session, items, descriptions, decline, card: method?.card?.last4 ?? "4242", email })
}

function submit(visit: Visit, step: string, fields: URLSearchParams, forcedDecline?: string): PageReply {
  const { act, session, words } = visit
  const page = `/c/pay/${session.id}`
  if (session.status === "expired") return { status: 410, html: expiredPage(words, session) }
  if (step === "instructions") {
    if (session.payment_status === "unpaid") payLater(act, session.id)
    return { status: 303, location: `${page}/instructions` }
  }
  const way = fields.get("way")
  if (way === "konbini" || way === "customer_balance") {
    orderPaymentLater(act, session.id, way, emailOf(visit, fields))
    return success(session)
  }
  const card = fields.get("card") ?? "4242"
  if (!isCardName(card)) return { status: 303, location: page }
  const result =
    step === "authenticate"
      ? authenticateSession(act, session.id, fields.get("result") === "ok")
      : paySession(act, session.id, { card, email: emailOf(visit, fields), forcedDecline })
  // A declined payer is sent to the page itself, so that reloading it pays nothing.
  if (result === "declined") return { status: 303, location: page }
  if (result === "requires_action") return { status: 303, location: `${page}/authenticate` }
  return success(session)
}

function emailOf({ act, session }: Visit, fields: URLSearchParams): string | null {
  const customer = idOf(session.customer)
  return fields.get("email") ?? (customer === null ? null : find(act, "customer", customer).email)
}

const success = (session: Stripe.Checkout.Session): PageReply => ({
  status: 303,
  location: (session.success_url ?? "/").replaceAll("{CHECKOUT_SESSION_ID}", session.id),
})
