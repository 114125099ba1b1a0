import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Notes that a reader will not renew (継続しない): no renewal notice, no automatic renewal, no grace after the term; what is left
 * of it is served. Refuses: unknown-contract, contract-not-active, renewed-already, renewal-declined-already.
 */
export async function declineRenewal(
  scope: Scope,
  input: Readonly<{ contractId: string; note?: string }>,
): Promise<void> {
  const contract = await lockContract(scope, input.contractId)
  if (contract.state !== "active") throw refuse("contract-not-active", { number: contract.number })
  const [next] = await scope.sql`
    select from contract where previous_id = ${contract.id}::uuid and state = 'active'`
  if (next) throw refuse("renewed-already", { number: contract.number })
  const declined = await scope.sql`
    update contract set renewal_declined_on = ${scope.today}::date, auto_renewal = false
    where id = ${contract.id}::uuid and renewal_declined_on is null returning number`
  if (declined.length === 0) throw refuse("renewal-declined-already", { number: contract.number })
  await noteContractEvent(scope, contract.id, {
    ...{ kind: "renewal-declined", fromIssue: null, happenedOn: scope.today },
    detail: input.note ? { note: input.note } : {},
  })
  await audit(scope, "decline-renewal", contract.number)
}
