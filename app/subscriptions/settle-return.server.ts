import { log } from "#app/platform/log.server.ts"
import { type Actor, readScope } from "#app/platform/scope.server.ts"
import { settleCheckout } from "#app/subscriptions/apply-stripe-events.server.ts"

/**
 * The return page's call of the fulfilment: only for a session that we opened for this application or seminar order. Stripe out of reach is
 * no error here; the page waits, and the webhook or the reconcile brings the news. True where the payment is new.
 */
export async function settleReturn(actor: Actor, subjectId: string, sessionId: string | null): Promise<boolean> {
  if (sessionId === null) return false
  const [request] = await readScope(
    actor,
    (scope) => scope.sql<{ state: string }>`
      select state from stripe_request
      where session_id = ${sessionId} and coalesce(application_id, seminar_order_id) = ${subjectId}::uuid`,
  )
  if (request?.state !== "created") return false
  try {
    return (await settleCheckout(actor, sessionId)) === "done"
  } catch (error) {
    log("warning", "the return page could not settle", { session: sessionId, error: String(error) })
    return false
  }
}
