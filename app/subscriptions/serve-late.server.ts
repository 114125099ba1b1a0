import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { postingDate } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import { issueForRun } from "#app/subscriptions/issue-for-run.server.ts"
import { serveCandidates } from "#app/subscriptions/parts/serve-candidates.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { keepLabelFiles } from "#app/subscriptions/shipping/label-files.server.ts"
import { type IssueRunId, idOf } from "#app/values/ids.ts"

type LateInput = Readonly<{ publication: string; issue: number; contractIds: readonly string[] }>

/**
 * Serves a shipped issue late to single contracts (追送): back issues, copies forgotten, terms that begin with an issue already out. A
 * run of its own with units and revenue on today's JST date, counted as L in R1. Refuses: unknown-publication, unknown-issue,
 * issue-not-shipped, copy-sent-already, nothing-to-ship.
 */
export async function serveLate(scope: Scope, input: LateInput): Promise<IssueRunId> {
  const issue = await shippedIssue(scope, input)
  await holdPositions(scope, issue.publicationId, "alone")
  const [sent] = await scope.sql<{ number: string }>`
    select contract.number from shipment join issue_run as run on run.id = shipment.issue_run_id
    join contract on contract.id = shipment.contract_id
    where run.publication_id = ${issue.publicationId}::uuid and run.issue_number = ${input.issue}::integer
      and run.kind <> 'reshipment' and shipment.contract_id = any(${[...input.contractIds]}::uuid[]) limit 1`
  if (sent) throw refuse("copy-sent-already", { number: sent.number, issue: input.issue })
  await scope.sql`
    create temporary table candidate on commit drop as
    select serving.contract_id, serving.payer_id, serving.category, serving.price_yen, serving.tax_rate_percent,
      serving.units_before, late.units_after, late.units_after = contract.units as is_last, earned.net_yen, earned.tax_yen,
      least(position.deferred_yen, earned.net_yen + earned.tax_yen) as from_deferred_yen,
      earned.net_yen + earned.tax_yen - least(position.deferred_yen, earned.net_yen + earned.tax_yen) as to_receivable_yen,
      null::text as reason
    from next_serving as serving join contract on contract.id = serving.contract_id
    join contract_position as position on position.contract_id = contract.id
    join publication on publication.id = contract.publication_id
    join issue on issue.publication_id = publication.id and issue.number = ${input.issue}::integer
    -- The units of this issue: the next one may be a double issue (合併号), and this one not.
    cross join lateral (
      select least(serving.units_before + coalesce(issue.consume_units, publication.consume_units_per_issue), contract.units)
        as units_after
    ) as late
    cross join lateral (
      select (contract.price_yen - contract.tax_yen) * late.units_after / contract.units
          - (contract.price_yen - contract.tax_yen) * serving.units_before / contract.units as net_yen,
        contract.tax_yen * late.units_after / contract.units - contract.tax_yen * serving.units_before / contract.units as tax_yen
    ) as earned
    where serving.publication_id = ${issue.publicationId}::uuid and serving.state = 'active'
      and serving.contract_id = any(${[...input.contractIds]}::uuid[])`
  await scope.sql`create temporary table grace (contract_id uuid) on commit drop`
  const [count] = await scope.sql<{ contracts: number }>`select count(*)::integer as contracts from candidate`
  if (count?.contracts === 0) throw refuse("nothing-to-ship")
  const runId = await openLateRun(scope, issue, "late")
  await serveCandidates(scope, {
    ...{ runId, issue, shipsOn: await postingDate(scope, scope.today), sourceKey: `late-run:${runId}` },
    description: `${issue.publicationName} 第${issue.issueNumber}号(${issue.label})追送売上`,
  })
  await keepLabelFiles(scope, { runId, issue }, `-late-${scope.today}`)
  await audit(scope, "serve-late", `${input.publication} ${input.issue}`, { contracts: count?.contracts ?? 0 })
  return runId
}

/**
 * Sends a shipped issue again (再送, entry 14): copies that were lost or came back; no unit, no revenue, never counted in R1.
 * Refuses: unknown-publication, unknown-issue, issue-not-shipped, no-such-shipment.
 */
export async function reshipIssue(scope: Scope, input: LateInput): Promise<IssueRunId> {
  const issue = await shippedIssue(scope, input)
  const runId = await openLateRun(scope, issue, "reshipment")
  const again = await scope.sql<{ contract_id: string }>`
    insert into shipment (organization_id, issue_run_id, contract_id, line_no, recipient_id, copies, kind, category, delivery_class,
      prefecture)
    select distinct on (shipment.contract_id, shipment.line_no) shipment.organization_id, ${runId}::uuid, shipment.contract_id,
      shipment.line_no, shipment.recipient_id, shipment.copies, shipment.kind, shipment.category, shipment.delivery_class,
      member.prefecture
    from shipment join issue_run as run on run.id = shipment.issue_run_id join member on member.id = shipment.recipient_id
    where run.publication_id = ${issue.publicationId}::uuid and run.issue_number = ${input.issue}::integer
      and run.kind <> 'reshipment' and shipment.contract_id = any(${[...input.contractIds]}::uuid[])
    order by shipment.contract_id, shipment.line_no, run.confirmed_at desc
    returning contract_id`
  if (again.length === 0) throw refuse("no-such-shipment", { number: input.issue })
  for (const contractId of new Set(again.map(({ contract_id }) => contract_id))) {
    await lockContract(scope, contractId)
    await noteContractEvent(scope, contractId, {
      ...{ kind: "reshipped", fromIssue: input.issue, happenedOn: scope.today },
    })
  }
  await keepLabelFiles(scope, { runId, issue }, `-reshipment-${scope.today}`)
  await audit(scope, "reship-issue", `${input.publication} ${input.issue}`, { rows: again.length })
  return runId
}

async function shippedIssue(scope: Scope, input: LateInput): Promise<IssueOfTitle> {
  const issue = await issueForRun(scope, input.publication, input.issue)
  if (issue.shippedOn === null) throw refuse("issue-not-shipped", { number: input.issue }, { field: "issue" })
  return issue
}

async function openLateRun(scope: Scope, issue: IssueOfTitle, kind: "late" | "reshipment"): Promise<IssueRunId> {
  const [row] = await scope.sql<{ id: string }>`
    insert into issue_run (organization_id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
    values (${scope.organizationId}, ${issue.publicationId}::uuid, ${issue.issueNumber}, ${kind}, ${scope.today}::date,
      ${scope.now}, ${scope.actor})
    returning id`
  if (!row) throw new Error("issue_run gave no row")
  return idOf(row.id)
}
