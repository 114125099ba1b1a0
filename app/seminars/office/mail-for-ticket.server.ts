import type { MailToQueue } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { orderMailWords } from "#app/seminars/apply/order-mail-words.ts"
import { ticketPageUrl } from "#app/seminars/office/ticket-letters.server.ts"
import { noticeMail, subjectFrom } from "#templates/mail/notice-mail.ts"
import { momentFor } from "#templates/paper.ts"

type Row = {
  number: string
  issue_no: number
  token_sealed: string
  member_id: string | null
  email: string
  name: string
  locale: "ja" | "en"
  title: string
  starts_at: Date
  room: string | null
  organization: string
  organization_code: string
  contact: string
}

/** The mail that brings an attendee his own ticket (受講証): to who stands in, or after a reissue; none without an address. */
export async function mailForTicket(scope: Scope, registrationId: string): Promise<readonly MailToQueue[]> {
  const rows = await scope.sql<Row>`
    select registration.number, issue_no, token_sealed, registration.member_id, registration.email,
      concat_ws(' ', family_name, nullif(given_name, '')) as name, seminar_order.locale,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title, first.starts_at, first.room,
      case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization, organization.code as organization_code, coalesce(nullif(seminar.contact, ''), organization.phone) as contact
    from ticket join registration on registration.id = registration_id join seminar_order on seminar_order.id = order_id
    join seminar on seminar.id = registration.seminar_id join organization on organization.id = registration.organization_id
    cross join lateral (select starts_at, case seminar_order.locale when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end as room
      from seminar_session as session left join room on room.id = room_id
      where session.seminar_id = seminar.id order by starts_at limit 1) as first
    where registration_id = ${registrationId}::uuid and revoked_at is null and registration.email <> ''`
  return rows.map((row) => {
    const say = orderMailWords[row.locale]
    const { subject, text, html } = noticeMail({
      ...{
        locale: row.locale,
        subject: subjectFrom(row.locale, row.organization, say.ticketSubject),
        greeting: say.dear(row.name),
      },
      paragraphs: [say.ticketBody],
      table: [
        [say.seminar, row.title],
        [say.ticket, row.number],
        [say.when, momentFor(row.locale, row.starts_at)],
        ...(row.room === null ? [] : [[say.where, row.room] as const]),
      ],
      link: { url: ticketPageUrl(row.organization_code, unseal(row.token_sealed)), caption: say.ticketLink },
      signature: [row.organization, row.contact],
    })
    return {
      ...{ kind: "seminar", dedupeKey: `seminar-ticket:${registrationId}:${row.issue_no}`, recipient: row.email },
      ...{ subject, text, html, memberId: row.member_id },
    }
  })
}
