import type { Scope } from "#app/platform/scope.server.ts"
import type { ConfirmedRun } from "#app/subscriptions/issue-run.ts"

/**
 * Chooses what goes beside each copy of a run (封入物, C2) by the title's rules for this issue, and freezes it: one statement for all
 * copies. Age is counted on the shipping date.
 */
export async function chooseInserts(scope: Scope, { runId, issue }: ConfirmedRun): Promise<void> {
  await scope.sql`
    insert into shipment_insert (organization_id, issue_run_id, contract_id, line_no, code)
    select distinct shipment.organization_id, shipment.issue_run_id, shipment.contract_id, shipment.line_no, rule.code
    from insert_rule as rule
    join shipment on shipment.issue_run_id = ${runId}::uuid
    join issue_run as run on run.id = shipment.issue_run_id
    join contract on contract.id = shipment.contract_id
    join member on member.id = shipment.recipient_id
    where rule.publication_id = ${issue.publicationId}::uuid and rule.from_issue <= ${issue.issueNumber}::integer
      and coalesce(rule.until_issue, ${issue.issueNumber}::integer) >= ${issue.issueNumber}::integer
      and (rule.attribute = 'everyone' or case rule.attribute
        when 'prefecture' then shipment.prefecture
        when 'gender' then member.gender
        when 'age' then (extract(year from age(run.ships_on, member.born_on))::integer / 10 * 10)::text
        when 'industry' then member.industry
        when 'occupation' then member.occupation
        when 'job-title' then member.job_title
        when 'kind' then shipment.kind
        when 'category' then shipment.category
        when 'generation' then case when contract.generation = 1 then 'new' else 'renewal' end
      end = any(rule.wanted))`
}
