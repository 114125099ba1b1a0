import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import type { IssueRunId } from "#app/values/ids.ts"
import type { Statistic } from "#app/reports/statistics/statistic.ts"

/** The run whose statistics are made, and what was frozen with the run before it. */
export type StatisticRun = Readonly<{
  runId: IssueRunId
  issue: IssueOfTitle
  shipsOn: string
  previous: Readonly<{ issueNumber: number; runId: string; frozen: readonly Statistic[] }> | null
}>

export const frozenBefore = (run: StatisticRun, code: Statistic["code"]): Statistic | undefined =>
  run.previous?.frozen.find((statistic) => statistic.code === code)
