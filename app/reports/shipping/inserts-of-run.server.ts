import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueRunId } from "#app/values/ids.ts"

/** Copies and labels of a run by what goes beside the issue: codes joined by +, empty for none. */
export type InsertPattern = Readonly<{ inserts: string; names: readonly string[]; labels: number; copies: number }>

/** 封入物別の部数 (C2): every label stands in exactly one pattern, so that the copies add up to the run's. */
export const insertsOfRun = (scope: Scope, runId: IssueRunId) => scope.sql<InsertPattern>`
  with put_in as (
    select contract_id, line_no, string_agg(code, '+' order by code) as codes from shipment_insert
    where issue_run_id = ${runId}::uuid group by contract_id, line_no
  )
  select coalesce(put_in.codes, '') as inserts, count(*)::integer as labels, sum(shipment.copies)::integer as copies,
    coalesce((
      select array_agg(distinct rule.code || ' ' || rule.name order by rule.code || ' ' || rule.name)
      from insert_rule as rule join issue_run as run on run.id = ${runId}::uuid
      where rule.publication_id = run.publication_id and rule.from_issue <= run.issue_number
        and coalesce(rule.until_issue, run.issue_number) >= run.issue_number
        and rule.code = any(string_to_array(put_in.codes, '+'))
    ), '{}') as names
  from shipment left join put_in on put_in.contract_id = shipment.contract_id and put_in.line_no = shipment.line_no
  where shipment.issue_run_id = ${runId}::uuid
  group by put_in.codes order by put_in.codes nulls first`
