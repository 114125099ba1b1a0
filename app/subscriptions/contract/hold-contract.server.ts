import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Puts a contract on hold (休止) from one issue until before another, or until it is resumed; units stay, the expiry moves, no
 * money does. Refuses: unknown-contract, contract-not-active, issue-served-already, hold-ends-before-it-begins, contract-held-already.
 */
export async function holdContract(
  scope: Scope,
  input: Readonly<{
    contractId: string
    fromIssue: number
    untilIssue: number | null
    reason: "reader" | "undeliverable"
    note?: string
  }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  if (input.fromIssue < contract.nextIssue) {
    throw refuse("issue-served-already", { next: contract.nextIssue }, { field: "fromIssue" })
  }
  if (input.untilIssue !== null && input.untilIssue <= input.fromIssue) {
    throw refuse("hold-ends-before-it-begins", { from: input.fromIssue }, { field: "untilIssue" })
  }
  const [other] = await scope.sql<{ from_issue: number }>`
    select from_issue from contract_hold where contract_id = ${contract.id}::uuid
      and (until_issue is null or until_issue > greatest(from_issue, ${input.fromIssue}::integer))
      and (${input.untilIssue}::integer is null or from_issue < ${input.untilIssue}::integer)`
  if (other) throw refuse("contract-held-already", { from: other.from_issue }, { field: "fromIssue" })
  await scope.sql`
    insert into contract_hold (organization_id, contract_id, seq, from_issue, until_issue, reason, note)
    select ${scope.organizationId}, ${contract.id}::uuid, coalesce(max(seq), 0) + 1, ${input.fromIssue}::integer,
      ${input.untilIssue}::integer, ${input.reason}, ${input.note ?? ""}
    from contract_hold where contract_id = ${contract.id}::uuid`
  await noteContractEvent(scope, contract.id, {
    kind: input.reason === "reader" ? "held" : "undeliverable",
    fromIssue: input.fromIssue,
    happenedOn: scope.today,
    detail: { untilIssue: input.untilIssue },
  })
}
