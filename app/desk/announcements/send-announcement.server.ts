import { announcementWords, exampleReader } from "#app/desk/announcements/announcement-for-page.server.ts"
import { announcementMail } from "#app/desk/announcements/announcement-mail.server.ts"
import { checkAnnouncement, lockDraft } from "#app/desk/announcements/save-announcement.server.ts"
import { refuse } from "#app/desk/refusals.ts"
import { queueMail, queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { type Actor, inScope, type Scope } from "#app/platform/scope.server.ts"

/** Mails made in one transaction. */
const AT_ONCE = 200

/**
 * Sends an announcement (ご案内の送信): fixes whom it goes to (members of the segment who want news and whom mail reaches, each address
 * once), and counts them as reached by its source code. The mails are made by a worker. Gives how many. Refuses: no-such-announcement,
 * announcement-is-sent, and what checkAnnouncement refuses.
 */
export async function sendAnnouncement(scope: Scope, id: string): Promise<number> {
  await lockDraft(scope, id)
  const words = await announcementWords(scope, id)
  // Since it was written, its plan may have gone off sale.
  await checkAnnouncement(scope, words)
  const { rules, sourceCode } = words
  if (rules === null) throw refuse("announcement-to-nobody", {}, { field: "to" })
  const chosen = JSON.stringify(rules)
  await scope.sql`
    update announcement set sent_at = ${scope.now}, sent_by = ${scope.actor}, rules = ${chosen}::jsonb where id = ${id}::uuid`
  const recipients = await scope.sql`
    insert into announcement_recipient (organization_id, announcement_id, member_id)
    select distinct on (lower(email)) organization_id, ${id}::uuid, id
    from chosen_members(${chosen}::jsonb, ${scope.today}::date) where wants_mail and email <> ''
      and lower(email) not in (select address from undeliverable_addresses(${scope.now}))
    order by lower(email), number returning member_id`
  if (recipients.length === 0) throw refuse("announcement-to-nobody", {}, { field: "to" })
  await scope.sql`
    update source_code set reached_count = reached_count + ${recipients.length} where code = ${sourceCode}`
  await audit(scope, "send-announcement", id, { members: recipients.length, rules, sourceCode })
  return recipients.length
}

/**
 * Makes the mails of sent announcements for those who have none yet, a transaction for each two hundred; stopped, it goes on where it was,
 * and a second run makes none. Who has stopped news meanwhile gets none. Gives how many were made.
 */
export async function writeAnnouncementMails(actor: Actor): Promise<{ mails: number }> {
  let mails = 0
  for (;;) {
    const made = await inScope(actor, writeSome)
    if (made === null) return { mails }
    mails += made
  }
}

type Recipient = { memberId: string; name: string; number: string; email: string; wantsMail: boolean }

/** The next two hundred mails of an announcement; null where none is left to make. */
async function writeSome(scope: Scope): Promise<number | null> {
  const [next] = await scope.sql<{ id: string }>`
    select announcement_id as id from announcement_recipient where outbox_id is null and not is_left_out limit 1`
  if (!next) return null
  const due = await scope.sql<Recipient>`
    select member.id as "memberId", member.number, member.email,
      member.wants_mail and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as "wantsMail",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as name
    from announcement_recipient as recipient join member on member.id = recipient.member_id
    where recipient.announcement_id = ${next.id}::uuid and recipient.outbox_id is null and not recipient.is_left_out
    order by recipient.member_id limit ${AT_ONCE} for update of recipient`
  const wanting = due.filter(({ email, wantsMail }) => wantsMail && email !== "")
  const mailOf = await announcementMail(scope, await announcementWords(scope, next.id))
  const outboxIds = await queueMails(
    scope,
    wanting.map((reader) => ({
      ...{ kind: "announcement", dedupeKey: `announcement:${next.id}:${reader.memberId}` },
      ...{ recipient: reader.email, memberId: reader.memberId, ...mailOf(reader) },
    })),
  )
  await scope.sql`
    update announcement_recipient as recipient set outbox_id = made.outbox_id, is_left_out = made.outbox_id is null
    from unnest(${due.map(({ memberId }) => memberId)}::uuid[]) as due (member_id)
    left join unnest(${wanting.map(({ memberId }) => memberId)}::uuid[], ${outboxIds}::uuid[]) as made (member_id, outbox_id)
      on made.member_id = due.member_id
    where recipient.announcement_id = ${next.id}::uuid and recipient.member_id = due.member_id`
  return wanting.length
}

/** Sends the mail to the member of staff himself, and to nobody else (テスト送信). Refuses: no-such-announcement. */
export async function sendTestAnnouncement(scope: Scope, input: Readonly<{ id: string; to: string }>): Promise<void> {
  const words = await announcementWords(scope, input.id)
  const mailOf = await announcementMail(scope, words)
  const { subject, text, html } = mailOf(exampleReader(words.locale))
  await queueMail(scope, {
    ...{ kind: "wording-test", dedupeKey: `announcement-test:${input.id}:${scope.now.toISOString()}:${input.to}` },
    ...{ recipient: input.to, subject: `${words.locale === "ja" ? "[テスト]" : "[Test]"} ${subject}`, text, html },
    memberId: null,
  })
  await audit(scope, "send-test-mail", `announcement:${input.id}`, { to: input.to })
}
