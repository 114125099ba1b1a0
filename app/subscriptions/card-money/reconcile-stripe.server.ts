import { log } from "#app/platform/log.server.ts"
import { bookPayoutFailure } from "#app/billing/book-payout-failure.server.ts"
import { bookPayout } from "#app/billing/book-payout.server.ts"
import { fetchMissedEvents } from "#app/billing/stripe/fetch-missed-events.server.ts"
import { hasStripe } from "#app/billing/stripe/stripe-client.server.ts"
import { accountActivity } from "#app/billing/stripe/account-activity.server.ts"
import { dateInTokyo, laterBy } from "#app/platform/clock.server.ts"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { settleSentCharge } from "#app/subscriptions/auto-renewal/settle-sent-charge.server.ts"
import { compareWithStripe, type StripeDifference } from "#app/subscriptions/card-money/compare-with-stripe.server.ts"
import { findLostCheckouts } from "#app/subscriptions/card-money/find-lost-checkouts.server.ts"
import { findChangedCards } from "#app/subscriptions/kept-card/find-changed-cards.server.ts"
import { keepDispute } from "#app/subscriptions/card-money/keep-dispute.server.ts"
import { sendRefundsToCards } from "#app/subscriptions/card-money/send-refunds-to-cards.server.ts"

const WINDOW_DAYS = 45
/** Stripe keeps events for thirty days; a nightly run that was missed for a week loses none. */
const EVENT_DAYS = 8

export type Reconciliation = Readonly<{
  /** Events that no webhook had brought. */
  events: number
  sessions: { asked: number; fulfilled: number }
  charges: number
  /** Cards changed in Stripe's portal that nobody had told us of. */
  cards: number
  payouts: number
  disputes: number
  differences: readonly StripeDifference[]
}>

const nothing: Reconciliation = {
  events: 0,
  sessions: { asked: 0, fulfilled: 0 },
  ...{ charges: 0, cards: 0, payouts: 0, disputes: 0, differences: [] },
}

/**
 * The nightly comparison with Stripe: fetches what never arrived (events, sessions, charges, refunds, disputes), books the payouts, and lists what
 * still differs; nothing for an organization without a Stripe account. Outside any Scope; every effect is keyed, a second run adds nothing.
 */
export async function reconcileStripe(actor: Actor): Promise<Reconciliation> {
  if (!(await readScope(actor, hasStripe))) return nothing
  const missed = await readScope(actor, (scope) => Promise.resolve(laterBy(scope.now, -EVENT_DAYS * 86_400)))
  const events = await fetchMissedEvents(actor, missed)
  if (events > 0) await applyStripeEvents(actor)
  const sessions = await findLostCheckouts(actor)
  const open = await readScope(
    actor,
    (scope) => scope.sql<{ key: string }>`
      select idempotency_key as key from stripe_request where operation = 'charge' and state = 'open' order by recorded_at`,
  )
  for (const { key } of open) await tried(key, () => settleSentCharge(actor, key))
  const cards = await findChangedCards(actor)
  await sendRefundsToCards(actor)
  const since = await readScope(actor, (scope) => Promise.resolve(laterBy(scope.now, -WINDOW_DAYS * 86_400)))
  const activity = await accountActivity(actor, since, await readScope(actor, openDisputes))
  let payouts = 0
  for (const payout of activity.payouts) {
    if (await tried(payout.payoutId, () => inScope(actor, (scope) => bookPayout(scope, payout)))) payouts += 1
    await tried(payout.payoutId, () => inScope(actor, (scope) => bookPayoutFailure(scope, payout)))
  }
  for (const dispute of activity.disputes) {
    await tried(dispute.disputeId, () => inScope(actor, (scope) => keepDispute(scope, dispute)))
  }
  const differences = await inScope(actor, (scope) => compareWithStripe(scope, activity, dateInTokyo(since)))
  return { events, sessions, charges: open.length, cards, payouts, disputes: activity.disputes.length, differences }
}

/** Disputes whose end we have not seen: they may be older than the window. */
async function openDisputes(scope: Scope): Promise<readonly string[]> {
  const rows = await scope.sql<{ id: string }>`
    select dispute_id as id from stripe_dispute where status not in ('won', 'lost', 'warning_closed', 'prevented')`
  return rows.map(({ id }) => id)
}

/** One thing that cannot be brought in keeps nothing else from it; it stays a difference. */
async function tried<Result>(subject: string, run: () => Promise<Result>): Promise<Result | null> {
  try {
    return await run()
  } catch (error) {
    log("error", "not reconciled", { subject, error: String(error) })
    return null
  }
}
