import Stripe from "stripe"
import { z } from "zod"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { dateInTokyo, instantOf } from "#app/platform/clock.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** A charge of a kept card as it stands in our rows: the key was written before the call. */
export type CardCharge = Readonly<{
  idempotencyKey: string
  amountYen: number
  customerId: string
  paymentMethodId: string
  recordedAt: Date
}>

export type ChargeOutcome =
  | Readonly<{
      kind: "paid"
      paymentIntentId: string
      amountYen: number
      paidOn: CalendarDate
      cardBrand: string | null
      cardLast4: string | null
    }>
  | Readonly<{ kind: "declined"; code: string }>
  /** Stripe has not decided yet: the row stays open, and is asked for again. */
  | Readonly<{ kind: "pending" }>

const Intent = z.object({
  id: z.string(),
  status: z.string(),
  created: z.number(),
  amount_received: z.number().int(),
  metadata: z.record(z.string(), z.string()),
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
  latest_charge: z
    .object({
      created: z.number(),
      payment_method_details: z
        .object({ card: z.object({ brand: z.string().nullable(), last4: z.string().nullable() }).nullish() })
        .nullish(),
    })
    .nullish(),
})

/**
 * Charges a kept card without its reader (off session). A key that was sent before is looked for first, because Stripe forgets keys
 * after a day; so a lost answer never charges twice. Network errors are thrown: the row stays open and is tried again. Outside any
 * Scope.
 */
export async function chargeCard(actor: Actor, charge: CardCharge, isFirstTry: boolean): Promise<ChargeOutcome> {
  const { stripe } = await stripeFor(actor)
  const known = isFirstTry ? null : await findCharge(stripe, charge)
  if (known !== null) return known
  try {
    const intent = await stripe.paymentIntents.create(
      {
        ...{ amount: charge.amountYen, currency: "jpy", customer: charge.customerId },
        ...{ payment_method: charge.paymentMethodId, off_session: true, confirm: true },
        metadata: { request: charge.idempotencyKey },
        expand: ["latest_charge"],
      },
      { idempotencyKey: charge.idempotencyKey },
    )
    return outcomeOf(Intent.parse(intent))
  } catch (error) {
    // A card that Stripe keeps no more is declined for good, too: the reader is told, and asked as by the series.
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      return { kind: "declined", code: error.code || "card_gone" }
    }
    if (!(error instanceof Stripe.errors.StripeCardError)) throw error
    return { kind: "declined", code: error.decline_code || error.code || "declined" }
  }
}

/** How a charge that was sent ended; null where Stripe knows nothing of it. Outside any Scope. */
export async function outcomeOfCharge(actor: Actor, charge: CardCharge): Promise<ChargeOutcome | null> {
  const { stripe } = await stripeFor(actor)
  return findCharge(stripe, charge)
}

const DAY = 86_400

async function findCharge(stripe: Stripe, charge: CardCharge): Promise<ChargeOutcome | null> {
  const since = Math.floor(charge.recordedAt.getTime() / 1000) - DAY
  const intents = stripe.paymentIntents.list({
    ...{ customer: charge.customerId, created: { gte: since }, limit: 100, expand: ["data.latest_charge"] },
  })
  for await (const intent of intents) {
    if (intent.metadata.request === charge.idempotencyKey) return outcomeOf(Intent.parse(intent))
  }
  return null
}

function outcomeOf(intent: z.infer<typeof Intent>): ChargeOutcome {
  if (intent.status === "processing") return { kind: "pending" }
  if (intent.status !== "succeeded") {
    const error = intent.last_payment_error
    return { kind: "declined", code: error?.decline_code ?? error?.code ?? intent.status }
  }
  const card = intent.latest_charge?.payment_method_details?.card
  return {
    kind: "paid",
    paymentIntentId: intent.id,
    amountYen: intent.amount_received,
    paidOn: dateInTokyo(instantOf(intent.latest_charge?.created ?? intent.created)),
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
  }
}
