import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import type { IssueRunId } from "#app/values/ids.ts"

export type RunOfIssue = Readonly<{
  id: IssueRunId
  kind: "main" | "late" | "reshipment"
  shipsOn: string
  labels: number
  copies: number
  perks: number
}>

/** The runs of an issue that have label files: the main one, then 追送 and 再送 in the order they were made. */
export const runsOfIssue = (scope: Scope, issue: IssueOfTitle) => scope.sql<RunOfIssue>`
  select run.id, run.kind, run.ships_on as "shipsOn", shipped.labels, shipped.copies,
    (select count(*) from contract_perk where picked_run_id = run.id)::integer as perks
  from issue_run as run
  cross join lateral (
    select count(*)::integer as labels, coalesce(sum(copies), 0)::integer as copies from shipment
    where shipment.issue_run_id = run.id
  ) as shipped
  where run.publication_id = ${issue.publicationId}::uuid and run.issue_number = ${issue.issueNumber}::integer
    and run.kind in ('main', 'late', 'reshipment')
    and exists (select from issue_run_result as result where result.issue_run_id = run.id and result.kind = 'labels-utf8')
  order by run.confirmed_at, run.id`
