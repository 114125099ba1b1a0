import type { Scope } from "#app/platform/scope.server.ts"
import { frozenBefore, type StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, type StatisticRow, sumOf } from "#app/reports/statistics/statistic.ts"

type Posted = { item: string; deferredYen: number; receivableYen: number }

const COMING = 12

/**
 * R9 前受金・売掛金残高表: roll-forward since the previous issue from the general ledger, what the coming issues will take of the
 * 前受金, and the age of the 売掛金; the contracts' own balances are the other side.
 */
export async function balanceStatistic(scope: Scope, run: StatisticRun): Promise<Statistic> {
  const posted = await postedOf(scope, run)
  const since = sincePrevious(posted, frozenBefore(run, "R9"))
  const [held = { deferredYen: 0, receivableYen: 0 }] = await scope.sql<Omit<Posted, "item">>`
    select coalesce(sum(deferred_yen + billed_yen), 0)::bigint as "deferredYen",
      coalesce(sum(receivable_yen + billed_yen), 0)::bigint as "receivableYen"
    from run_contract`
  const runOff = await runOffOf(scope, run)
  const ages = await agesOf(scope, run)
  const rows = [...since.rows, { block: "forward", item: "closing", ...held }, ...runOff, ...ages]
  const ledger = { deferred: sumOf(posted, "deferredYen"), receivable: sumOf(posted, "receivableYen") }
  return {
    code: "R9",
    previousIssue: run.previous?.issueNumber ?? null,
    rows: [...rows, ...posted.map((row) => ({ block: "ledger", ...row }))],
    totals: { ...held },
    identities: [
      identity("前受金: 前号残高+増減=今号残高", sumOf(since.rows, "deferredYen"), held.deferredYen),
      identity("売掛金: 前号残高+増減=今号残高", sumOf(since.rows, "receivableYen"), held.receivableYen),
      identity("前受金元帳=総勘定元帳", held.deferredYen, ledger.deferred),
      identity("売掛金元帳=総勘定元帳", held.receivableYen, ledger.receivable),
      identity("取崩し予定の合計=前受金", sumOf(runOff, "deferredYen"), held.deferredYen),
      identity("年齢別の合計=売掛金", sumOf(ages, "receivableYen"), held.receivableYen),
    ],
  }
}

/** The general ledger of this title by kind of voucher, from the beginning. */
const postedOf = (scope: Scope, run: StatisticRun) => scope.sql<Posted>`
  select voucher.kind as item,
    coalesce(-sum(line.amount_yen) filter (where account.purpose = 'deferred'), 0)::bigint as "deferredYen",
    coalesce(sum(line.amount_yen) filter (where account.purpose = 'receivable'), 0)::bigint as "receivableYen"
  from voucher_line as line
  join account on account.code = line.account_code and account.purpose in ('deferred', 'receivable')
  join voucher on voucher.id = line.voucher_id
  where line.sub_account = ${run.issue.publicationCode} group by voucher.kind order by voucher.kind`

/** The ledger since the previous issue: its sums now less its sums then, which are frozen with that issue. */
function sincePrevious(posted: readonly Posted[], previous: Statistic | undefined): { rows: readonly StatisticRow[] } {
  const then =
    previous?.rows.filter(({ block }) => block === "ledger") ?? posted.filter(({ item }) => item === "opening")
  const before = (item: string, field: string) =>
    sumOf(
      then.filter((row) => row.item === item),
      field,
    )
  const rows = posted
    .map((now) => ({
      block: "forward",
      item: now.item,
      deferredYen: now.deferredYen - before(now.item, "deferredYen"),
      receivableYen: now.receivableYen - before(now.item, "receivableYen"),
    }))
    .filter(({ deferredYen, receivableYen }) => deferredYen !== 0 || receivableYen !== 0)
  const carried = { deferredYen: sumOf(then, "deferredYen"), receivableYen: sumOf(then, "receivableYen") }
  return { rows: [{ block: "forward", item: "carried", ...carried }, ...rows] }
}

