import type { Scope } from "#app/platform/scope.server.ts"
import { contractAsItStands, type LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { type RefundPolicy, type Settlement, settlementOf } from "#app/subscriptions/contract/settlement.ts"

export type CancellationQuote = Readonly<{ contract: LockedContract; policy: RefundPolicy; settlement: Settlement }>

/**
 * What cancelling now would refund and keep (解約の見積), in yen, by the offer's policy or another one that the operator
 * chose; the first issue not received is the next to ship. Refuses: unknown-contract.
 */
export async function quoteForCancellation(
  scope: Scope,
  contractId: string,
  policy?: RefundPolicy,
): Promise<CancellationQuote> {
  const contract = await contractAsItStands(scope, contractId)
  const chosen = policy ?? contract.policy
  return { contract, policy: chosen, settlement: settlementOf({ ...contract, policy: chosen }) }
}
