import { queueMails } from "#app/notices/queue-mail.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { noticeMail, subjectFrom } from "#templates/mail/notice-mail.ts"
import { momentFor } from "#templates/paper.ts"

export type BriefingInvitation = Readonly<{
  memberId: string
  number: string
  reason: "joined" | "contact-changed"
  reasonOn: CalendarDate
}>

type Wanted = BriefingInvitation & { email: string; name: string; locale: "ja" | "en" }

type Briefing = {
  id: string
  code: string
  title: string
  title_english: string
  starts_at: Date
  room: string | null
  organization: string
  organization_code: string
  contact: string
}

const words = {
  ja: {
    subject: "操作説明会のご案内",
    dear: (name: string) => `${name} 様`,
    joined: "このたびはご契約いただき、ありがとうございます。はじめての方に、使い方をご説明する会を開いています。",
    "contact-changed":
      "ご担当が替わられたと承りました。新しくご担当になられた方に、使い方をご説明する会を開いています。",
    how: "参加は無料です。下のページからお申し込みください。",
    ...{ title: "説明会", when: "日時", where: "会場", link: "説明会に申し込む" },
  },
  en: {
    subject: "Invitation to our briefing",
    dear: (name: string) => `Dear ${name},`,
    joined: "Thank you for joining us. For those who are new we hold a briefing on how everything works.",
    "contact-changed":
      "We hear that you are the new contact person. For you we hold a briefing on how everything works.",
    how: "Please apply on the page below.",
    ...{ title: "Briefing", when: "When (Tokyo)", where: "Where", link: "Apply" },
  },
} as const

/**
 * 操作説明会への招待: members who opened their first contract, or whose contact person changed, within the organization's days are invited to
 * the next briefing that takes applications, once for each reason; who has a seat in one already, or wants no news, or whom mail does not reach, is not. A dry run
 * names them and does nothing.
 */
export async function inviteToBriefings(
  scope: Scope,
  input: Readonly<{ asOf: CalendarDate; dryRun: boolean }>,
): Promise<{ briefing: string | null; invited: readonly BriefingInvitation[] }> {
  const briefing = await nextBriefing(scope)
  if (briefing === null) return { briefing: null, invited: [] }
  const wanted = await whoIsInvited(scope, input.asOf)
  const invited = wanted.map(({ memberId, number, reason, reasonOn }) => ({ memberId, number, reason, reasonOn }))
  if (input.dryRun || wanted.length === 0) return { briefing: briefing.code, invited }
  await scope.sql`
    insert into briefing_invitation (organization_id, member_id, reason, reason_on, seminar_id, invited_at)
    select ${scope.organizationId}, given.*, ${briefing.id}::uuid, ${scope.now}
    from unnest(${wanted.map(({ memberId }) => memberId)}::uuid[], ${wanted.map(({ reason }) => reason)}::text[],
      ${wanted.map(({ reasonOn }) => reasonOn)}::date[]) as given on conflict do nothing`
  await queueMails(
    scope,
    wanted.map((one) => mailOf(one, briefing)),
  )
  await audit(scope, "invite-to-briefings", briefing.code, { count: wanted.length })
  return { briefing: briefing.code, invited }
}

/** The first briefing ahead that is open and has seats left; null where there is none. */
async function nextBriefing(scope: Scope): Promise<Briefing | null> {
  const [briefing] = await scope.sql<Briefing>`
    select seminar.id, seminar.code, title, title_english, held.starts_at, held.room, organization.name as organization,
      organization.code as organization_code, coalesce(nullif(contact, ''), organization.phone) as contact
    from seminar join organization on organization.id = seminar.organization_id
    cross join lateral (select min(starts_at) as starts_at, (array_agg(room.name order by seq))[1] as room
      from seminar_session as session left join room on room.id = room_id where seminar_id = seminar.id) as held
    where is_briefing and seminar.state = 'published' and coalesce(opens_at <= ${scope.now}, true)
      and coalesce(closes_at, held.starts_at) > ${scope.now} and held.starts_at > ${scope.now}
      and exists (select from seat_pool where seminar_id = seminar.id and taken < capacity + overbook)
    order by held.starts_at, seminar.code limit 1`
  return briefing ?? null
}

const whoIsInvited = (scope: Scope, asOf: CalendarDate) => scope.sql<Wanted>`
  with since as (
    select ${asOf}::date - coalesce((select briefing_days from seminar_setting), 60) as on
  ), cause as (
    select payer_id as member_id, 'joined' as reason, min(opened_on) as reason_on from contract group by payer_id
    union all
    select member_id, 'contact-changed', max(effective_on) from member_change
    where field in ('family_name', 'given_name') and applied_at is not null and withdrawn_at is null and effective_on <= ${asOf}::date
    group by member_id
  )
  select distinct on (member.id) member.id as "memberId", member.number, cause.reason, cause.reason_on::text as "reasonOn", member.email,
    concat_ws(' ', member.family_name, nullif(member.given_name, '')) as name, member.locale
  from cause cross join since join member on member.id = cause.member_id
  where cause.reason_on between since.on and ${asOf}::date and member.email <> '' and member.erased_at is null
    and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) and member.merged_into_id is null
    and coalesce((select said.is_given from member_consent as said where said.member_id = member.id and said.purpose = 'mail'
      order by said.recorded_at desc, said.id desc limit 1), true)
    -- A new name of a private person is a marriage, not another contact person.
    and (cause.reason = 'joined' or member.company_name <> '')
    and not exists (select from briefing_invitation as known where known.member_id = member.id and known.reason = cause.reason
      and known.reason_on = cause.reason_on)
    and not exists (select from registration join seminar on seminar.id = registration.seminar_id
      where registration.member_id = member.id and registration.state in ('held', 'confirmed') and seminar.is_briefing
        and (cause.reason = 'joined' or exists (select from seminar_session where seminar_id = seminar.id and ends_at > ${scope.now})))
  order by member.id, cause.reason_on desc, cause.reason`

function mailOf(one: Wanted, briefing: Briefing) {
  const say = words[one.locale]
  const title = (one.locale === "en" && briefing.title_english) || briefing.title
  const { subject, text, html } = noticeMail({
    ...{
      locale: one.locale,
      subject: subjectFrom(one.locale, briefing.organization, say.subject),
      greeting: say.dear(one.name),
    },
    paragraphs: [say[one.reason], say.how],
    table: [
      [say.title, title],
      [say.when, momentFor(one.locale, briefing.starts_at)],
      ...(briefing.room === null ? [] : [[say.where, briefing.room] as const]),
    ],
    link: {
      url: `${publicUrl()}/o/${briefing.organization_code}/seminars/${briefing.code}/apply?source=BRIEFING`,
      caption: say.link,
    },
    signature: [briefing.organization, briefing.contact],
  })
  return {
    ...{
      kind: "invitation",
      dedupeKey: `briefing:${one.memberId}:${one.reason}:${one.reasonOn}`,
      recipient: one.email,
    },
    ...{ subject, text, html, memberId: one.memberId },
  }
}
