import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractEventKind } from "#app/subscriptions/contract/contract-event.ts"
import { endContract } from "#app/subscriptions/contract/end-contract.server.ts"
import type { LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { oweRefund } from "#app/subscriptions/contract/owe-refund.server.ts"
import { type ContractMovement, postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import { type NewContract, openContract, type OpenedContract } from "#app/subscriptions/open-contract.server.ts"

/**
 * Goes on with a locked contract as another one (entry 17): the old one ends at the units served, what is paid and unserved
 * moves as far as the new price needs it, and what is over is owed back. What was served and is unpaid stays with the old one.
 */
export async function moveContract(
  scope: Scope,
  from: LockedContract,
  to: Readonly<{
    contract: NewContract
    reason: string
    kind: ContractEventKind
    refundCause: "copies" | "discontinued"
  }>,
): Promise<OpenedContract> {
  await endContract(scope, from, { state: "transferred", reason: to.reason, kind: to.kind, note: "" })
  const opened = await openContract(scope, to.contract)
  const movedYen = Math.min(from.deferredYen, to.contract.totalYen)
  await scope.sql`
    insert into contract_transfer (organization_id, from_id, to_id, deferred_yen, transferred_on)
    values (${scope.organizationId}, ${from.id}::uuid, ${opened.id}::uuid, ${movedYen}::bigint, ${scope.today}::date)`
  // A term that waits behind the old one now waits behind the new one.
  await scope.sql`update contract set previous_id = ${opened.id}::uuid where previous_id = ${from.id}::uuid`
  if (from.deferredYen > 0) await postMove(scope, { from, opened, movedYen })
  await oweRefund(scope, from, { amountYen: from.deferredYen - movedYen, cause: to.refundCause })
  return opened
}

function postMove(scope: Scope, move: Readonly<{ from: LockedContract; opened: OpenedContract; movedYen: number }>) {
  const { from, opened, movedYen } = move
  const overYen = from.deferredYen - movedYen
  const lines: VoucherLine[] = [
    { purpose: "deferred", subAccount: from.publicationCode, amountYen: from.deferredYen },
    { purpose: "deferred", subAccount: opened.publicationCode, amountYen: -movedYen },
    { purpose: "payable", amountYen: -overYen },
  ]
  const movements: ContractMovement[] = [
    { contractId: from.id, cause: "transfer", deferredYen: -movedYen },
    { contractId: opened.id, cause: "transfer", deferredYen: movedYen },
    ...(overYen === 0 ? [] : [{ contractId: from.id, cause: "refund" as const, deferredYen: -overYen }]),
  ]
  return postForContract(
    scope,
    {
      ...{ kind: "transfer", sourceKey: `transfer:${from.number}:${opened.number}`, on: scope.today },
      description: `移管 ${from.number} → ${opened.number}`,
    },
    lines,
    movements,
  )
}
