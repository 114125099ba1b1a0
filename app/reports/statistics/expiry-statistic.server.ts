import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, sumOf, totalsOf } from "#app/reports/statistics/statistic.ts"

type Row = {
  block: "term" | "open" | "grace"
  issue: number | null
  units: number | null
  generation: number | null
  contracts: number
  copies: number
  remaining: number
  remainingYen: number
  autoCopies: number
  declined: number
}

const figures = ["contracts", "copies", "remaining", "remainingYen", "autoCopies", "declined"] as const

/**
 * R5 満了予定表: this issue's copies by the issue with which their term ends, term and generation; what is still to be served.
 * Terms on hold or not begun stand with their value and without copies.
 */
export async function expiryStatistic(scope: Scope, run: StatisticRun, closing: number): Promise<Statistic> {
  const rows = await rowsOf(scope, run)
  const [books] = await scope.sql<{ yen: number }>`
    select coalesce(sum(deferred_yen - receivable_yen + kept_yen
      + price_yen - received_yen + refunded_yen - moved_yen - waived_yen), 0)::bigint as yen
    from run_contract where state = 'active' and served_units < units`
  return {
    code: "R5",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals: totalsOf(rows, figures),
    identities: [
      identity(
        "満了予定+期限なし+猶予=今号部数",
        sumOf(rows, "copies", "term") + sumOf(rows, "copies", "open") + sumOf(rows, "copies", "grace"),
        closing,
      ),
      identity("未消化金額の合計=前受金+未入金−売掛金(I6)", sumOf(rows, "remainingYen"), books?.yen ?? 0),
    ],
  }
}

/** The issue of a term's end as every page foretells it; terms that are alike are reckoned once. */
const rowsOf = (scope: Scope, run: StatisticRun) => scope.sql<Row>`
  with going as (
    select contract.*, contract.units - contract.served_units as left_units,
      -- Whoever gets each issue ends with those who began with the same one ahead.
      case ship_every when 1 then greatest(start_issue, ${run.issue.issueNumber}::integer) else start_issue end as begins,
      case when contract.open_ended then 'open' when contract.copies > 0 and contract.copies = contract.grace_copies then 'grace'
        else 'term' end as block
    from run_contract as contract
    where contract.copies > 0 or (contract.state = 'active' and contract.served_units < contract.units)
  ),
  alike as (
    select begins, ship_every, left_units, held,
      last_issue_of_term(${run.issue.publicationId}::uuid, begins, ship_every, left_units, held) as ends_with
    from (select distinct begins, ship_every, left_units, held from going where block = 'term') as term
  ),
  ending as (
    select going.*, coalesce(going.last_issue, alike.ends_with) as issue
    from going left join alike on going.block = 'term' and alike.begins = going.begins and alike.ship_every = going.ship_every
      and alike.left_units = going.left_units and alike.held = going.held
  )
  select block, case block when 'term' then issue end as issue, case block when 'term' then units end as units,
    case block when 'term' then least(generation, 3) end as generation,
    count(*)::integer as contracts, sum(copies)::integer as copies,
    coalesce(sum(left_units) filter (where state = 'active'), 0)::integer as remaining,
    coalesce(sum(price_yen - recognised_yen) filter (where state = 'active' and left_units > 0), 0)::bigint as "remainingYen",
    coalesce(sum(copies) filter (where auto_renewal), 0)::integer as "autoCopies",
    count(*) filter (where renewal_declined_on is not null)::integer as declined
  from ending group by 1, 2, 3, 4
  order by array_position(array['term', 'open', 'grace'], block), issue, units, generation`
