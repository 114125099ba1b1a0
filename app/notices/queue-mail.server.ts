import type { Scope } from "#app/platform/scope.server.ts"

export type MailToQueue = Readonly<{
  kind: string
  dedupeKey: string
  recipient: string
  subject: string
  text: string
  html: string
  memberId: string | null
  /** The organization's own wording that it was made by (文言の版). */
  wordingId?: string | null
}>

const oneLine = (text: string) => text.replace(/[\r\n]+/g, " ")

/**
 * Puts a mail into the outbox, in the transaction of its cause: rolled back, it never leaves. The dedupe key lets each
 * notice out once. CR and LF in the subject or address would add headers, so they are taken out.
 */
export async function queueMail(scope: Scope, mail: MailToQueue): Promise<void> {
  await queueMails(scope, [mail])
}

/** The same for many mails in one statement; gives the outbox's id of each, null where its key has left before. */
export async function queueMails(scope: Scope, mails: readonly MailToQueue[]): Promise<(string | null)[]> {
  const rows = await scope.sql<{ id: string; dedupe_key: string }>`
    insert into outbox (organization_id, kind, dedupe_key, recipient, subject, body_text, body_html, member_id, wording_id,
      send_after)
    select ${scope.organizationId}, given.kind, given.dedupe_key, given.recipient, given.subject, given.body_text, given.body_html,
      given.member_id, given.wording_id, ${scope.now}
    from unnest(${mails.map(({ kind }) => kind)}::text[], ${mails.map(({ dedupeKey }) => dedupeKey)}::text[],
      ${mails.map(({ recipient }) => oneLine(recipient))}::text[], ${mails.map(({ subject }) => oneLine(subject))}::text[],
      ${mails.map(({ text }) => text)}::text[], ${mails.map(({ html }) => html)}::text[],
      ${mails.map(({ memberId }) => memberId)}::uuid[], ${mails.map(({ wordingId }) => wordingId ?? null)}::uuid[])
      as given (kind, dedupe_key, recipient, subject, body_text, body_html, member_id, wording_id)
    on conflict (organization_id, dedupe_key) do nothing returning id, dedupe_key`
  const idOfKey = new Map(rows.map(({ id, dedupe_key }) => [dedupe_key, id]))
  return mails.map(({ dedupeKey }) => idOfKey.get(dedupeKey) ?? null)
}
