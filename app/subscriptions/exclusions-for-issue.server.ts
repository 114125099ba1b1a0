import type { Scope } from "#app/platform/scope.server.ts"
import type { ExclusionReason, IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import type { IssueRunId } from "#app/values/ids.ts"

export type ExcludedContract = Readonly<{
  contractNumber: string
  memberId: string
  memberName: string
  startIssue: number
  reason: ExclusionReason
  total: number
}>

/**
 * The contracts that do not get this issue and why (除外), a page of them: as the confirmed run froze them, or as they stand
 * while there is none.
 */
export const exclusionsForIssue = (
  scope: Scope,
  issue: IssueOfTitle,
  input: Readonly<{ runId: IssueRunId | null; reason: string; limit: number; offset: number }>,
) => scope.sql<ExcludedContract>`
  with excluded as (
    select contract_id, reason from issue_exclusion where issue_run_id = ${input.runId}::uuid
    union all
    select contract_id, reason
    from candidates_of_issue(${issue.publicationId}::uuid, ${issue.issueNumber}::integer)
    where ${input.runId}::uuid is null and reason is not null
  )
  select contract.number as "contractNumber", member.id as "memberId",
    concat_ws(' ', member.family_name, nullif(member.given_name, '')) as "memberName",
    contract.start_issue as "startIssue", excluded.reason, (count(*) over ())::integer as total
  from excluded join contract on contract.id = excluded.contract_id join member on member.id = contract.payer_id
  where ${input.reason} = '' or excluded.reason = ${input.reason}
  order by excluded.reason, contract.start_issue, contract.number
  limit ${input.limit}::integer offset ${input.offset}::integer`
