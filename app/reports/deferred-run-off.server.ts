import { monthState } from "#app/ledger/month-state.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lastDayOf, type Month } from "#app/values/calendar.ts"

/** 前受金 of a title that a coming month will take, in yen; `takenIn` is 2026-12, later, held or ended. */
export type RunOff = Readonly<{ groupCode: string; groupTitle: string; takenIn: string; amountYen: number }>

/**
 * 前受金の取崩し予定 at the end of a month: as it was kept with the closing, or of an open month from the books and the calendar as they are.
 * Its sum is the month's 前受金.
 */
export async function deferredRunOff(scope: Scope, month: Month): Promise<readonly RunOff[]> {
  const { closed, seq } = await monthState(scope, month)
  if (!closed) return expectedRunOff(scope, month)
  return scope.sql<RunOff>`
    select group_code as "groupCode", group_title as "groupTitle", taken_in as "takenIn", amount_yen as "amountYen"
    from deferred_run_off where month = ${month} and seq = ${seq}::integer order by group_code, taken_in`
}

/** Keeps the expectation of a month that is being closed. */
export async function keepRunOff(scope: Scope, month: Month, seq: number): Promise<void> {
  const rows = await expectedRunOff(scope, month)
  await scope.sql`
    insert into deferred_run_off (organization_id, month, seq, group_code, group_title, taken_in, amount_yen)
    select ${scope.organizationId}, ${month}, ${seq}::integer, given.* from unnest(${rows.map((row) => row.groupCode)}::text[],
      ${rows.map((row) => row.groupTitle)}::text[], ${rows.map(({ takenIn }) => takenIn)}::text[],
      ${rows.map(({ amountYen }) => amountYen)}::bigint[]) as given (group_code, group_title, taken_in, amount_yen)`
}

/** Units go on as planned, in each contract's own rhythm, by the cumulative method; alike contracts are counted once. Seminars take theirs when they have been held. */
const expectedRunOff = (scope: Scope, month: Month) => scope.sql<RunOff>`
  with upcoming as (
    select publication_id, number, to_char(ships_on, 'YYYY-MM') as month, coalesce(issue.consume_units, consume_units_per_issue) as consumes
    from issue join publication on publication.id = publication_id
    where skipped_on is null and (shipped_on is null or shipped_on > ${lastDayOf(month)}::date)
  ),
  coming as (select publication_id, min(number) as next_issue from upcoming group by publication_id),
  moved as (
    select contract_id, sum(deferred_yen) filter (where effective_on <= ${lastDayOf(month)}::date) as deferred_yen,
      coalesce(sum(units) filter (where effective_on > ${lastDayOf(month)}::date), 0) as units_since
    from (select contract_id, deferred_yen, effective_on, units from movement
      union all select contract_id, amount_yen, effective_on, 0 from billed_movement where contract_id is not null) as every_movement
    group by contract_id
  ),
  pauses as (
    select contract_id, range_agg(int4range(from_issue, until_issue)) as held from contract_hold where until_issue > from_issue
    group by contract_id
  ),
  alike as (
    select row_number() over () as id, contract.publication_id, contract.price_yen, contract.tax_yen, contract.units, contract.ship_every,
      moved.deferred_yen, position.served_units - moved.units_since as served_units, coalesce(pauses.held, '{}') as held,
      case ship_every when 1 then greatest(contract.start_issue, coming.next_issue) else contract.start_issue end as begins,
      case when contract.state <> 'active' and contract.ended_on <= ${lastDayOf(month)}::date then 'ended'
        when exists (select from contract_hold as hold where hold.contract_id = contract.id and hold.until_issue is null
          and hold.from_issue <= coming.next_issue) then 'held' else 'runs' end as standing,
      count(*) as contracts
    from moved join contract on contract.id = moved.contract_id join contract_position as position on position.contract_id = contract.id
    left join coming on coming.publication_id = contract.publication_id
    left join pauses on pauses.contract_id = contract.id
    where moved.deferred_yen > 0
    group by contract.publication_id, contract.price_yen, contract.tax_yen, contract.units, contract.ship_every, moved.deferred_yen,
      position.served_units - moved.units_since, pauses.held, begins, standing
  ),
  taken as (
    select alike.id, alike.publication_id, number, month, contracts, least(deferred_yen,
      (price_yen - tax_yen) * reached.units / alike.units + tax_yen * reached.units / alike.units
      - (price_yen - tax_yen) * served_units / alike.units - tax_yen * served_units / alike.units) as yen
    from (
      select alike.*, number, month, sum(consumes) over (partition by alike.id order by number) as eaten
      from alike join upcoming on upcoming.publication_id = alike.publication_id and number >= begins
        and (number - begins) % ship_every = 0 and not held @> number
      where standing = 'runs'
    ) as alike
    cross join lateral (select least(alike.units, served_units + eaten)::integer as units) as reached
  ),
  by_month as (
    select publication_id, month as taken_in, sum(contracts * step) as yen
    from (select publication_id, month, contracts, yen - lag(yen, 1, 0::numeric) over (partition by id order by number) as step from taken)
      as steps
    group by publication_id, month
  ),
  parts as (
    select publication_id, taken_in, yen from by_month
    union all
    select publication_id, 'later', sum(case standing when 'runs' then deferred_yen * contracts else 0 end)
      - coalesce((select sum(yen) from by_month where by_month.publication_id = alike.publication_id), 0)
    from alike group by publication_id
    union all
    select publication_id, standing, sum(deferred_yen * contracts) from alike where standing <> 'runs' group by 1, 2
  ),
  seminar_held as (
    select seminar_order.id, case when to_char(max(session.ends_at) at time zone 'Asia/Tokyo', 'YYYY-MM') > ${month}
      then to_char(max(session.ends_at) at time zone 'Asia/Tokyo', 'YYYY-MM') else 'later' end as taken_in
    from seminar_order join seminar_session as session on session.seminar_id = seminar_order.seminar_id group by seminar_order.id
  )
  select publication.code as "groupCode", publication.name as "groupTitle", parts.taken_in as "takenIn",
    parts.yen::bigint as "amountYen"
  from parts join publication on publication.id = parts.publication_id where parts.yen <> 0
  union all
  select subject.group_code, subject.group_title, seminar_held.taken_in, sum(moved.deferred_yen)::bigint
  from (select order_id, deferred_yen, effective_on from seminar_movement
    union all select seminar_order_id, amount_yen, effective_on from billed_movement where seminar_order_id is not null) as moved
  join ledger_subject as subject on subject.id = moved.order_id
  join seminar_held on seminar_held.id = moved.order_id
  where moved.effective_on <= ${lastDayOf(month)}::date
  group by 1, 2, 3 having sum(moved.deferred_yen) <> 0
  order by "groupCode", "takenIn"`
