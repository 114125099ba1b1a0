import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { endContract } from "#app/subscriptions/contract/end-contract.server.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Stops a contract for non-payment (未入金停止) from the next issue on; what was served stays owed. Refuses: unknown-contract,
 * contract-not-active, nothing-unpaid.
 */
export async function stopContract(
  scope: Scope,
  input: Readonly<{ contractId: string; note?: string }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  const unpaid = contract.priceYen > 0 && contract.deferredYen === 0
  if (!unpaid) throw refuse("nothing-unpaid", { number: contract.number })
  await endContract(scope, contract, { state: "stopped", reason: "unpaid", kind: "stopped", note: input.note ?? "" })
  await audit(scope, "stop-contract", contract.number, { receivableYen: contract.receivableYen })
}
