import { z } from "zod"
import type { KeptCard } from "#app/billing/keep-card.server.ts"
import type { OnlineWay } from "#app/billing/online-way.ts"
import type { CheckoutSubject } from "#app/billing/stripe/open-checkout.server.ts"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { dateInTokyo, instantOf } from "#app/platform/clock.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/** What Stripe says of a Checkout session now; the event that led here is never trusted for it. */
export type CheckoutState = Readonly<{
  sessionId: string
  /** What the session was opened for; null where it was not opened by us. */
  subject: CheckoutSubject | null
  /** Failed: the number for the store was not paid in time. */
  status: "open" | "complete" | "expired" | "failed"
  /** Complete and not paid yet: where the payer sees how, and the last JST day of it; null where there is no end. */
  awaits: null | Readonly<{ way: OnlineWay; until: CalendarDate | null; instructionsUrl: string }>
  paid: null | Readonly<{
    paymentIntentId: string
    way: OnlineWay
    amountYen: number
    paidOn: CalendarDate
    cardBrand: string | null
    cardLast4: string | null
    /** The card that Stripe keeps for charges without the payer; null where none was agreed on. */
    keptCard?: KeptCard | null
  }>
}>

const Card = z.object({
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  exp_month: z.number().int().nullish(),
  exp_year: z.number().int().nullish(),
})

const PaymentIntent = z.object({
  id: z.string(),
  status: z.string(),
  amount_received: z.number().int(),
  next_action: z
    .object({
      konbini_display_details: z.object({ expires_at: z.number(), hosted_voucher_url: z.string() }).optional(),
      display_bank_transfer_instructions: z.object({ hosted_instructions_url: z.string() }).optional(),
    })
    .nullish(),
  customer: z.string().nullish(),
  payment_method: z.string().nullish(),
  setup_future_usage: z.string().nullish(),
  latest_charge: z
    .object({
      created: z.number(),
      payment_method_details: z.object({ type: z.string(), card: Card.nullish() }).nullish(),
    })
    .nullish(),
})

/** Fetches a Checkout session with its payment from Stripe. Outside any Scope: no network inside a transaction. */
export async function checkoutState(actor: Actor, sessionId: string): Promise<CheckoutState> {
  const { stripe } = await stripeFor(actor)
  const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ["payment_intent.latest_charge"] })
  const subject = subjectOf(session.metadata ?? {})
  const intent = PaymentIntent.safeParse(session.payment_intent)
  const status = statusOf(session.status, intent.data ?? null)
  if (session.payment_status !== "paid" || !intent.success) {
    return { sessionId, subject, status, awaits: intent.success ? awaitsOf(intent.data) : null, paid: null }
  }
  const charge = intent.data.latest_charge
  return {
    ...{ sessionId, subject, status, awaits: null },
    paid: {
      paymentIntentId: intent.data.id,
      way: wayOf(charge?.payment_method_details?.type),
      amountYen: intent.data.amount_received,
      paidOn: dateInTokyo(instantOf(charge?.created ?? session.created)),
      cardBrand: charge?.payment_method_details?.card?.brand ?? null,
      cardLast4: charge?.payment_method_details?.card?.last4 ?? null,
      keptCard: keptCardOf(intent.data),
    },
  }
}

function statusOf(session: string | null, intent: z.infer<typeof PaymentIntent> | null): CheckoutState["status"] {
  if (session === "expired") return "expired"
  if (session !== "complete") return "open"
  return intent?.status === "requires_payment_method" || intent?.status === "canceled" ? "failed" : "complete"
}

function awaitsOf({ status, next_action }: z.infer<typeof PaymentIntent>): CheckoutState["awaits"] {
  const { konbini_display_details: konbini, display_bank_transfer_instructions: transfer } = next_action ?? {}
  if (status !== "requires_action") return null
  if (konbini) {
    const until = dateInTokyo(instantOf(konbini.expires_at))
    return { way: "convenience-store", until, instructionsUrl: konbini.hosted_voucher_url }
  }
  return transfer ? { way: "bank-transfer", until: null, instructionsUrl: transfer.hosted_instructions_url } : null
}

const wayOf = (type: string | undefined): OnlineWay =>
  type === "konbini" ? "convenience-store" : type === "customer_balance" ? "bank-transfer" : "card"

function keptCardOf(intent: z.infer<typeof PaymentIntent>): KeptCard | null {
  const card = intent.latest_charge?.payment_method_details?.card
  if (intent.setup_future_usage !== "off_session" || !intent.customer || !intent.payment_method || !card) return null
  if (!card.exp_year || !card.exp_month) return null
  return {
    ...{ customerId: intent.customer, paymentMethodId: intent.payment_method },
    ...{ brand: card.brand ?? "", last4: card.last4 ?? "0000" },
    expiresMonth: `${card.exp_year}-${String(card.exp_month).padStart(2, "0")}`,
  }
}

function subjectOf(metadata: Readonly<Record<string, string>>): CheckoutSubject | null {
  const [application = "", order = ""] = [metadata.application_id, metadata.seminar_order_id]
  if (isId(application)) return { kind: "application", id: application }
  return isId(order) ? { kind: "seminar-order", id: order } : null
}
