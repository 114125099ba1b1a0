import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/**
 * Puts a mail into the outbox, in the transaction of its cause: rolled back, it never leaves. The dedupe key lets each
 * notice out once. CR and LF in the subject or address would add headers, so they are taken out.
 */
export async function queueMail(
  scope: Scope,
  mail: {
    kind: string
    dedupeKey: string
    recipient: string
    subject: string
    text: string
    html: string
    memberId: MemberId | null
  },
): Promise<void> {
  const oneLine = (text: string) => text.replace(/[\r\n]+/g, " ")
  await scope.sql`
    insert into outbox (organization_id, kind, dedupe_key, recipient, subject, body_text, body_html, member_id, send_after)
    values (${scope.organizationId}, ${mail.kind}, ${mail.dedupeKey}, ${oneLine(mail.recipient)}, ${oneLine(mail.subject)},
      ${mail.text}, ${mail.html}, ${mail.memberId}::uuid, ${scope.now})
    on conflict (organization_id, dedupe_key) do nothing`
}
