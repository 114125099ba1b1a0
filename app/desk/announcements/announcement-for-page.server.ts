import type { AnnouncementChoices } from "#app/desk/announcements/announcement-form.ts"
import type { AnnouncementWords, Reader } from "#app/desk/announcements/announcement-mail.server.ts"
import { refuse } from "#app/desk/refusals.ts"
import { MemberRules } from "#app/members/member-rules.ts"
import { exampleOf } from "#app/notices/wording-variables.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Words = AnnouncementWords &
  Readonly<{
    segmentId: string | null
    /** Whom it is for: as sent, else as the segment stands; null where the segment was deleted. */
    rules: MemberRules | null
  }>

/** The words of an announcement and whom it is for. Refuses: no-such-announcement. */
export async function announcementWords(scope: Scope, id: string): Promise<Words> {
  const [row] = await scope.sql<Omit<Words, "rules"> & { rules: unknown }>`
    select subject, body, locale, target, target_name as "targetName", caption, source_code as "sourceCode",
      segment_id as "segmentId", coalesce(announcement.rules, segment.rules, case when segment_id is null then '{}'::jsonb end) as rules
    from announcement left join segment on segment.id = announcement.segment_id and segment.retired_at is null
    where announcement.id = ${id}::uuid`
  if (!row) throw refuse("no-such-announcement")
  return { ...row, rules: row.rules === null ? null : MemberRules.parse(row.rules) }
}

/** A reader who does not exist, for previews and tests. */
export const exampleReader = (locale: "ja" | "en"): Reader => ({
  ...{ memberId: "00000000-0000-0000-0000-000000000000", name: String(exampleOf("member_name", locale)) },
  number: String(exampleOf("member_number", locale)),
})

/**
 * The first of those whom an announcement would go to now, by number; an example where there is none. His mail as a preview holds no address
 * that stops his news.
 */
export async function firstReader(scope: Scope, rules: MemberRules, locale: "ja" | "en"): Promise<Reader> {
  const [row] = await scope.sql<Omit<Reader, "memberId">>`
    select number,
      concat_ws(' ', nullif(company_name, ''), family_name, nullif(given_name, '')) as name
    from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date)
    where wants_mail and email <> '' and lower(email) not in (select address from undeliverable_addresses(${scope.now})) order by number limit 1`
  return { ...exampleReader(locale), ...row }
}

export type AnnouncementReach = Readonly<{
  /** Members whom the rules choose. */
  members: number
  /** Of them, those who want news and whom mail reaches, each address once. */
  reached: number
}>

/** Whom an announcement would reach now (届く人数). */
export async function reachOf(scope: Scope, rules: MemberRules): Promise<AnnouncementReach> {
  const [row] = await scope.sql<AnnouncementReach>`
    select count(*)::integer as members,
      (count(distinct lower(email)) filter (where wants_mail and email <> ''
        and lower(email) not in (select address from undeliverable_addresses(${scope.now}))))::integer as reached
    from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date)`
  return row ?? { members: 0, reached: 0 }
}

export type AnnouncementOfList = Readonly<{
  id: string
  subject: string
  segment: string | null
  sourceCode: string
  writtenAt: Date
  writtenBy: string
  sentAt: Date | null
  sentBy: string | null
  recipients: number
  /** Recipients whose mail is still to be made. */
  unmade: number
  waiting: number
  sent: number
  failed: number
  leftOut: number
  /** New orders and seminar registrations with its source code since it was sent; those of its recipients among them. */
  answers: number
  answersOfRecipients: number
}>

/** Announcements, drafts first, then the newest; one of them where an id is given. Counts are of mails made, sent and given up. */
export const announcementsForList = (scope: Scope, id: string | null = null) => scope.sql<AnnouncementOfList>`
  select announcement.id, announcement.subject, segment.name as segment, announcement.source_code as "sourceCode",
    announcement.written_at as "writtenAt", announcement.written_by as "writtenBy", announcement.sent_at as "sentAt",
    announcement.sent_by as "sentBy", mails.recipients, mails.unmade, mails.waiting, mails.sent, mails.failed, mails.left_out as "leftOut",
    answer.all as answers, answer.ours as "answersOfRecipients"
  from announcement left join segment on segment.id = announcement.segment_id
  cross join lateral (
    select count(*)::integer as recipients,
      (count(*) filter (where recipient.outbox_id is null and not recipient.is_left_out))::integer as unmade,
      (count(*) filter (where not recipient.is_left_out and coalesce(mail.state, 'waiting') = 'waiting'))::integer as waiting,
      (count(*) filter (where mail.state = 'sent'))::integer as sent, (count(*) filter (where mail.state in ('failed', 'returned')))::integer as failed,
      (count(*) filter (where recipient.is_left_out))::integer as left_out
    from announcement_recipient as recipient left join outbox as mail on mail.id = recipient.outbox_id
    where recipient.announcement_id = announcement.id
  ) as mails
  cross join lateral (
    select count(*)::integer as all, (count(*) filter (where told.member_id is not null))::integer as ours
    from (
      select member_id from customer_order as ordered where announcement.source_code <> ''
        and ordered.source_code = announcement.source_code and ordered.ordered_on >= (announcement.sent_at at time zone 'Asia/Tokyo')::date
      union all
      select payer_id from seminar_order as applied where announcement.source_code <> ''
        and applied.source_code = announcement.source_code and applied.placed_at >= announcement.sent_at
    ) as brought left join announcement_recipient as told
      on told.announcement_id = announcement.id and told.member_id = brought.member_id
  ) as answer
  where ${id}::uuid is null or announcement.id = ${id}::uuid
  order by announcement.sent_at desc nulls first, announcement.written_at desc limit 200`

/** Whom an announcement may go to, and where its button may lead: offers on sale, seminars that take applications, codes in use. */
export async function announcementChoices(scope: Scope): Promise<AnnouncementChoices> {
  const sql = scope.sql<{ value: string; label: string }>
  return {
    segments: await sql`select id::text as value, name as label from segment where retired_at is null order by name`,
    offers: await sql`
      select offer.code as value, concat(publication.name, ' ', offer.name) as label
      from offer join publication on publication.id = offer.publication_id
      where offer.on_sale and offer.kind <> 'complimentary' order by publication.code, offer.units, offer.code`,
    seminars: await sql`
      select code as value, concat(code, ' ', title) as label from seminar where state = 'published' order by code`,
    sources: await sql`
      select code as value, concat(code, ' ', name) as label from source_code
      where ends_on is null or ends_on >= ${scope.today}::date order by code`,
  }
}
