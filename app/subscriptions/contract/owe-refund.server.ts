import type { Scope } from "#app/platform/scope.server.ts"
import { nextNumber } from "#app/platform/number-sequence.server.ts"
import type { LockedContract } from "#app/subscriptions/contract/lock-contract.server.ts"

/** Writes down that a payer is owed money back (返金): the row beside a posting to 未払金. Nothing for zero yen. */
export async function oweRefund(
  scope: Scope,
  contract: LockedContract,
  refund: Readonly<{ amountYen: number; cause: "cancellation" | "allowance" | "copies" | "discontinued" }>,
): Promise<string | null> {
  if (refund.amountYen === 0) return null
  const number = await nextNumber(scope, "refund", "R")
  await scope.sql`
    insert into refund (organization_id, number, contract_id, payer_id, amount_yen, cause, owed_on)
    values (${scope.organizationId}, ${number}, ${contract.id}::uuid, ${contract.payerId}::uuid,
      ${refund.amountYen}::bigint, ${refund.cause}, ${scope.today}::date)`
  return number
}
