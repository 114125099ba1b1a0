import type { Scope } from "#app/platform/scope.server.ts"
import type { Openness } from "#app/seminars/apply/seminar-for-public.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

export type SeatsLeft = Readonly<{ code: string; title: string; left: number; fromYen: number; openness: Openness }>

/** 残席: what an apply button shows of a seminar, in one cheap statement. Refuses: unknown-seminar. */
export async function seatsLeft(scope: Scope, code: string): Promise<SeatsLeft> {
  const [row] = await scope.sql<SeatsLeft>`
    select seminar.code, title, seats.left, coalesce(fees.from_yen, 0)::bigint as "fromYen",
      case when state = 'cancelled' then 'cancelled'
        when state <> 'published' or coalesce(closes_at, held.starts_at) <= ${scope.now} then 'closed'
        when opens_at > ${scope.now} then 'not-yet' when seats.left > 0 then 'open' when waits then 'waiting-list' else 'full' end as openness
    from seminar
    cross join lateral (select coalesce(min(greatest(capacity + overbook - taken, 0)), 0)::integer as left from seat_pool
      where seminar_id = seminar.id) as seats
    cross join lateral (select min(starts_at) as starts_at from seminar_session where seminar_id = seminar.id) as held
    cross join lateral (select min(price_yen) as from_yen from fee_type where seminar_id = seminar.id and audience <> 'staff-only'
      and coalesce(valid_from <= ${scope.today}::date, true) and coalesce(valid_until >= ${scope.today}::date, true)) as fees
    where seminar.code = ${code} and state <> 'draft'`
  if (!row) throw refuse("unknown-seminar", { code })
  return row
}
