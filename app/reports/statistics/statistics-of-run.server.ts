import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import { FrozenStatistic, type Statistic, type StatisticCode } from "#app/reports/statistics/statistic.ts"
import type { ConfirmedRun } from "#app/subscriptions/issue-run.ts"

/** The statistics that were frozen with a run, in their order; fewer than nine for runs of an older version. */
export async function statisticsOfRun(scope: Scope, runId: string): Promise<Statistic[]> {
  const rows = await scope.sql<{ content: unknown }>`
    select content from issue_run_result where issue_run_id = ${runId}::uuid
      and kind in ('R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9') order by kind`
  return rows.flatMap(({ content }) => {
    const statistic = FrozenStatistic.safeParse(content)
    return statistic.success ? [statistic.data] : []
  })
}

/** One frozen statistic of a run; null where it was not made. */
export async function statisticOfRun(scope: Scope, runId: string, code: StatisticCode): Promise<Statistic | null> {
  const [row] = await scope.sql<{ content: unknown }>`
    select content from issue_run_result where issue_run_id = ${runId}::uuid and kind = ${code}`
  return FrozenStatistic.safeParse(row?.content).data ?? null
}

/** A run beside the one before it: the main run of the issue before, or what was taken over. */
export async function runForStatistics(scope: Scope, { runId, issue }: ConfirmedRun): Promise<StatisticRun> {
  const [run] = await scope.sql<{ shipsOn: string; previousId: string | null; previousIssue: number | null }>`
    select run.ships_on as "shipsOn", earlier.id as "previousId", earlier.issue_number as "previousIssue"
    from issue_run as run left join lateral (
      select id, issue_number from issue_run where publication_id = run.publication_id
        and issue_number < run.issue_number and kind in ('main', 'takeover') order by issue_number desc limit 1
    ) as earlier on true
    where run.id = ${runId}::uuid`
  if (!run) throw new Error(`no issue run ${runId}`)
  const { previousId, previousIssue } = run
  return {
    ...{ runId, issue, shipsOn: run.shipsOn },
    previous:
      previousId === null || previousIssue === null
        ? null
        : { issueNumber: previousIssue, runId: previousId, frozen: await statisticsOfRun(scope, previousId) },
  }
}
