import { queueMails } from "#app/notices/queue-mail.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { attendeePageUrl } from "#app/seminars/office/attendee-page-url.server.ts"
import { offerPath, offersForAttendees } from "#app/seminars/surveys/offer-for-attendees.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { noticeMail, subjectFrom } from "#templates/mail/notice-mail.ts"

type Row = {
  id: string
  member_id: string | null
  email: string
  name: string
  locale: "ja" | "en"
  title: string
  serial: string | null
  has_survey: boolean
  organization: string
  organization_code: string
  contact: string
}

const words = {
  ja: {
    subject: "ご参加ありがとうございました",
    dear: (name: string) => `${name} 様`,
    thanks: (title: string) => `先日は「${title}」にご参加いただき、ありがとうございました。`,
    survey: "よりよい講座にするため、1分ほどのアンケートにご協力ください(下のページ、ログイン不要)。",
    certificate: "修了証は下のページからお受け取りいただけます。",
    ...{ seminar: "セミナー", number: "修了証", link: "アンケート・修了証", offer: "ご案内" },
    offerText: (title: string) => `講座と関わりの深い「${title}」を、この機会にぜひご覧ください。`,
  },
  en: {
    subject: "Thank you for coming",
    dear: (name: string) => `Dear ${name},`,
    thanks: (title: string) => `Thank you for attending ${title}.`,
    survey: "A survey of one minute is on the page below; no sign-in is needed.",
    certificate: "Your certificate is on the page below.",
    ...{ seminar: "Seminar", number: "Certificate", link: "Survey and certificate", offer: "For you" },
    offerText: (title: string) => `You may like ${title}, which is close to the seminar.`,
  },
} as const

/**
 * 開催後のご案内: thanks to everybody who came, with his 修了証 if he has one, the survey, and what he is offered; once for each attendee, from
 * so many days after the last session on, for a month. A dry run queues nothing.
 */
export async function sendCompletionMails(
  scope: Scope,
  input: Readonly<{ asOf: CalendarDate; dryRun: boolean }>,
): Promise<{ seminars: number; mails: number; offers: number }> {
  const rows = await scope.sql<Row & { seminar_id: string }>`
    with over as (
      select seminar.id, (max(ends_at) at time zone 'Asia/Tokyo')::date as last_on
      from seminar join seminar_session on seminar_id = seminar.id
      where seminar.state in ('published', 'closed', 'finished') group by seminar.organization_id, seminar.id
      having (max(ends_at) at time zone 'Asia/Tokyo')::date between ${input.asOf}::date - 30
        and ${input.asOf}::date - coalesce((select completion_days from seminar_setting), 1)
    )
    select registration.id, registration.seminar_id, registration.member_id, registration.email,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, seminar_order.locale,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      (select serial from certificate where registration_id = registration.id and revoked_at is null) as serial, has_survey,
      case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization, organization.code as organization_code, coalesce(nullif(seminar.contact, ''), organization.phone) as contact
    from over join seminar on seminar.id = over.id join registration on registration.seminar_id = over.id
    join seminar_order on seminar_order.id = order_id join organization on organization.id = registration.organization_id
    where registration.state = 'confirmed' and registration.email <> ''
      and exists (select from attendance where registration_id = registration.id and status <> 'absent')
      and not exists (select from outbox where dedupe_key = 'seminar-done:' || registration.id)
    order by registration.id`
  const offers = new Map(
    (await offersForAttendees(scope, rows.map(({ id }) => id))).map((offer) => [offer.registrationId, offer]), // prettier-ignore
  )
  if (!input.dryRun)
    await queueMails(
      scope,
      rows.map((row) => mailOf(row, offers.get(row.id) ?? null)),
    )
  return { seminars: new Set(rows.map(({ seminar_id }) => seminar_id)).size, mails: rows.length, offers: offers.size }
}

function mailOf(row: Row, offer: Readonly<{ code: string; title: string; source: string }> | null) {
  const say = words[row.locale]
  const offerUrl = offer === null ? "" : `${publicUrl()}${offerPath(row.organization_code, offer)}`
  const { subject, text, html } = noticeMail({
    ...{
      locale: row.locale,
      subject: subjectFrom(row.locale, row.organization, say.subject),
      greeting: say.dear(row.name),
    },
    paragraphs: [
      say.thanks(row.title),
      ...(row.serial === null ? [] : [say.certificate]),
      ...(row.has_survey ? [say.survey] : []),
      ...(offer === null ? [] : [`${say.offerText(offer.title)}\n${offerUrl}`]),
    ],
    table: [[say.seminar, row.title], ...(row.serial === null ? [] : [[say.number, row.serial] as const])],
    link:
      row.has_survey || row.serial !== null
        ? { url: attendeePageUrl(row.organization_code, row.id), caption: say.link }
        : null,
    signature: [row.organization, row.contact],
  })
  return {
    // With an offer it is advertising, too, and says how to stop that.
    ...{ kind: offer === null ? "seminar" : "campaign" },
    ...{ dedupeKey: `seminar-done:${row.id}`, recipient: row.email },
    ...{ subject, text, html, memberId: row.member_id },
  }
}
