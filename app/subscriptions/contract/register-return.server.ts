import type { Scope } from "#app/platform/scope.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

export const returnCauses = {
  "unknown-address": { ja: "あて所に尋ねあたらない", en: "Unknown at this address" },
  moved: { ja: "転居先不明", en: "Moved, address unknown" },
  refused: { ja: "受取拒否", en: "Refused" },
  "kept-too-long": { ja: "保管期間経過", en: "Not collected" },
  other: { ja: "その他", en: "Other" },
} as const

/**
 * Registers a copy that came back (返戻, C6): shipping stops with the next issue until the address is mended, and the return
 * stays open for somebody to ask. Refuses: unknown-contract, no-such-shipment; a_copy_comes_back_once (by the database).
 */
export async function registerReturn(
  scope: Scope,
  input: Readonly<{
    contractId: string
    issueNumber: number
    cause: keyof typeof returnCauses
    note?: string
  }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  const [shipment] = await scope.sql<{ issue_run_id: string; line_no: number }>`
    select shipment.issue_run_id, shipment.line_no from shipment join issue_run as run on run.id = shipment.issue_run_id
    where shipment.contract_id = ${contract.id}::uuid and run.issue_number = ${input.issueNumber}::integer
    order by run.confirmed_at desc, shipment.line_no limit 1`
  if (!shipment) throw refuse("no-such-shipment", { number: input.issueNumber }, { field: "issueNumber" })
  await scope.sql`
    insert into returned_mail (organization_id, contract_id, line_no, issue_run_id, returned_on, cause, note)
    values (${scope.organizationId}, ${contract.id}::uuid, ${shipment.line_no}, ${shipment.issue_run_id}::uuid,
      ${scope.today}::date, ${input.cause}, ${input.note ?? ""})`
  const [held] = await scope.sql`
    select from contract_hold where contract_id = ${contract.id}::uuid and from_issue <= ${contract.nextIssue}::integer
      and until_issue is null`
  if (held || contract.state !== "active" || contract.servedUnits >= contract.units) return
  // Holds that the reader planned give way: whether he gets anything is open until the address is known.
  await scope.sql`
    update contract_hold set until_issue = greatest(from_issue, ${contract.nextIssue}::integer)
    where contract_id = ${contract.id}::uuid and (until_issue is null or until_issue > ${contract.nextIssue}::integer)`
  await holdContract(scope, {
    ...{ contractId: contract.id, fromIssue: contract.nextIssue, untilIssue: null, reason: "undeliverable" },
    note: returnCauses[input.cause].ja,
  })
}
