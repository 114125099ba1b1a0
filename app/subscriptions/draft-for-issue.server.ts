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
      select serving.contract_id, serving.net_yen, serving.tax_yen, serving.from_deferred_yen, serving.to_receivable_yen
      from next_serving as serving
      where serving.publication_id = ${issue.publicationId}::uuid and serving.state = 'active'
        and serving.start_issue <= ${issue.issueNumber}
        and not exists (select from contract_line as line join member on member.id = line.recipient_id
          where line.contract_id = serving.contract_id and (member.postal_code = '' or member.street = ''))
    ), shipping as (
      select count(*)::integer as rows, coalesce(sum(line.copies), 0)::integer as copies,
        count(distinct line.recipient_id)::integer as readers
      from serving join contract_line as line on line.contract_id = serving.contract_id
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
    select case when open.state <> 'active' then open.state when open.start_issue > ${issue.issueNumber} then 'starts-later'
        else 'no-address' end as reason, count(*)::integer as contracts
    from next_serving as open
    where open.publication_id = ${issue.publicationId}::uuid and (open.state <> 'active'
      or open.start_issue > ${issue.issueNumber}
      or exists (select from contract_line as line join member on member.id = line.recipient_id
        where line.contract_id = open.contract_id and (member.postal_code = '' or member.street = '')))
    group by 1 order by 1`
  return { totals, previous: previous ?? null, exclusions }
}
