import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, totalsOf } from "#app/reports/statistics/statistic.ts"

type Row = { block: "source" | "plan"; plan: string; source: string; channel: string; name: string } & Record<
  string,
  number | string | null
>

const figures = [
  ...["reached", "ordered", "started", "waiting", "cancelledBefore"],
  ...["paying", "ended", "startedCopies", "costYen"],
] as const

/** R7 募集源別受注表: new orders by source with its cost, and by plan, source and channel; what started with this issue is R1's N. */
export async function sourceStatistic(scope: Scope, run: StatisticRun, startedCopies: number): Promise<Statistic> {
  const rows = [...(await bySource(scope, run)), ...(await byPlan(scope))]
  const totals = totalsOf(rows, figures, "source")
  const total = (field: string) => totals[field] ?? 0
  const plans = totalsOf(rows, figures, "plan")
  return {
    code: "R7",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals,
    identities: [
      identity(
        "受注=開始済+開始前+開始前解約",
        total("ordered"),
        total("started") + total("waiting") + total("cancelledBefore"),
      ),
      identity("今号開始部数=増減表の新規", total("startedCopies"), startedCopies),
      identity("募集源別の受注=プラン別の受注", total("ordered"), plans.ordered ?? 0),
      identity("募集源別の今号開始部数=プラン別", total("startedCopies"), plans.startedCopies ?? 0),
    ],
  }
}

/** New orders (not the terms that follow them), each started, waiting or cancelled before its start. */
const bySource = (scope: Scope, run: StatisticRun) => scope.sql<Row>`
  with now_started as (select contract_id, sum(copies) as copies from run_movement where reason = 'started' group by contract_id),
  counted as (
    select contract.source_code as code, count(*)::integer as ordered,
      count(*) filter (where served_units > 0 or contract.copies > 0)::integer as started,
      count(*) filter (where served_units = 0 and contract.copies = 0 and state = 'active')::integer as waiting,
      count(*) filter (where served_units = 0 and contract.copies = 0 and state <> 'active')::integer as before,
      count(*) filter (where price_yen > 0 and received_yen >= price_yen)::integer as paying,
      count(*) filter (where (served_units > 0 or contract.copies > 0) and state in ('cancelled', 'stopped'))::integer as ended,
      coalesce(sum(now_started.copies), 0)::integer as copies
    from run_contract as contract left join now_started using (contract_id) where previous_id is null group by 1
  )
  select 'source' as block, '' as plan, coalesce(counted.code, source.code) as source, '' as channel, coalesce(source.name, '') as name,
    coalesce(source.reached_count, 0) as reached, coalesce(ordered, 0) as ordered, coalesce(started, 0) as started,
    coalesce(waiting, 0) as waiting, coalesce(before, 0) as "cancelledBefore", coalesce(paying, 0) as paying,
    coalesce(ended, 0) as ended, coalesce(copies, 0) as "startedCopies", coalesce(source.cost_yen, 0)::bigint as "costYen"
  from counted full join source_code as source on source.code = counted.code
  where counted.code is not null or (source.starts_on <= ${run.shipsOn}::date
    and (source.ends_on is null or source.ends_on >= ${run.shipsOn}::date))
  order by coalesce(ordered, 0) desc, 3`

const byPlan = (scope: Scope) => scope.sql<Row>`
  with now_started as (select contract_id, sum(copies) as copies from run_movement where reason = 'started' group by contract_id)
  select 'plan' as block, offer.name as plan, contract.source_code as source, contract.channel, '' as name, 0 as reached,
    count(*)::integer as ordered,
    count(*) filter (where served_units > 0 or contract.copies > 0)::integer as started,
    count(*) filter (where served_units = 0 and contract.copies = 0 and state = 'active')::integer as waiting,
    count(*) filter (where served_units = 0 and contract.copies = 0 and state <> 'active')::integer as "cancelledBefore",
    count(*) filter (where contract.price_yen > 0 and received_yen >= contract.price_yen)::integer as paying,
    count(*) filter (where (served_units > 0 or contract.copies > 0) and state in ('cancelled', 'stopped'))::integer as ended,
    coalesce(sum(now_started.copies), 0)::integer as "startedCopies", 0::bigint as "costYen"
  from run_contract as contract join offer on offer.id = contract.offer_id left join now_started using (contract_id)
  where contract.previous_id is null
  group by offer.id, offer.name, contract.source_code, contract.channel
  order by offer.name, ordered desc, contract.source_code, contract.channel`
