import type { Scope } from "#app/platform/scope.server.ts"
import { offerFreedSeats } from "#app/seminars/apply/offer-freed-seats.server.ts"

/**
 * Frees the seats of holds that have ended (仮押さえの期限切れ): unpaid card pages, inquiries, offers not taken; and offers them to those
 * who wait, in the same transaction. Of one seminar, or of all.
 */
export async function expireHolds(
  scope: Scope,
  seminarId: string | null,
): Promise<{ expired: number; offered: number }> {
  const orders = await scope.sql<{ id: string; seminar_id: string }>`
    update seminar_order set state = 'expired', held_until = null
    where id in (
      select id from seminar_order where state in ('held', 'offered') and held_until <= ${scope.now}
        and coalesce(seminar_id = ${seminarId}::uuid, true)
      order by id for update skip locked
    ) returning id, seminar_id`
  const ids = orders.map(({ id }) => id)
  if (ids.length === 0) return { expired: 0, offered: 0 }
  await scope.sql`
    update seat_claim set state = 'expired' where order_id = any(${ids}::uuid[]) and state = 'held'`
  await scope.sql`
    update registration set state = 'expired' where order_id = any(${ids}::uuid[]) and state = 'held'`
  await scope.sql`
    update waitlist_entry set state = 'expired' where order_id = any(${ids}::uuid[]) and state = 'offered'`
  let offered = 0
  for (const id of new Set(orders.map(({ seminar_id }) => seminar_id)))
    offered += (await offerFreedSeats(scope, id)).length
  return { expired: ids.length, offered }
}
