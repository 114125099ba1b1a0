import type { Scope } from "#app/platform/scope.server.ts"
import type { StatisticRun } from "#app/reports/statistics/statistic-run.ts"
import type { Statistic } from "#app/reports/statistics/statistic.ts"

/** Freezes the nine statistics with their run, and each copy's reason, so that a figure of R1 leads to its people later. */
export async function keepStatistics(
  scope: Scope,
  { runId }: StatisticRun,
  statistics: readonly Statistic[],
): Promise<void> {
  await scope.sql`
    insert into issue_run_movement (organization_id, issue_run_id, contract_id, product, reason, copies)
    select ${scope.organizationId}, ${runId}::uuid, contract_id, product, reason, copies from run_movement`
  await scope.sql`
    insert into issue_run_result (organization_id, issue_run_id, kind, content)
    select ${scope.organizationId}, ${runId}::uuid, given.kind, given.content
    from unnest(${statistics.map(({ code }) => code)}::text[],
      ${statistics.map((statistic) => JSON.stringify(statistic))}::jsonb[]) as given (kind, content)`
}
