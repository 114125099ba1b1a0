import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Goes on with a contract that was stopped for non-payment (復活), from the next issue. Refuses: unknown-contract,
 * contract-not-stopped, still-owes (what was served must be paid first).
 */
export async function reactivateContract(scope: Scope, input: Readonly<{ contractId: string }>): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  if (contract.state !== "stopped" || contract.servedUnits >= contract.units) {
    throw refuse("contract-not-stopped", { number: contract.number })
  }
  if (contract.receivableYen > 0) throw refuse("still-owes", { yen: contract.receivableYen })
  await scope.sql`
    update contract set state = 'active', ended_on = null, ended_from_issue = null, end_reason = ''
    where id = ${contract.id}::uuid`
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "reactivated", fromIssue: contract.nextIssue, happenedOn: scope.today },
  })
}
