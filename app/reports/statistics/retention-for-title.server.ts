import type { Scope } from "#app/platform/scope.server.ts"

/** Copies of one start (cohort) in one issue, beside those ordered. */
export type RetentionCell = Readonly<{ start: number; issue: number; copies: number; ordered: number }>

/** 残存: from the frozen R3 of the last twelve issues up to one, the cohorts of the last twelve starts. */
export const retentionForTitle = (scope: Scope, publicationId: string, issueNumber: number) => scope.sql<RetentionCell>`
  with recent as (
    select run.issue_number as issue, result.content from issue_run as run
    join issue_run_result as result on result.issue_run_id = run.id and result.kind = 'R3'
    where run.publication_id = ${publicationId}::uuid and run.kind = 'main' and run.issue_number <= ${issueNumber}::integer
    order by run.issue_number desc limit 12
  )
  select (entry->>'issue')::integer as start, recent.issue, (entry->>'copies')::integer as copies,
    (entry->>'ordered')::integer as ordered
  from recent cross join lateral jsonb_array_elements(recent.content->'rows') as entry
  where entry->>'block' = 'contract' and (entry->>'issue')::integer > ${issueNumber}::integer - 12
  order by start, issue`
