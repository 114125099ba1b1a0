import { holdDebits } from "#app/billing/debit/hold-debits.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * Takes a request back that the bank never carried out (請求データの取消): its invoices are open for the next one. The file stays. Refuses:
 * no-such-debit-request, debit-request-decided.
 */
export async function cancelDebitRequest(scope: Scope, requestId: string): Promise<void> {
  if (!isId(requestId)) throw refuse("no-such-debit-request")
  await holdDebits(scope)
  const [request] = await scope.sql<{ number: string; state: string }>`
    select number, state from debit_request where id = ${requestId}::uuid for update`
  if (!request) throw refuse("no-such-debit-request")
  if (request.state !== "pending") throw refuse("debit-request-decided")
  await scope.sql`
    update debit_request set state = 'cancelled', decided_at = ${scope.now}, decided_by = ${scope.actor} where id = ${requestId}::uuid`
  await scope.sql`update debit_invoice set is_pending = false where request_id = ${requestId}::uuid`
  await audit(scope, "cancel-debit-request", request.number)
}
