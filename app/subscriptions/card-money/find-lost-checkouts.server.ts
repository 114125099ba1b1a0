import { type Actor, readScope } from "#app/platform/scope.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { settleCheckout } from "#app/subscriptions/apply-stripe-events.server.ts"

/** Finds what never arrived: asks Stripe for every Checkout session still open in our rows after ten minutes. */
export async function findLostCheckouts(actor: Actor): Promise<{ asked: number; fulfilled: number }> {
  const open = await readScope(
    actor,
    (scope) => scope.sql<{ session_id: string }>`
      select session_id from stripe_request
      where operation = 'checkout' and state = 'created' and session_id is not null and recorded_at < ${laterBy(scope.now, -600)}
      order by recorded_at limit 1000`,
  )
  let fulfilled = 0
  for (const { session_id } of open) if ((await settleCheckout(actor, session_id)) === "done") fulfilled += 1
  return { asked: open.length, fulfilled }
}
