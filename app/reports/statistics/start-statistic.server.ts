import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { identity, type Statistic, sumOf, totalsOf } from "#app/reports/statistics/statistic.ts"

type Row = {
  block: "contract" | "first"
  issue: number
  contracts: number
  ordered: number
  copies: number
  first: number
  second: number
  later: number
  remaining: number
}

const figures = ["contracts", "ordered", "copies", "first", "second", "later", "remaining"] as const

/** R3 契約開始タイミング別読者数表: this issue's copies by the start of the present term, and by the start of the first ever. */
export async function startStatistic(scope: Scope, run: StatisticRun, closing: number): Promise<Statistic> {
  const rows = await scope.sql<Row>`
    with started as (
      select case when grouping(start_issue) = 0 then 'contract' else 'first' end as block,
        coalesce(start_issue, first_start_issue) as issue,
        count(*) filter (where copies > 0)::integer as contracts,
        coalesce(sum(ordered_copies), 0)::integer as ordered, sum(copies)::integer as copies,
        coalesce(sum(copies) filter (where generation = 1), 0)::integer as first,
        coalesce(sum(copies) filter (where generation = 2), 0)::integer as second,
        coalesce(sum(copies) filter (where generation > 2), 0)::integer as later,
        coalesce(sum(units - served_units) filter (where copies > 0), 0)::integer as remaining
      from run_contract where start_issue <= ${run.issue.issueNumber}::integer
      group by grouping sets ((start_issue), (first_start_issue))
    )
    select * from started where copies > 0 or issue > ${run.issue.issueNumber}::integer - 24 order by block, issue`
  const sum = (field: string, block: string) => sumOf(rows, field, block)
  const totals = totalsOf(rows, figures, "contract")
  return {
    code: "R3",
    previousIssue: run.previous?.issueNumber ?? null,
    rows,
    totals,
    identities: [
      identity("現契約の開始号別の合計=今号部数", sum("copies", "contract"), closing),
      identity("初回契約の開始号別の合計=今号部数", sum("copies", "first"), closing),
      identity(
        "新規+継続1回+継続2回以上=今号部数",
        sum("first", "contract") + sum("second", "contract") + sum("later", "contract"),
        closing,
      ),
      identity("残回数の合計(現契約=初回契約)", sum("remaining", "contract"), sum("remaining", "first")),
    ],
  }
}
