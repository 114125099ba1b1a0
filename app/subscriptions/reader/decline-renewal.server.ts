import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"

/**
 * Stops the renewal notices of a term (継続しない): it runs to its end and no further. A second call changes nothing.
 * Refuses: unknown-contract, contract-not-active.
 */
export async function declineRenewal(scope: Scope, contractId: string): Promise<void> {
  const contract = await lockContract(scope, contractId)
  requireActive(contract)
  const declined = await scope.sql`
    update contract set renewal_declined_on = ${scope.today}::date, auto_renewal = false
    where id = ${contract.id}::uuid and renewal_declined_on is null returning id`
  if (declined.length === 0) return
  await noteContractEvent(scope, contract.id, { kind: "renewal-declined", fromIssue: null, happenedOn: scope.today })
  await audit(scope, "decline-renewal", contract.number, {})
}
