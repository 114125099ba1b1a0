import Stripe from "stripe"
import { refuse } from "#app/billing/refusals.ts"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

type Request = Readonly<{ key: string; madeId: string | null }>

/**
 * Opens Stripe's portal where a member changes his kept card, and nothing else (お支払いカードの変更), and gives its address. Each visit is a
 * row with its key before the call; its address opens the portal to whoever has it, so it is kept nowhere. Refuses:
 * stripe-not-connected, no-card-on-file, portal-refused. Outside any Scope.
 */
export async function openPortal(
  actor: Actor,
  wish: Readonly<{ memberId: MemberId; returnUrl: string; changedUrl: string }>,
): Promise<string> {
  const { stripe } = await stripeFor(actor)
  const visit = await inScope(actor, (scope) => claimVisit(scope, wish.memberId))
  try {
    const configuration = await configurationOf(actor, stripe)
    const session = await stripe.billingPortal.sessions.create(
      {
        ...{ customer: visit.customerId, configuration, locale: actor.locale, return_url: wish.returnUrl },
        flow_data: {
          type: "payment_method_update",
          after_completion: { type: "redirect", redirect: { return_url: wish.changedUrl } },
        },
      },
      { idempotencyKey: visit.key },
    )
    await inScope(actor, (scope) => markMade(scope, visit.key, session.id))
    return session.url
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    log("error", "portal not opened", { request: visit.key, error: error.message })
    // Where the answer was lost a visit may have been opened, so its row stays open.
    const isLost = error instanceof Stripe.errors.StripeConnectionError
    if (!isLost) await inScope(actor, (scope) => markFailed(scope, visit.key, error.code ?? error.type))
    throw refuse("portal-refused")
  }
}

/** The visit that begins now; one whose answer was lost opened nothing that anybody knows, and is over. */
async function claimVisit(scope: Scope, memberId: MemberId): Promise<{ key: string; customerId: string }> {
  const [card] = await scope.sql<{ customer: string }>`
    select customer_id as customer from card_on_file where member_id = ${memberId}::uuid for update`
  if (!card) throw refuse("no-card-on-file")
  await scope.sql`
    update stripe_request set state = 'expired' where operation = 'portal' and member_id = ${memberId}::uuid and state = 'open'`
  const [made] = await scope.sql<{ key: string }>`
    insert into stripe_request (organization_id, idempotency_key, operation, member_id, attempt, customer_id, recorded_at)
    select ${scope.organizationId}, 'portal:' || ${memberId}::text || ':' || last.attempt + 1, 'portal', ${memberId}::uuid,
      last.attempt + 1, ${card.customer}, ${scope.now}
    from (select coalesce(max(attempt), 0) as attempt from stripe_request where member_id = ${memberId}::uuid) as last
    returning idempotency_key as key`
  if (!made) throw new Error("stripe_request gave no row")
  return { key: made.key, customerId: card.customer }
}

/** What the account's portal lets members do; made once for an account, by the first who needs it. */
async function configurationOf(actor: Actor, stripe: Stripe): Promise<string> {
  const request = await inScope(actor, claimConfiguration)
  if (request.madeId !== null) return request.madeId
  const off = { enabled: false } as const
  const configuration = await stripe.billingPortal.configurations.create(
    {
      features: {
        payment_method_update: { enabled: true },
        ...{ customer_update: off, invoice_history: off, subscription_update: off },
        ...{ subscription_cancel: off, subscription_pause: off },
      },
      metadata: { request: request.key },
    },
    { idempotencyKey: request.key },
  )
  await inScope(actor, (scope) => markMade(scope, request.key, configuration.id))
  return configuration.id
}

async function claimConfiguration(scope: Scope): Promise<Request> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`portal-configuration:${scope.organizationId}`}, 0))`
  const [last] = await scope.sql<Request & { attempt: number; state: string }>`
    select idempotency_key as key, session_id as "madeId", attempt, state from stripe_request
    where operation = 'portal-configuration' order by attempt desc limit 1`
  if (last && ["open", "created"].includes(last.state)) return last
  const attempt = (last?.attempt ?? 0) + 1
  const key = `portal-configuration:${attempt}`
  await scope.sql`
    insert into stripe_request (organization_id, idempotency_key, operation, attempt, recorded_at)
    values (${scope.organizationId}, ${key}, 'portal-configuration', ${attempt}, ${scope.now})`
  return { key, madeId: null }
}

const markFailed = (scope: Scope, key: string, code: string) => scope.sql`
  update stripe_request set state = 'failed', decline_code = ${code} where idempotency_key = ${key} and state = 'open'`

const markMade = (scope: Scope, key: string, madeId: string) => scope.sql`
  update stripe_request set state = 'created', session_id = ${madeId} where idempotency_key = ${key} and state = 'open'`
