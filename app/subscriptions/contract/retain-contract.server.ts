import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { EndReason } from "#app/subscriptions/contract/end-reason.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import type { Alternative } from "#app/subscriptions/contract/retention.ts"

/**
 * Logs that a reader who wished to cancel stays (解約阻止, B5): why he wished it and what he took instead. Nothing else changes;
 * what he took is an act of its own. Refuses: unknown-contract, contract-not-active.
 */
export async function retainContract(
  scope: Scope,
  input: Readonly<{ contractId: string; reason: EndReason; instead: Alternative; note?: string }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "retained", fromIssue: null, happenedOn: scope.today },
    detail: { reason: input.reason, instead: input.instead, ...(input.note ? { note: input.note } : {}) },
  })
  await audit(scope, "retain-contract", contract.number, { reason: input.reason, instead: input.instead })
}
