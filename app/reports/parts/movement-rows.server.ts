import type { Scope } from "#app/platform/scope.server.ts"
import type { MovementRow } from "#app/reports/movement-report.ts"
import type { IssueRunId } from "#app/values/ids.ts"

/** The run that the report stands beside: the main run of the issue before, or what was taken over. */
export async function previousRun(
  scope: Scope,
  runId: IssueRunId,
): Promise<{ id: string; issueNumber: number } | null> {
  const [row] = await scope.sql<{ id: string; issue_number: number }>`
    select earlier.id, earlier.issue_number from issue_run as run
    join issue_run as earlier on earlier.publication_id = run.publication_id
      and earlier.issue_number < run.issue_number and earlier.kind in ('main', 'takeover')
    where run.id = ${runId}::uuid order by earlier.issue_number desc limit 1`
  return row ? { id: row.id, issueNumber: row.issue_number } : null
}

/**
 * Every reader's copies in this run beside the previous issue (main and late), each difference with exactly one reason.
 * A reader whose copies only change product (a gift becomes his own subscription) is moved, not ended and begun.
 */
export const movementRows = (scope: Scope, runId: IssueRunId) => scope.sql<MovementRow>`
  with this_run as (select * from issue_run where id = ${runId}::uuid),
  earlier_runs as (
    select earlier.id, earlier.issue_number = max(earlier.issue_number) over () as is_previous
    from this_run join issue_run as earlier on earlier.publication_id = this_run.publication_id
      and earlier.issue_number < this_run.issue_number and earlier.kind <> 'reshipment'
  ),
  copies as (
    select recipient_id, kind, sum(before)::integer as before, sum(after)::integer as after
    from (
      select recipient_id, kind, copies as before, 0 as after
      from shipment where issue_run_id in (select id from earlier_runs where is_previous)
      union all
      select recipient_id, kind, 0, copies from shipment where issue_run_id = ${runId}::uuid
    ) as both_runs group by recipient_id, kind
  ),
  appeared as (select recipient_id, kind, after as copies,
      sum(after) over (partition by recipient_id order by kind) - after as ahead
    from copies where before = 0),
  vanished as (select recipient_id, kind, before as copies,
      sum(before) over (partition by recipient_id order by kind) - before as ahead
    from copies where after = 0),
  moved as (
    select recipient_id, least(appeared.copies, vanished.copies) as copies
    from (select recipient_id, sum(copies) as copies from appeared group by recipient_id) as appeared
    join (select recipient_id, sum(copies) as copies from vanished group by recipient_id) as vanished using (recipient_id)
  ),
  read_before as (
    select distinct appeared.recipient_id from appeared
    join contract_line as line on line.recipient_id = appeared.recipient_id
    join contract on contract.id = line.contract_id and contract.opening_units > 0
    where contract.publication_id = (select publication_id from this_run)
    union
    select distinct recipient_id from shipment where issue_run_id in (select id from earlier_runs)
      and recipient_id in (select recipient_id from appeared)
  ),
  ended as (
    select distinct on (vanished.recipient_id) vanished.recipient_id, contract.state
    from vanished join shipment on shipment.recipient_id = vanished.recipient_id
      and shipment.issue_run_id in (select id from earlier_runs where is_previous)
    join contract on contract.id = shipment.contract_id
    order by vanished.recipient_id, contract.state <> 'active' desc
  ),
  reasons as (
    select kind as product, 'opening' as reason, sum(before) as copies from copies group by kind
    union all select kind, 'closing', sum(after) from copies group by kind
    union all select kind, 'copiesUp', sum(after - before) from copies where before > 0 and after > before group by kind
    union all select kind, 'copiesDown', sum(before - after) from copies where after > 0 and after < before group by kind
    union all
    select kind, 'transferredIn', sum(least(appeared.copies, greatest(moved.copies - ahead, 0)))
    from appeared join moved using (recipient_id) group by kind
    union all
    select kind, 'transferredOut', sum(least(vanished.copies, greatest(moved.copies - ahead, 0)))
    from vanished join moved using (recipient_id) group by kind
    union all
    select kind, case when moved.copies > 0 then 'copiesUp' when read_before.recipient_id is null then 'started'
        else 'revived' end,
      sum(appeared.copies - least(appeared.copies, greatest(coalesce(moved.copies, 0) - ahead, 0)))
    from appeared left join moved using (recipient_id) left join read_before using (recipient_id) group by 1, 2
    union all
    select kind, case when moved.copies > 0 then 'copiesDown' when ended.state = 'cancelled' then 'cancelled'
        when ended.state = 'stopped' then 'stopped' else 'expired' end,
      sum(vanished.copies - least(vanished.copies, greatest(coalesce(moved.copies, 0) - ahead, 0)))
    from vanished left join moved using (recipient_id) left join ended using (recipient_id) group by 1, 2
  )
  select product,
    coalesce(sum(copies) filter (where reason = 'opening'), 0)::integer as opening,
    coalesce(sum(copies) filter (where reason = 'started'), 0)::integer as started,
    coalesce(sum(copies) filter (where reason = 'revived'), 0)::integer as revived,
    0 as resumed,
    coalesce(sum(copies) filter (where reason = 'transferredIn'), 0)::integer as "transferredIn",
    coalesce(sum(copies) filter (where reason = 'copiesUp'), 0)::integer as "copiesUp",
    coalesce(sum(copies) filter (where reason = 'expired'), 0)::integer as expired,
    coalesce(sum(copies) filter (where reason = 'cancelled'), 0)::integer as cancelled,
    coalesce(sum(copies) filter (where reason = 'stopped'), 0)::integer as stopped,
    0 as held, 0 as undeliverable,
    coalesce(sum(copies) filter (where reason = 'transferredOut'), 0)::integer as "transferredOut",
    coalesce(sum(copies) filter (where reason = 'copiesDown'), 0)::integer as "copiesDown",
    coalesce(sum(copies) filter (where reason = 'closing'), 0)::integer as closing
  from reasons group by product
  order by array_position(array['paid', 'gift', 'complimentary', 'grace'], product)`
