import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractEventKind } from "#app/subscriptions/contract/contract-event.ts"
import { endContract } from "#app/subscriptions/contract/end-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
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
  await refusePlannedRecipient(scope, from)
  const holds = await holdsAhead(scope, from)
  const movedYen = Math.min(from.deferredYen, to.contract.totalYen)
  const backYen = from.deferredYen - movedYen
  await endContract(scope, from, { state: "transferred", reason: to.reason, kind: to.kind, note: "", backYen })
  const opened = await openContract(scope, to.contract)
  await scope.sql`
    insert into contract_transfer (organization_id, from_id, to_id, deferred_yen, transferred_on)
    values (${scope.organizationId}, ${from.id}::uuid, ${opened.id}::uuid, ${movedYen}::bigint, ${scope.today}::date)`
  if (opened.publicationId === from.publicationId) await carryOver(scope, { from, opened, holds })
  if (from.deferredYen > 0) await postMove(scope, { from, opened, movedYen })
  await oweRefund(scope, from, { amountYen: backYen, cause: to.refundCause })
  return opened
}

type Hold = { from_issue: number; until_issue: number | null; reason: string; note: string }

/** A line that begins later would be lost, or come at once, in the contract that goes on. */
async function refusePlannedRecipient(scope: Scope, from: LockedContract) {
  const [planned] = await scope.sql<{ from_issue: number }>`
    select from_issue from contract_line where contract_id = ${from.id}::uuid
      and from_issue > ${Math.max(from.nextIssue, from.startIssue)}::integer and until_issue is null limit 1`
  if (planned) throw refuse("recipient-change-planned", { from: planned.from_issue })
}

const holdsAhead = (scope: Scope, from: LockedContract) => scope.sql<Hold>`
  select greatest(from_issue, ${from.nextIssue}::integer) as from_issue, until_issue, reason, note from contract_hold
  where contract_id = ${from.id}::uuid and (until_issue is null or until_issue > greatest(from_issue, ${from.nextIssue}::integer))
  order by from_issue`

/** What the reader has settled stays with the term that goes on: holds, no renewal, perks not sent yet, and what waits behind it. */
async function carryOver(
  scope: Scope,
  move: Readonly<{ from: LockedContract; opened: OpenedContract; holds: readonly Hold[] }>,
) {
  const { from, opened, holds } = move
  await scope.sql`update contract set previous_id = ${opened.id}::uuid where previous_id = ${from.id}::uuid`
  await scope.sql`
    update contract set renewal_declined_on = old.renewal_declined_on from contract as old
    where contract.id = ${opened.id}::uuid and old.id = ${from.id}::uuid`
  await scope.sql`
    update contract_perk set contract_id = ${opened.id}::uuid where contract_id = ${from.id}::uuid and picked_run_id is null`
  await scope.sql`
    insert into contract_hold (organization_id, contract_id, seq, from_issue, until_issue, reason, note)
    select ${scope.organizationId}, ${opened.id}::uuid, given.seq, given.from_issue, given.until_issue, given.reason, given.note
    from unnest(${holds.map(({ from_issue }) => from_issue)}::integer[], ${holds.map(({ until_issue }) => until_issue)}::integer[],
      ${holds.map(({ reason }) => reason)}::text[], ${holds.map(({ note }) => note)}::text[])
      with ordinality as given (from_issue, until_issue, reason, note, seq)`
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
