import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CertificateRule } from "#app/seminars/certificates/certificate-rule-form.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** What earns a 修了証 of a seminar, with the seminar's code and title. Refuses: unknown-seminar. */
export async function certificateRule(
  scope: Scope,
  seminarId: string,
): Promise<CertificateRule & Readonly<{ code: string; title: string }>> {
  const [rule] = await scope.sql<CertificateRule & { code: string; title: string }>`
    select code, title, certificate_percent as percent, certificate_minutes as minutes, certificate_text as text
    from seminar where id = ${seminarId}::uuid`
  if (!rule) throw refuse("unknown-seminar", { code: seminarId })
  return rule
}

/** Changes it; what was issued stays, and the page says of whom it no longer holds. Refuses: unknown-seminar. */
export async function setCertificateRule(scope: Scope, seminarId: string, rule: CertificateRule): Promise<void> {
  const [seminar] = await scope.sql<{ code: string }>`
    update seminar set certificate_percent = ${rule.percent}, certificate_minutes = ${rule.minutes}, certificate_text = ${rule.text}
    where id = ${seminarId}::uuid returning code`
  if (!seminar) throw refuse("unknown-seminar", { code: seminarId })
  await audit(scope, "set-certificate-rule", seminar.code, { ...rule })
}
