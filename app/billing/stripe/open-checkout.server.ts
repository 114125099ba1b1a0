import type Stripe from "stripe"
import { KONBINI_DAYS, type OnlineWay } from "#app/billing/online-way.ts"
import { refuse } from "#app/billing/refusals.ts"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"

export type CheckoutItem = Readonly<{ name: string; description: string; unitYen: number; quantity: number }>

/** What a Checkout session is opened for; only its opaque id goes to Stripe. */
export type CheckoutSubject = Readonly<{ kind: "application" | "seminar-order"; id: string }>

export type CheckoutWish = Readonly<{
  subject: CheckoutSubject
  item: CheckoutItem
  email: string
  /** How the payer has chosen to pay; the card where nothing is said. */
  way?: OnlineWay
  /** The card is kept for renewals without the reader, as the final confirmation says. */
  keepsCard?: boolean
  successUrl: string
  cancelUrl: string
}>

type Request = { idempotency_key: string; attempt: number; session_url: string | null; expires_at: Date }

// Stripe wants at least 30 minutes; the margin is for clocks that differ.
const SESSION_SECONDS = 60 * 60

/**
 * Opens Stripe's Checkout page for a confirmed application or a seminar order whose seats are held, and gives its address. Two clicks or two tabs get the same page:
 * the request is a row with its key before the call, and a living session is given again. Refuses:
 * application-not-confirmed, application-already-paid, stripe-not-connected.
 */
export async function openCheckout(actor: Actor, wish: CheckoutWish): Promise<string> {
  const { stripe } = await stripeFor(actor)
  const request = await inScope(actor, (scope) => claimRequest(scope, wish.subject))
  if (request.session_url !== null) return request.session_url
  const customer = wish.way === "bank-transfer" ? await customerFor(stripe, wish, request) : null
  const session = await stripe.checkout.sessions.create(
    sessionParams(wish, request, { locale: actor.locale, customer }),
    {
      idempotencyKey: request.idempotency_key,
    },
  )
  await inScope(
    actor,
    (scope) => scope.sql`
      update stripe_request set state = 'created', session_id = ${session.id}, session_url = ${session.url}
      where idempotency_key = ${request.idempotency_key} and state = 'open'`,
  )
  if (session.url === null) throw refuse("application-already-paid")
  return session.url
}

/** The subject's living request, or a new one after the last expired; the subject's row is the lock. */
async function claimRequest(scope: Scope, subject: CheckoutSubject): Promise<Request> {
  await lockSubject(scope, subject)
  const [last] = await scope.sql<Request & { state: string }>`
    select idempotency_key, attempt, session_url, expires_at, state from stripe_request
    where ${subject.id}::uuid in (application_id, seminar_order_id) order by attempt desc limit 1`
  const isAlive =
    last !== undefined && ["open", "created"].includes(last.state) && last.expires_at > laterBy(scope.now, 60)
  if (isAlive) return last
  if (last)
    await scope.sql`update stripe_request set state = 'expired' where idempotency_key = ${last.idempotency_key} and state in ('open', 'created')`
  const attempt = (last?.attempt ?? 0) + 1
  const [applicationId, orderId] = subject.kind === "application" ? [subject.id, null] : [null, subject.id]
  const [made] = await scope.sql<Request>`
    insert into stripe_request (organization_id, idempotency_key, operation, application_id, seminar_order_id, attempt, expires_at,
      recorded_at)
    values (${scope.organizationId}, ${`checkout:${subject.id}:${attempt}`}, 'checkout', ${applicationId}::uuid, ${orderId}::uuid,
      ${attempt}, ${laterBy(scope.now, SESSION_SECONDS)}, ${scope.now})
    returning idempotency_key, attempt, session_url, expires_at`
  if (!made) throw new Error("stripe_request gave no row")
  return made
}

/** States in which a subject is paid, and the one in which it waits for its payment. */
const states = {
  application: { paid: ["paid", "refund-due"], open: "confirmed" },
  "seminar-order": { paid: ["confirmed", "refund-due"], open: "held" },
} as const

async function lockSubject(scope: Scope, { kind, id }: CheckoutSubject) {
  const [row] =
    kind === "application"
      ? await scope.sql<{ state: string }>`select state from application where id = ${id}::uuid for update`
      : await scope.sql<{ state: string }>`select state from seminar_order where id = ${id}::uuid for update`
  if (row !== undefined && states[kind].paid.some((state) => state === row.state))
    throw refuse("application-already-paid")
  if (row?.state !== states[kind].open) throw refuse("application-not-confirmed")
}

/** A transfer is paid into the balance of a customer, so there must be one: of this request alone, known by its mail address. */
async function customerFor(stripe: Stripe, wish: CheckoutWish, request: Request): Promise<string> {
  const customer = await stripe.customers.create(
    { ...(wish.email === "" ? {} : { email: wish.email }), metadata: { request: request.idempotency_key } },
    { idempotencyKey: `${request.idempotency_key}:customer` },
  )
  return customer.id
}

/** What Stripe must know of a way to pay. */
function wayParams(
  way: OnlineWay,
): Pick<Stripe.Checkout.SessionCreateParams, "allowed_payment_method_types" | "payment_method_options"> {
  switch (way) {
    case "card":
      return { allowed_payment_method_types: ["card"] }
    case "convenience-store":
      return {
        allowed_payment_method_types: ["konbini"],
        payment_method_options: { konbini: { expires_after_days: KONBINI_DAYS } },
      }
    case "bank-transfer":
      return {
        allowed_payment_method_types: ["customer_balance"],
        payment_method_options: {
          customer_balance: { funding_type: "bank_transfer", bank_transfer: { type: "jp_bank_transfer" } },
        },
      }
  }
}

/** Only opaque ids go to Stripe's metadata; the same row always gives the same parameters, or the key would be refused. */
function sessionParams(
  wish: CheckoutWish,
  request: Request,
  { locale, customer }: { locale: "ja" | "en"; customer: string | null },
): Stripe.Checkout.SessionCreateParams {
  const metadata: Record<string, string> =
    wish.subject.kind === "application" ? { application_id: wish.subject.id } : { seminar_order_id: wish.subject.id }
  return {
    mode: "payment",
    ui_mode: "hosted_page",
    locale,
    line_items: [
      {
        quantity: wish.item.quantity,
        price_data: {
          currency: "jpy",
          unit_amount: wish.item.unitYen,
          product_data: { name: wish.item.name, description: wish.item.description },
        },
      },
    ],
    ...(customer === null ? {} : { customer }),
    ...(wish.email === "" || customer !== null ? {} : { customer_email: wish.email }),
    client_reference_id: wish.subject.id,
    metadata,
    ...(wish.keepsCard ? { customer_creation: "always" as const } : {}),
    payment_intent_data: { metadata, ...(wish.keepsCard ? { setup_future_usage: "off_session" as const } : {}) },
    ...wayParams(wish.way ?? "card"),
    adaptive_pricing: { enabled: false },
    expires_at: Math.floor(request.expires_at.getTime() / 1000),
    success_url: wish.successUrl,
    cancel_url: wish.cancelUrl,
  }
}
