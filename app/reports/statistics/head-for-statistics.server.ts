import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticHead } from "#app/reports/statistics/statistic-paper.ts"
import { nameOfActor } from "#app/reports/parts/paper-head.server.ts"
import { refuse } from "#app/reports/refusals.ts"
import { issueForRun, mainRunOfIssue } from "#app/subscriptions/issue-for-run.server.ts"
import type { ConfirmedRun } from "#app/subscriptions/issue-run.ts"

/** A confirmed issue and what stands on its papers. Refuses: unknown-publication, unknown-issue, issue-not-confirmed. */
export async function headForStatistics(
  scope: Scope,
  publication: string,
  issueNumber: number,
): Promise<{ run: ConfirmedRun; head: StatisticHead }> {
  const issue = await issueForRun(scope, publication, issueNumber)
  const runId = await mainRunOfIssue(scope, issue)
  if (runId === null) throw refuse("issue-not-confirmed", { number: issueNumber })
  const [row] = await scope.sql<Pick<StatisticHead, "organization" | "shipsOn" | "confirmedAt" | "confirmedBy">>`
    select organization.name as organization, run.ships_on as "shipsOn", run.confirmed_at as "confirmedAt",
      run.confirmed_by as "confirmedBy"
    from issue_run as run join organization on organization.id = run.organization_id where run.id = ${runId}::uuid`
  if (!row) throw new Error(`no issue run ${runId}`)
  const { publicationCode, publicationName, label } = issue
  const confirmedBy = await nameOfActor(scope, row.confirmedBy)
  return { run: { runId, issue }, head: { publicationCode, publicationName, issueNumber, label, ...row, confirmedBy } }
}
