import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { hashOf, randomCode } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { seal } from "#app/platform/seal.server.ts"
import { TOKEN_LENGTH } from "#app/seminars/office/issue-tickets.server.ts"
import { mailForTicket } from "#app/seminars/office/mail-for-ticket.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * Makes the 受講証 of an attendee anew (再発行): the old token is void, the number rises, and the paper is marked. Who has a mail
 * address is sent the new one. Refuses: unknown-registration, order-in-other-state.
 */
export async function reissueTicket(scope: Scope, registrationId: string): Promise<void> {
  const [registration] = await scope.sql<{ number: string; state: string }>`
    select number, state from registration where id = ${registrationId}::uuid for update`
  if (!registration) throw refuse("unknown-registration")
  if (registration.state !== "confirmed") throw refuse("order-in-other-state", { number: registration.number })
  await replaceTicket(scope, registrationId, true)
  await scope.sql`
    insert into registration_event (organization_id, registration_id, seq, kind, recorded_at, recorded_by)
    select ${scope.organizationId}, ${registrationId}::uuid, count(*) + 1, 'ticket-reissued', ${scope.now}, ${scope.actor}
    from registration_event where registration_id = ${registrationId}::uuid`
  await queueMails(scope, await mailForTicket(scope, registrationId))
  await audit(scope, "reissue-ticket", registration.number)
}

/** Voids the living ticket of a registration and gives it the next one; the registration must be locked. */
export async function replaceTicket(scope: Scope, registrationId: string, isReissue: boolean): Promise<void> {
  const token = randomCode(TOKEN_LENGTH)
  await scope.sql`
    update ticket set revoked_at = ${scope.now} where registration_id = ${registrationId}::uuid and revoked_at is null`
  await scope.sql`
    insert into ticket (organization_id, registration_id, issue_no, token_hash, token_sealed, issued_at, is_reissue)
    select ${scope.organizationId}, ${registrationId}::uuid, count(*) + 1, ${hashOf(token)}, ${seal(token)}, ${scope.now},
      ${isReissue} and count(*) > 0
    from ticket where registration_id = ${registrationId}::uuid`
}
