import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { certificateStanding } from "#app/seminars/certificates/certificate-standing.server.ts"
import { makeCertificates } from "#app/seminars/certificates/issue-certificates.server.ts"
import { mailForCertificates } from "#app/seminars/certificates/mail-for-certificates.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * Revokes a 修了証 (失効), or replaces it by one that names what is right now (差替え); its page says so from then on. The serial of the
 * replacement. Refuses: unknown-certificate, certificate-revoked.
 */
export async function revokeCertificate(
  scope: Scope,
  input: Readonly<{ serial: string; reason: string; replace: boolean }>,
): Promise<string | null> {
  const [certificate] = await scope.sql<{ id: string; revoked_at: Date | null; registration_id: string; code: string }>`
    select certificate.id, revoked_at, registration_id, seminar.code from certificate
    join registration on registration.id = registration_id join seminar on seminar.id = registration.seminar_id
    where serial = ${input.serial} for update of certificate`
  if (!certificate) throw refuse("unknown-certificate", { serial: input.serial })
  if (certificate.revoked_at !== null) throw refuse("certificate-revoked", { serial: input.serial })
  await scope.sql`
    update certificate set revoked_at = ${scope.now}, revoke_reason = ${input.reason} where id = ${certificate.id}::uuid`
  await audit(scope, "revoke-certificate", input.serial, { reason: input.reason, replace: input.replace })
  if (!input.replace) return null
  const standing = await certificateStanding(scope, certificate.code)
  const own = standing.filter(({ registrationId }) => registrationId === certificate.registration_id)
  const [serial] = await makeCertificates(
    scope,
    certificate.code,
    own,
    new Map([[certificate.registration_id, certificate.id]]),
  )
  await queueMails(scope, await mailForCertificates(scope, serial === undefined ? [] : [serial]))
  return serial ?? null
}
