import type { MailToQueue } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { attendeePageUrl } from "#app/seminars/office/attendee-page-url.server.ts"
import { noticeMail, subjectFrom } from "#templates/mail/notice-mail.ts"

type Row = {
  serial: string
  registration_id: string
  member_id: string | null
  email: string
  name: string
  locale: "ja" | "en"
  title: string
  organization: string
  organization_code: string
  contact: string
}

const words = {
  ja: {
    subject: "修了証をお届けします",
    dear: (name: string) => `${name} 様`,
    body: "講座の修了、おめでとうございます。修了証は下のページからお受け取りください。",
    ...{ seminar: "講座", serial: "番号", link: "修了証を受け取る" },
  },
  en: {
    subject: "Your certificate",
    dear: (name: string) => `Dear ${name},`,
    body: "Congratulations on completing the seminar. Your certificate is on the page below.",
    ...{ seminar: "Seminar", serial: "Number", link: "Get the certificate" },
  },
} as const

/** The mails that bring certificates (修了証) to who has a mail address, each once; those of orders by post go out as letters. */
export async function mailForCertificates(scope: Scope, serials: readonly string[]): Promise<readonly MailToQueue[]> {
  const rows = await scope.sql<Row>`
    select serial, registration.id as registration_id, registration.member_id, registration.email,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, seminar_order.locale,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization, organization.code as organization_code, coalesce(nullif(seminar.contact, ''), organization.phone) as contact
    from certificate join registration on registration.id = registration_id join seminar_order on seminar_order.id = order_id
    join seminar on seminar.id = registration.seminar_id join organization on organization.id = registration.organization_id
    where serial = any(${[...serials]}::text[]) and registration.email <> '' order by serial`
  return rows.map((row) => {
    const say = words[row.locale]
    const { subject, text, html } = noticeMail({
      ...{
        locale: row.locale,
        subject: subjectFrom(row.locale, row.organization, say.subject),
        greeting: say.dear(row.name),
      },
      ...{ paragraphs: [say.body], signature: [row.organization, row.contact] },
      table: [
        [say.seminar, row.title],
        [say.serial, row.serial],
      ],
      link: { url: attendeePageUrl(row.organization_code, row.registration_id), caption: say.link },
    })
    return {
      ...{ kind: "seminar", dedupeKey: `seminar-certificate:${row.serial}`, recipient: row.email },
      ...{ subject, text, html, memberId: row.member_id },
    }
  })
}
