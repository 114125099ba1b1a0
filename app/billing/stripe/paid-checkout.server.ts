import { z } from "zod"
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
  status: "open" | "complete" | "expired"
  paid: null | Readonly<{
    paymentIntentId: string
    amountYen: number
    paidOn: CalendarDate
    cardBrand: string | null
    cardLast4: string | null
  }>
}>

const PaymentIntent = z.object({
  id: z.string(),
  amount_received: z.number().int(),
  latest_charge: z
    .object({
      created: z.number(),
      payment_method_details: z
        .object({ card: z.object({ brand: z.string().nullable(), last4: z.string().nullable() }).nullish() })
        .nullish(),
    })
    .nullish(),
})

/** Fetches a Checkout session with its payment from Stripe. Outside any Scope: no network inside a transaction. */
export async function checkoutState(actor: Actor, sessionId: string): Promise<CheckoutState> {
  const { stripe } = await stripeFor(actor)
  const session = await stripe.checkout.sessions.retrieve(sessionId, { expand: ["payment_intent.latest_charge"] })
  const subject = subjectOf(session.metadata ?? {})
  const status = session.status === "expired" ? "expired" : session.status === "complete" ? "complete" : "open"
  const intent = PaymentIntent.safeParse(session.payment_intent)
  if (session.payment_status !== "paid" || !intent.success) return { sessionId, subject, status, paid: null }
  const charge = intent.data.latest_charge
  return {
    sessionId,
    subject,
    status,
    paid: {
      paymentIntentId: intent.data.id,
      amountYen: intent.data.amount_received,
      paidOn: dateInTokyo(instantOf(charge?.created ?? session.created)),
      cardBrand: charge?.payment_method_details?.card?.brand ?? null,
      cardLast4: charge?.payment_method_details?.card?.last4 ?? null,
    },
  }
}

function subjectOf(metadata: Readonly<Record<string, string>>): CheckoutSubject | null {
  const [application = "", order = ""] = [metadata.application_id, metadata.seminar_order_id]
  if (isId(application)) return { kind: "application", id: application }
  return isId(order) ? { kind: "seminar-order", id: order } : null
}
