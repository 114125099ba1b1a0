import { laterBy } from "#app/platform/clock.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { askForCard } from "#app/subscriptions/kept-card/ask-for-card.server.ts"

/** Stripe ends a visit to its portal an hour after its last click. */
const VISIT_SECONDS = 2 * 3600

type Visit = { key: string; customer: string; isOver: boolean }

/**
 * Finds the cards that were changed in Stripe's portal without our hearing of it: asks for the customer of every visit that may still have
 * changed something, of one member or of all. Gives how many were changed. Outside any Scope.
 */
export async function findChangedCards(actor: Actor, memberId: string | null = null): Promise<number> {
  const visits = await readScope(
    actor,
    (scope) => scope.sql<Visit>`
      select distinct on (customer_id) idempotency_key as key, customer_id as customer,
        recorded_at < ${laterBy(scope.now, -VISIT_SECONDS)} as "isOver"
      from stripe_request
      where operation = 'portal' and state in ('open', 'created') and (${memberId}::uuid is null or member_id = ${memberId}::uuid)
      order by customer_id, recorded_at desc limit 1000`,
  )
  let changed = 0
  for (const visit of visits) {
    try {
      if ((await askForCard(actor, visit.customer)) === "changed") changed += 1
      if (visit.isOver) await inScope(actor, (scope) => closeVisits(scope, visit.customer))
    } catch (error) {
      // One reader's card keeps nobody else's from being found; his visit stays open for the next run.
      log("error", "card not asked for", { request: visit.key, error: String(error) })
    }
  }
  return changed
}

const closeVisits = (scope: Scope, customerId: string) => scope.sql`
  update stripe_request set state = 'expired'
  where operation = 'portal' and customer_id = ${customerId} and state in ('open', 'created')`
