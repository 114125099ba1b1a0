import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type ApplicationForReader, applicationForReader } from "#app/subscriptions/application-for-reader.server.ts"
import { shownVersion } from "#app/subscriptions/application.ts"
import type { ApplicationId } from "#app/values/ids.ts"

/**
 * 申し込みを確定: keeps the final confirmation as evidence, every line as it was shown, with its version and instant
 * (特定商取引法12条の6). A second click changes nothing. Refuses: application-already-paid.
 */
export async function confirmApplication(scope: Scope, id: ApplicationId): Promise<ApplicationForReader> {
  await scope.sql`select from application where id = ${id}::uuid for update`
  const application = await applicationForReader(scope, id)
  if (application.state === "paid" || application.state === "refund-due") throw refuse("application-already-paid")
  if (application.state === "confirmed" || application.state === "awaiting-payment") return application
  await scope.sql`
    update application set state = 'confirmed', shown = ${JSON.stringify(application.lines)}::jsonb,
      shown_version = ${shownVersion}, confirmed_at = ${scope.now}
    where id = ${id}::uuid`
  await audit(scope, "confirm-application", id, { version: shownVersion })
  return { ...application, state: "confirmed" }
}
