import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockRemittance } from "#app/subscriptions/remittances/lock-remittance.server.ts"
import { refuse } from "#app/subscriptions/remittances/refusals.ts"

/**
 * Takes a file back that the bank never took (振込データの取消): its refunds are open for another one. The file stays. Refuses:
 * no-such-remittance, remittance-decided.
 */
export async function cancelRemittance(scope: Scope, id: string): Promise<void> {
  const remittance = await lockRemittance(scope, id)
  if (remittance.state !== "made") throw refuse("remittance-decided")
  await scope.sql`
    update remittance set state = 'cancelled', decided_at = ${scope.now}, decided_by = ${scope.actor} where id = ${id}::uuid`
  await scope.sql`update remittance_line set is_live = false where remittance_id = ${id}::uuid`
  await audit(scope, "cancel-remittance", remittance.number)
}
