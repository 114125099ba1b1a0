import { salesTaxClass } from "#app/ledger/account.ts"
import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { EndReason } from "#app/subscriptions/contract/end-reason.ts"
import { endContract } from "#app/subscriptions/contract/end-contract.server.ts"
import { type LockedContract, lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { oweRefund } from "#app/subscriptions/contract/owe-refund.server.ts"
import { type ContractMovement, postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import { type RefundPolicy, type Settlement, settlementOf } from "#app/subscriptions/contract/settlement.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { negate } from "#app/values/yen.ts"

/**
 * Cancels a contract (中途解約) from the next issue to ship, and settles what is paid and not served by the offer's policy
 * (entries 9–12). What was served and is unpaid stays owed. With `refundYen` the amount that was named to the reader must
 * still hold. Refuses: unknown-contract, contract-not-active, quote-changed.
 */
export async function cancelContract(
  scope: Scope,
  input: Readonly<{ contractId: string; reason: EndReason; policy?: RefundPolicy; refundYen?: number; note?: string }>,
): Promise<{ contract: LockedContract; settlement: Settlement; refundNumber: string | null }> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  const settlement = settlementOf({ ...contract, policy: input.policy ?? contract.policy })
  if (input.refundYen !== undefined && input.refundYen !== settlement.refundYen) {
    throw refuse("quote-changed", { named: input.refundYen, now: settlement.refundYen })
  }
  if (contract.deferredYen > 0) await postSettlement(scope, contract, settlement)
  const refundNumber = await oweRefund(scope, contract, { amountYen: settlement.refundYen, cause: "cancellation" })
  await endContract(scope, contract, {
    state: "cancelled",
    reason: input.reason,
    kind: "cancelled",
    note: input.note ?? "",
    backYen: settlement.refundYen,
  })
  await audit(scope, "cancel-contract", contract.number, { reason: input.reason, refundYen: settlement.refundYen })
  return { contract, settlement, refundNumber }
}

function postSettlement(scope: Scope, contract: LockedContract, settlement: Settlement) {
  const { feeKept, repriced, forfeited, refundYen } = settlement
  const title = { subAccount: contract.publicationCode }
  const taxClass = salesTaxClass(contract.rateTodayPercent)
  const sales = repriced.netYen + forfeited.netYen
  const tax = feeKept.taxYen + repriced.taxYen + forfeited.taxYen
  const lines: VoucherLine[] = [
    { ...title, purpose: "deferred", amountYen: contract.deferredYen },
    { purpose: "payable", amountYen: negate(refundYen) },
    { ...title, purpose: "cancellation-fee", taxClass, amountYen: negate(feeKept.netYen) },
    { ...title, purpose: "sales", taxClass, amountYen: -sales },
    { ...title, purpose: "output-tax", taxClass, amountYen: -tax },
  ]
  const kept = (
    [
      ["fee-kept", feeKept],
      ["repriced", repriced],
      ["forfeited", forfeited],
    ] as const
  ).map(([cause, { grossYen, netYen, taxYen }]) => ({ cause, deferredYen: negate(grossYen), netYen, taxYen }))
  const movements: ContractMovement[] = [{ cause: "refund" as const, deferredYen: negate(refundYen) }, ...kept]
    .filter(({ deferredYen }) => deferredYen !== 0)
    .map((movement) => ({ ...movement, contractId: contract.id }))
  return postForContract(
    scope,
    {
      ...{ kind: "cancellation", sourceKey: `cancellation:${contract.number}`, on: scope.today },
      description: `${contract.publicationName} 中途解約 ${contract.number}`,
    },
    lines,
    movements,
  )
}
