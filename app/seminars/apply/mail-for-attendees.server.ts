import type { MailToQueue } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { orderMailWords } from "#app/seminars/apply/order-mail-words.ts"
import { noticeMail, subjectFrom } from "#templates/mail/notice-mail.ts"
import { momentFor } from "#templates/paper.ts"

type Row = {
  id: string
  member_id: string | null
  email: string
  name: string
  locale: "ja" | "en"
  title: string
  starts_at: Date | null
  reason: string
  organization: string
  contact: string
}

/** The mails that tell attendees of a seminar called off; the applicant has his own, and each address of an order hears it once. */
export async function mailForAttendees(scope: Scope, orderIds: readonly string[]): Promise<readonly MailToQueue[]> {
  const rows = await scope.sql<Row>`
    select distinct on (seminar_order.id, lower(registration.email)) registration.id, registration.member_id, registration.email,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, seminar_order.locale,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      (select min(starts_at) from seminar_session where seminar_session.seminar_id = seminar.id) as starts_at, call_off_reason as reason,
      case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name)
        else organization.name end as organization, coalesce(nullif(seminar.contact, ''), organization.phone) as contact
    from registration join seminar_order on seminar_order.id = order_id join seminar on seminar.id = registration.seminar_id
    join organization on organization.id = registration.organization_id
    where order_id = any(${[...orderIds]}::uuid[]) and registration.email <> '' and registration.state in ('held', 'confirmed')
      and lower(registration.email) <> lower(coalesce(form->'payer'->>'email', ''))
    order by seminar_order.id, lower(registration.email), registration.seq`
  return rows.map((row) => {
    const say = orderMailWords[row.locale]
    const { subject, text, html } = noticeMail({
      ...{
        locale: row.locale,
        subject: subjectFrom(row.locale, row.organization, say.subject["called-off"]),
        greeting: say.dear(row.name),
      },
      paragraphs: [say.attendeeCalledOff, ...(row.reason === "" ? [] : [row.reason])],
      table: [
        [say.seminar, row.title],
        ...(row.starts_at === null ? [] : [[say.when, momentFor(row.locale, row.starts_at)] as const]),
      ],
      ...{ link: null, signature: [row.organization, row.contact] },
    })
    return {
      ...{ kind: "seminar", dedupeKey: `seminar-called-off:${row.id}`, recipient: row.email },
      ...{ subject, text, html, memberId: row.member_id },
    }
  })
}
