import { creditInvoices } from "#app/billing/papers/lower-invoices.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type ContractEventKind, contractEventKinds } from "#app/subscriptions/contract/contract-event.ts"
import type { LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"

/**
 * Ends a locked contract from the next issue to ship, with its reason, and closes an open hold; its invoices go on asking for nothing but
 * what was served. What goes back to the payer, in yen with tax, is booked by the caller.
 */
export async function endContract(
  scope: Scope,
  contract: LockedContract,
  end: Readonly<{
    state: "cancelled" | "stopped" | "transferred"
    reason: string
    kind: ContractEventKind
    note: string
    backYen?: number
    detail?: Readonly<Record<string, string | number>>
  }>,
): Promise<void> {
  const fromIssue = Math.max(contract.nextIssue, contract.startIssue)
  await scope.sql`
    update contract set state = ${end.state}, ended_on = ${scope.today}::date, ended_from_issue = ${fromIssue}::integer,
      end_reason = ${end.reason}, auto_renewal = false
    where id = ${contract.id}::uuid`
  await scope.sql`
    update contract_hold set until_issue = greatest(from_issue, ${fromIssue}::integer)
    where contract_id = ${contract.id}::uuid and until_issue is null`
  const seq = await noteContractEvent(scope, contract.id, {
    ...{ kind: end.kind, fromIssue, happenedOn: scope.today },
    detail: { reason: end.reason, ...(end.note === "" ? {} : { note: end.note }), ...end.detail },
  })
  await creditInvoices(
    scope,
    { subject: { contractId: contract.id }, number: contract.number },
    {
      ...{ key: `contract-event:${contract.number}:${seq}`, description: contractEventKinds[end.kind] },
      ...{ open: { toYen: contract.receivableYen }, backYen: end.backYen ?? 0 },
    },
  )
}
