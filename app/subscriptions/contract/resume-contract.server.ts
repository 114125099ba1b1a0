import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Ends the hold that is on or comes first (再開): the issue named is the first received again; later holds stay planned. Refuses: unknown-contract, contract-not-held, issue-served-already.
 */
export async function resumeContract(
  scope: Scope,
  input: Readonly<{ contractId: string; fromIssue: number }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  if (input.fromIssue < contract.nextIssue) {
    throw refuse("issue-served-already", { next: contract.nextIssue }, { field: "fromIssue" })
  }
  const [held] = await scope.sql`
    update contract_hold set until_issue = greatest(from_issue, ${input.fromIssue}::integer)
    where contract_id = ${contract.id}::uuid and seq = (select first.seq from contract_hold as first
      where first.contract_id = ${contract.id}::uuid and (first.until_issue is null or first.until_issue > ${input.fromIssue}::integer)
      order by first.from_issue limit 1)
    returning seq`
  if (!held) throw refuse("contract-not-held", { number: contract.number })
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "resumed", fromIssue: input.fromIssue, happenedOn: scope.today },
  })
}
