import { disputeOf } from "#app/billing/stripe/account-activity.server.ts"
import { checkoutState } from "#app/billing/stripe/paid-checkout.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { fulfilSeminarOrder } from "#app/seminars/apply/fulfil-seminar-order.server.ts"
import { keepDispute } from "#app/subscriptions/card-money/keep-dispute.server.ts"
import { settleSentCharge } from "#app/subscriptions/auto-renewal/settle-sent-charge.server.ts"
import { askForCard } from "#app/subscriptions/kept-card/ask-for-card.server.ts"
import { fulfilApplication } from "#app/subscriptions/fulfil-application.server.ts"

type Waiting = { event_id: string; type: string; object_id: string; request: string | null; customer: string | null }

const TRIES = 20

/**
 * Applies the stored events of Stripe. Events that concern a Checkout session make us fetch the session anew and fulfil
 * what it says now, so order, repetition and delay of events do not matter; the other types are noted and ignored.
 */
export async function applyStripeEvents(actor: Actor): Promise<{ done: number; ignored: number; failed: number }> {
  const waiting = await readScope(
    actor,
    (scope) => scope.sql<Waiting>`
      select event_id, type, object_id, raw #>> '{data,object,metadata,request}' as request,
        raw #>> '{data,object,customer}' as customer from stripe_event
      where state in ('received', 'failed') and attempts < ${TRIES} order by received_at limit 500`,
  )
  const counts = { done: 0, ignored: 0, failed: 0 }
  for (const event of waiting) {
    try {
      const state = (await apply(actor, event)) ? "done" : "ignored"
      await mark(actor, event, state, null)
      counts[state] += 1
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      log("error", "event not applied", { event: event.event_id, error: message })
      await mark(actor, event, "failed", message)
      counts.failed += 1
    }
  }
  return counts
}

/** Whether the event means anything to us; what it means is asked of Stripe anew. */
async function apply(actor: Actor, event: Waiting): Promise<boolean> {
  if (event.type.startsWith("checkout.session.")) {
    await settleCheckout(actor, event.object_id)
    return true
  }
  if (event.type.startsWith("charge.dispute.")) {
    const dispute = await disputeOf(actor, event.object_id)
    await inScope(actor, (scope) => keepDispute(scope, dispute))
    return true
  }
  if (event.type === "customer.updated") return (await askForCard(actor, event.object_id)) !== "unknown"
  if (event.type.startsWith("payment_method.")) {
    // The event only tells whose card to ask for.
    return event.customer !== null && (await askForCard(actor, event.customer)) !== "unknown"
  }
  if (!/^payment_intent\.(succeeded|payment_failed)$/.test(event.type) || event.request === null) return false
  return settleSentCharge(actor, event.request)
}

/** Brings one Checkout session's present state into our rows; the return page, the worker and the reconcile share it. */
export async function settleCheckout(actor: Actor, sessionId: string) {
  const state = await checkoutState(actor, sessionId)
  return inScope(actor, (scope) =>
    state.subject?.kind === "seminar-order" ? fulfilSeminarOrder(scope, state) : fulfilApplication(scope, state),
  )
}

const mark = (actor: Actor, event: Waiting, state: string, error: string | null) =>
  inScope(
    actor,
    (scope) => scope.sql`
      update stripe_event set state = ${state}, attempts = attempts + 1, last_error = ${error}
      where event_id = ${event.event_id}`,
  )
