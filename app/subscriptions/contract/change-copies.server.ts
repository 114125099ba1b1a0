import type { Scope } from "#app/platform/scope.server.ts"
import { type LockedContract, lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { moveContract } from "#app/subscriptions/contract/move-contract.server.ts"
import { earnedYen } from "#app/subscriptions/contract/settlement.ts"
import type { OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { idOf } from "#app/values/ids.ts"

/**
 * Changes the copies of a contract's line from the next issue on (部数変更). The rest of the term goes on as a contract of its
 * own, its price in proportion to the copies: fewer copies owe the difference back, more leave it to be paid. Refuses:
 * unknown-contract, contract-not-active, unknown-line, copies-unchanged.
 */
export async function changeCopies(
  scope: Scope,
  input: Readonly<{ contractId: string; lineNo: number; copies: number }>,
): Promise<OpenedContract> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  const lines = await scope.sql<{ line_no: number; recipient_id: string; copies: number }>`
    select line_no, recipient_id, copies from contract_line
    where contract_id = ${contract.id}::uuid and until_issue is null order by line_no`
  const changed = lines.find(({ line_no }) => line_no === input.lineNo)
  if (!changed) throw refuse("unknown-line", { line: input.lineNo }, { field: "lineNo" })
  if (changed.copies === input.copies) throw refuse("copies-unchanged", { copies: input.copies }, { field: "copies" })
  const recipients = lines
    .map((line) => ({
      memberId: idOf<"member">(line.recipient_id),
      copies: line === changed ? input.copies : line.copies,
    }))
    .filter(({ copies }) => copies > 0)
  if (recipients.length === 0) throw refuse("copies-unchanged", { copies: input.copies }, { field: "copies" })
  const before = lines.reduce((sum, { copies }) => sum + copies, 0)
  const after = recipients.reduce((sum, { copies }) => sum + copies, 0)
  return moveContract(scope, contract, {
    contract: { ...goingOn(scope, contract), totalYen: restPrice(contract, after, before), recipients },
    ...{ reason: "copies", kind: "copies", refundCause: "copies" },
  })
}

/** What is left of the price, in yen, at another number of copies; the fraction of a yen falls to the reader. */
function restPrice(contract: LockedContract, copiesAfter: number, copiesBefore: number): number {
  const left = BigInt(contract.priceYen - earnedYen(contract))
  return Number((left * BigInt(copiesAfter)) / BigInt(copiesBefore))
}

/** The rest of a term as a new contract: same offer, same place in the chain of renewals, the units that are left. */
const goingOn = (scope: Scope, contract: LockedContract) => ({
  offerId: contract.offerId,
  payerId: contract.payerId,
  orderId: null,
  startIssue: Math.max(contract.nextIssue, contract.startIssue),
  openedOn: scope.today,
  sourceCode: contract.sourceCode,
  channel: "phone" as const,
  paymentWay: contract.paymentWay,
  category: contract.category,
  units: contract.units - contract.servedUnits,
  taxRatePercent: contract.ratePercent,
  autoRenewal: contract.autoRenewal,
  shipEvery: contract.shipEvery,
  previous: {
    id: contract.previousId,
    generation: contract.generation,
    firstStartIssue: contract.firstStartIssue,
    effort: null,
  },
})
