import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueRunId } from "#app/values/ids.ts"

/** Puts what renewals earned (更新特典, B3) on the picking list of the first run that ships to the contract; each perk once. */
export async function pickPerks(scope: Scope, runId: IssueRunId): Promise<void> {
  await scope.sql`
    update contract_perk set picked_run_id = ${runId}::uuid
    where picked_run_id is null
      and contract_id in (select contract_id from shipment where issue_run_id = ${runId}::uuid)`
}