/** 前受金 that each coming issue will take in each contract's own rhythm, by the cumulative method; alike contracts are counted once. */
const runOffOf = (scope: Scope, run: StatisticRun) => scope.sql<{ block: string; item: string; deferredYen: number }>`
  with upcoming as (
    select number, coalesce(issue.consume_units, consume_units_per_issue) as consumes
    from issue join publication on publication.id = publication_id
    where publication_id = ${run.issue.publicationId}::uuid and number > ${run.issue.issueNumber}::integer and skipped_on is null
    order by number limit ${COMING}::integer
  ),
  alike as (
    select row_number() over () as id, price_yen, tax_yen, units, served_units, recognised_yen, deferred_yen + billed_yen as deferred_yen,
      ship_every, held,
      case ship_every when 1 then greatest(start_issue, ${run.issue.issueNumber}::integer) else start_issue end as begins, count(*) as contracts
    from run_contract where deferred_yen + billed_yen > 0 and state = 'active' and not is_held
    group by price_yen, tax_yen, units, served_units, recognised_yen, run_contract.deferred_yen + billed_yen, ship_every, held, begins
  ),
  taken as (
    select alike.id, contracts, number, least(deferred_yen, (price_yen - tax_yen) * reached.units / alike.units
      + tax_yen * reached.units / alike.units - recognised_yen) as yen
    from (
      select alike.*, number, sum(consumes) over (partition by alike.id order by number) as eaten
      from alike join upcoming on number >= begins and (number - begins) % ship_every = 0 and not held @> number
    ) as alike
    cross join lateral (select least(alike.units, served_units + eaten)::integer as units) as reached
  ),
  taken_off as (
    select number, sum(contracts * step)::bigint as yen
    from (select number, contracts, yen - lag(yen, 1, 0::bigint) over (partition by id order by number) as step from taken) as steps
    group by number
  )
  select 'runOff' as block, upcoming.number::text as item, coalesce(taken_off.yen, 0)::bigint as "deferredYen"
  from upcoming left join taken_off using (number)
  union all
  select 'runOff', 'later', ((select coalesce(sum(deferred_yen + billed_yen), 0) from run_contract where state = 'active' and not is_held)
    - (select coalesce(sum(yen), 0) from taken_off))::bigint
  union all
  select 'runOff', 'held', coalesce(sum(deferred_yen + billed_yen), 0)::bigint from run_contract where state = 'active' and is_held
  union all
  select 'runOff', 'ended', coalesce(sum(deferred_yen + billed_yen), 0)::bigint from run_contract where state <> 'active'`

/** 売掛金 by days since it was served: a contract's payments consume its oldest charges first. */
const agesOf = (scope: Scope, run: StatisticRun) => scope.sql<{ block: string; item: string; receivableYen: number }>`
  with moved as (
    select contract_id, effective_on, voucher_id, sum(yen) as yen from (
      select contract_id, effective_on, voucher_id, receivable_yen as yen from movement where receivable_yen <> 0
      union all select contract_id, effective_on, voucher_id, amount_yen from billed_movement
    ) as every_way
    where contract_id in (select contract_id from run_contract where receivable_yen + billed_yen > 0)
    group by contract_id, effective_on, voucher_id
  ),
  charge as (
    select contract_id, effective_on, yen, sum(yen) over (partition by contract_id order by effective_on, voucher_id) as running
    from moved where yen > 0
  ),
  credit as (select contract_id, -sum(yen) as yen from moved where yen < 0 group by contract_id),
  unpaid as (
    select ${run.shipsOn}::date - charge.effective_on as days,
      least(charge.yen, greatest(charge.running - coalesce(credit.yen, 0), 0)) as yen
    from charge left join credit using (contract_id)
  )
  select 'age' as block, bucket.item, coalesce(sum(unpaid.yen), 0)::bigint as "receivableYen"
  from (values ('days30', -100000, 30), ('days60', 31, 60), ('days90', 61, 90), ('older', 91, 100000)) as bucket (item, from_days, to_days)
  left join unpaid on unpaid.days between bucket.from_days and bucket.to_days
  group by bucket.item, bucket.from_days order by bucket.from_days`
