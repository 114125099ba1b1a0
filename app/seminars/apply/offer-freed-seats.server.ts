import { queueMails } from "#app/notices/queue-mail.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { mailForOrders } from "#app/seminars/apply/mail-for-orders.server.ts"
import { type Waiting, whoIsOffered } from "#app/seminars/apply/waiting-list.ts"
import { addRegistrations, takeSeats } from "#app/seminars/parts/take-seats.server.ts"

/**
 * Offers free seats to those who wait (繰上げ案内): in the order of the list, whoever fits whole; the seats are held until the offer
 * ends. Nothing is offered once applications are closed. The orders that were offered seats.
 */
export async function offerFreedSeats(scope: Scope, seminarId: string): Promise<readonly string[]> {
  const [waits] = await scope.sql`
    select from waitlist_entry where seminar_id = ${seminarId}::uuid and state = 'waiting' limit 1`
  if (!waits) return []
  const pools = await scope.sql<{ id: string; free: number }>`
    select id, capacity + overbook - taken as free from seat_pool where seminar_id = ${seminarId}::uuid order by id for update`
  const [seminar] = await scope.sql<{ ends_at: Date; is_open: boolean; offer_hours: number }>`
    select ends_at, state = 'published' and ends_at > ${scope.now} as is_open, offer_hours
    from seminar cross join lateral (
      select coalesce(closes_at, (select min(starts_at) from seminar_session where seminar_id = seminar.id)) as ends_at
    ) as until where id = ${seminarId}::uuid`
  if (!seminar?.is_open) return []
  const entries = await scope.sql<Waiting>`
    select entry.order_id as "orderId", entry.party, (select array_agg(pool_id) from fee_type_pool
      where fee_type_id = seminar_order.fee_type_id) as pools
    from waitlist_entry as entry join seminar_order on seminar_order.id = entry.order_id
    where entry.seminar_id = ${seminarId}::uuid and entry.state = 'waiting'
    order by entry.priority desc, entry.joined_at, entry.order_id limit 500 for update of entry`
  const offered = whoIsOffered(new Map(pools.map(({ id, free }) => [id, free])), entries)
  if (offered.length === 0) return []
  const until = laterBy(scope.now, seminar.offer_hours * 3600)
  await holdForOffer(scope, offered, until < seminar.ends_at ? until : seminar.ends_at)
  await queueMails(scope, await mailForOrders(scope, offered, "offer"))
  return offered
}

async function holdForOffer(scope: Scope, orderIds: readonly string[], until: Date) {
  await addRegistrations(scope, orderIds, "held")
  await scope.sql`
    update registration set state = 'held' where order_id = any(${orderIds}::uuid[]) and state = 'expired'`
  const isHeld = await takeSeats(scope, orderIds, { state: "held", reason: "waitlist-offer", until })
  if (!isHeld) throw new Error("seats counted under lock were gone")
  await scope.sql`
    update seminar_order set state = 'offered', held_until = ${until} where id = any(${orderIds}::uuid[])`
  await scope.sql`
    update waitlist_entry set state = 'offered', offered_at = ${scope.now} where order_id = any(${orderIds}::uuid[])`
}
