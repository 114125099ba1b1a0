import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueRunTotals } from "#app/subscriptions/issue-run.ts"
import type { IssueRunId } from "#app/values/ids.ts"

/** What a confirmed run served and posted, from its frozen rows. */
export async function totalsForRun(scope: Scope, runId: IssueRunId): Promise<IssueRunTotals> {
  const [totals] = await scope.sql<IssueRunTotals>`
    select shipped.contracts, shipped.copies, posted."netYen", posted."taxYen", posted."fromDeferredYen",
      posted."toReceivableYen"
    from (
      select count(distinct contract_id)::integer as contracts, coalesce(sum(copies), 0)::integer as copies
      from shipment where issue_run_id = ${runId}::uuid
    ) as shipped, (
      select coalesce(sum(movement.net_yen), 0)::bigint as "netYen",
        coalesce(sum(movement.tax_yen), 0)::bigint as "taxYen",
        -coalesce(sum(movement.deferred_yen), 0)::bigint as "fromDeferredYen",
        coalesce(sum(movement.receivable_yen), 0)::bigint as "toReceivableYen"
      from issue_run as run join publication on publication.id = run.publication_id
      join voucher on starts_with(voucher.source_key, 'issue-run:' || publication.code || ':' || run.issue_number || ':')
      join movement on movement.voucher_id = voucher.id
      where run.id = ${runId}::uuid
    ) as posted`
  if (!totals) throw new Error("the run's totals gave no row")
  return totals
}
