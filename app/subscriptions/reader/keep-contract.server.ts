import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { EndReason } from "#app/subscriptions/contract/end-reason.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"

/**
 * Notes that a reader who wanted to cancel stays (解約阻止, B5), with the reason he gave and what he chose instead.
 * Refuses: unknown-contract, contract-not-active.
 */
export async function keepContract(
  scope: Scope,
  input: Readonly<{ contractId: string; reason: EndReason | null; instead: "hold" | "end-of-term" }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  const detail = { instead: input.instead, ...(input.reason === null ? {} : { reason: input.reason }) }
  await noteContractEvent(scope, contract.id, { kind: "retained", fromIssue: null, happenedOn: scope.today, detail })
  await audit(scope, "keep-contract", contract.number, detail)
}
