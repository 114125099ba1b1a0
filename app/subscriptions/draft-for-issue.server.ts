import type { Scope } from "#app/platform/scope.server.ts"
import type { ExclusionReason, IssueOfTitle, IssueRunTotals } from "#app/subscriptions/issue-run.ts"

export type IssueDraft = Readonly<{
  totals: IssueRunTotals & Readonly<{ readers: number; rows: number }>
  previous: Readonly<{ issueNumber: number; copies: number }> | null
  exclusions: readonly Readonly<{ reason: ExclusionReason; contracts: number }>[]
}>

/** What confirming this issue's run would serve and post, and whom it would leave out; nothing is written (抽出). */
export async function draftForIssue(scope: Scope, issue: IssueOfTitle): Promise<IssueDraft> {
  const [totals] = await scope.sql<IssueDraft["totals"]>`
    with serving as (
      select contract_id, net_yen, tax_yen, from_deferred_yen, to_receivable_yen
      from candidates_of_issue(${issue.publicationId}::uuid, ${issue.issueNumber}::integer) where reason is null
      union all
      select contract_id, 0, 0, 0, 0 from grace_of_issue(${issue.publicationId}::uuid, ${issue.issueNumber}::integer)
    ), shipping as (
      select count(*)::integer as rows, coalesce(sum(line.copies), 0)::integer as copies,
        count(distinct line.recipient_id)::integer as readers
      from serving join contract_line as line on line.contract_id = serving.contract_id
        and (line.from_issue is null or line.from_issue <= ${issue.issueNumber}::integer)
        and (line.until_issue is null or line.until_issue > ${issue.issueNumber}::integer)
    )
    select count(*)::integer as contracts, (select copies from shipping), (select readers from shipping),
      (select rows from shipping), coalesce(sum(net_yen), 0)::bigint as "netYen", coalesce(sum(tax_yen), 0)::bigint as "taxYen",
      coalesce(sum(from_deferred_yen), 0)::bigint as "fromDeferredYen",
      coalesce(sum(to_receivable_yen), 0)::bigint as "toReceivableYen"
    from serving`
  if (!totals) throw new Error("the draft's totals gave no row")
  const [previous] = await scope.sql<{ issueNumber: number; copies: number }>`
    select run.issue_number as "issueNumber",
      (select coalesce(sum(shipment.copies), 0) from shipment where shipment.issue_run_id = run.id)::integer as copies
    from issue_run as run
    where run.publication_id = ${issue.publicationId}::uuid and run.issue_number < ${issue.issueNumber}
      and run.kind in ('main', 'takeover')
    order by run.issue_number desc limit 1`
  const exclusions = await scope.sql<{ reason: ExclusionReason; contracts: number }>`
    select reason, count(*)::integer as contracts
    from candidates_of_issue(${issue.publicationId}::uuid, ${issue.issueNumber}::integer)
    where reason is not null group by reason order by reason`
  return { totals, previous: previous ?? null, exclusions }
}
