import { queueMails } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { orderPageUrl } from "#app/seminars/apply/mail-for-orders.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { noticeMail } from "#templates/mail/notice-mail.ts"
import { instantInTokyo } from "#templates/paper.ts"

type Row = {
  id: string
  order_id: string
  member_id: string | null
  email: string
  name: string
  locale: "ja" | "en"
  title: string
  starts_at: Date
  room: string | null
  contact: string
  organization: string
  organization_code: string
  days: number
}

/**
 * Reminds those who come (開催リマインド): each confirmed attendee with a mail address who did not say no, on the days before that the
 * seminar names, once for each such day however often it runs.
 */
export async function sendReminders(scope: Scope, asOf: CalendarDate): Promise<{ seminars: number; mails: number }> {
  const rows = await scope.sql<Row>`
    select registration.id, order_id, member_id, registration.email, concat_ws(' ', family_name, nullif(given_name, '')) as name, seminar_order.locale,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title, held.starts_at, held.room,
      coalesce(nullif(contact, ''), organization.phone) as contact, organization.name as organization,
      organization.code as organization_code, (held.starts_at at time zone 'Asia/Tokyo')::date - ${asOf}::date as days
    from registration join seminar_order on seminar_order.id = order_id join seminar on seminar.id = registration.seminar_id
    join organization on organization.id = registration.organization_id
    cross join lateral (select starts_at, room.name as room from seminar_session as session left join room on room.id = room_id
      where session.seminar_id = seminar.id order by starts_at limit 1) as held
    where seminar.state in ('published', 'closed') and registration.state = 'confirmed' and allows_reminder and registration.email <> ''
      and (held.starts_at at time zone 'Asia/Tokyo')::date - ${asOf}::date = any(seminar.reminder_days)
    order by registration.id`
  const queued = await queueMails(scope, rows.map(mailOf))
  return { seminars: new Set(rows.map(({ title }) => title)).size, mails: queued.filter((id) => id !== null).length }
}

function mailOf(row: Row) {
  const isJapanese = row.locale === "ja"
  const { subject, text, html } = noticeMail({
    locale: row.locale,
    subject: isJapanese
      ? `【${row.organization}】「${row.title}」開催のお知らせ`
      : `[${row.organization}] Reminder: ${row.title}`,
    greeting: isJapanese ? `${row.name} 様` : `Dear ${row.name},`,
    paragraphs: [
      isJapanese
        ? `お申し込みいただいた「${row.title}」の開催まで、あと${row.days}日となりました。受講証をご用意のうえ、お越しください。`
        : `${row.title} takes place in ${row.days} days. Please have your ticket ready.`,
    ],
    table: [
      [isJapanese ? "開催日時" : "When (Tokyo)", instantInTokyo(row.starts_at)],
      ...(row.room === null ? [] : [[isJapanese ? "会場" : "Where", row.room] as const]),
    ],
    link: {
      url: orderPageUrl(row.organization_code, row.order_id),
      caption: isJapanese ? "受講証・ご案内" : "Ticket and details",
    },
    signature: [row.organization, row.contact],
  })
  return {
    ...{ kind: "seminar", dedupeKey: `seminar-reminder:${row.id}:${row.days}`, recipient: row.email },
    ...{ subject, text, html, memberId: row.member_id },
  }
}
