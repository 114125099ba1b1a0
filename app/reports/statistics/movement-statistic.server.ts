import type { Scope } from "#app/platform/scope.server.ts"
import { movementReport, type MovementReport, type MovementRow } from "#app/reports/movement-report.ts"
import { frozenBefore, type StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity } from "#app/reports/statistics/statistic.ts"

type Ends = { previousClosing: number; lateCopies: number }

/** R1 増減表: copies by product, and how they moved since the previous issue, each by one reason. */
export async function movementStatistic(scope: Scope, run: StatisticRun): Promise<MovementReport> {
  const rows = await rowsOf(scope)
  const reasons = await scope.sql<{ reason: string; copies: number }>`
    select contract.end_reason as reason, sum(moved.copies)::integer as copies
    from run_movement as moved join contract on contract.id = moved.contract_id
    where moved.reason = 'cancelled' group by 1 order by 2 desc, 1`
  const ends = await endsOf(scope, run)
  const previous = frozenBefore(run, "R1")
  const closing = previous?.totals.closing ?? ends.previousClosing
  const report = movementReport(rows, run.previous?.issueNumber ?? null, reasons)
  return {
    ...report,
    identities: [
      ...report.identities,
      identity("前号部数=前号の今号部数+追送", report.totals.opening, closing + ends.lateCopies),
    ],
  }
}

const rowsOf = (scope: Scope) => scope.sql<MovementRow>`
  with moved as (select product, reason, sum(copies)::integer as copies from run_movement group by 1, 2)
  select kind as product, sum(before)::integer as opening,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'started')::integer as started,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'revived')::integer as revived,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'resumed')::integer as resumed,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason in ('transferredIn', 'fromTitles'))::integer
      as "transferredIn",
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'fromTitles')::integer as "fromTitles",
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'copiesUp')::integer as "copiesUp",
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'expired')::integer as expired,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'cancelled')::integer as cancelled,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'stopped')::integer as stopped,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'held')::integer as held,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'undeliverable')::integer as undeliverable,
    (select coalesce(sum(copies), 0) from moved where product = kind and reason in ('transferredOut', 'toTitles'))::integer
      as "transferredOut",
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'toTitles')::integer as "toTitles",
    (select coalesce(sum(copies), 0) from moved where product = kind and reason = 'copiesDown')::integer as "copiesDown",
    sum(after)::integer as closing
  from run_copies group by kind order by array_position(array['paid', 'gift', 'complimentary', 'grace'], kind)`

/** The opening from other rows: the previous issue as it shipped, and what was sent late of it. */
async function endsOf(scope: Scope, run: StatisticRun): Promise<Ends> {
  const [ends] = await scope.sql<Ends>`
    select
      (select coalesce(sum(copies), 0) from shipment where issue_run_id = ${run.previous?.runId ?? null}::uuid)::integer
        as "previousClosing",
      (select coalesce(sum(shipment.copies), 0) from shipment join issue_run as late on late.id = shipment.issue_run_id
        where late.kind = 'late' and late.publication_id = ${run.issue.publicationId}::uuid
          and late.issue_number = ${run.previous?.issueNumber ?? null}::integer)::integer as "lateCopies"`
  return ends ?? { previousClosing: 0, lateCopies: 0 }
}
