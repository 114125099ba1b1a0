import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, totalsOf } from "#app/reports/statistics/statistic.ts"

/** What became of an ended term; each has exactly one. */
export const renewalOutcomes = [
  "early",
  "effort1",
  "effort2",
  "effort3",
  "effortMore",
  "unasked",
  "revived",
  "grace",
  "pending",
  "lapsed",
] as const

type Row = { issue: number; ended: number } & Record<string, number>

/** R6 継続率一覧表: of the terms that ended with each issue, how each was renewed, or not, or is still open. */
export async function renewalStatistic(scope: Scope, run: StatisticRun): Promise<Statistic> {
  const rows = await rowsOf(scope, run)
  const totals = totalsOf(rows, ["ended", ...renewalOutcomes])
  const outcomes = renewalOutcomes.reduce((sum, outcome) => sum + (totals[outcome] ?? 0), 0)
  return {
    code: "R6",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals,
    identities: [
      identity("満了対象=継続+復活+猶予中+判定中+未更新", totals.ended ?? 0, outcomes),
      ...rows
        .map((row) =>
          identity(
            `第${row.issue}号満了: 満了対象=内訳の合計`,
            row.ended,
            renewalOutcomes.reduce((sum, outcome) => sum + (row[outcome] ?? 0), 0),
          ),
        )
        .filter(({ ok }) => !ok),
    ],
  }
}

/**
 * Paid terms of the last 24 issues. A term that goes on with a later issue than the next of its rhythm (隔号 takes every second) is 復活; who has
 * neither renewed nor declined is 判定中 for three of its issues or as long as grace lasts.
 */
const rowsOf = (scope: Scope, run: StatisticRun) => scope.sql<Row>`
  with next_term as (
    select distinct on (previous_id) previous_id, start_issue, renewal_effort from run_contract
    where previous_id is not null order by previous_id, state = 'active' desc, start_issue
  ),
  judged as (
    select term.last_issue as issue, case
      when next_term.previous_id is not null and next_term.start_issue > coalesce((select min(number) from issue
        where publication_id = ${run.issue.publicationId}::uuid and number > term.last_issue and skipped_on is null
          and (number - term.start_issue) % term.ship_every = 0),
        term.last_issue + term.ship_every) + term.grace_issues * term.ship_every then 'revived'
      when next_term.renewal_effort = 0 then 'early'
      when next_term.renewal_effort between 1 and 3 then 'effort' || next_term.renewal_effort
      when next_term.renewal_effort > 3 then 'effortMore'
      when next_term.previous_id is not null then 'unasked'
      when term.renewal_declined_on is not null then 'lapsed'
      when term.grace_copies > 0 then 'grace'
      when term.last_issue > ${run.issue.issueNumber}::integer - greatest(term.grace_issues, 3) * term.ship_every then 'pending'
      else 'lapsed' end as outcome
    from run_contract as term left join next_term on next_term.previous_id = term.contract_id
    where term.last_issue between ${run.issue.issueNumber}::integer - 23 and ${run.issue.issueNumber}::integer
      and term.price_yen > 0 and term.category <> 'sample' and term.state <> 'transferred'
  )
  select issue, count(*)::integer as ended,
    count(*) filter (where outcome = 'early')::integer as early,
    count(*) filter (where outcome = 'effort1')::integer as effort1,
    count(*) filter (where outcome = 'effort2')::integer as effort2,
    count(*) filter (where outcome = 'effort3')::integer as effort3,
    count(*) filter (where outcome = 'effortMore')::integer as "effortMore",
    count(*) filter (where outcome = 'unasked')::integer as unasked,
    count(*) filter (where outcome = 'revived')::integer as revived,
    count(*) filter (where outcome = 'grace')::integer as grace,
    count(*) filter (where outcome = 'pending')::integer as pending,
    count(*) filter (where outcome = 'lapsed')::integer as lapsed
  from judged group by issue order by issue desc`
