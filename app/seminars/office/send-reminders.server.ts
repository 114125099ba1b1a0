import { type Wordings, wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { orderPageUrl } from "#app/seminars/apply/mail-for-orders.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { subjectFrom } from "#templates/mail/notice-mail.ts"
import { momentFor } from "#templates/paper.ts"

type Row = {
  id: string
  seminar_id: string
  is_online: boolean
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
    select registration.id, registration.seminar_id, held.is_online, order_id, member_id, registration.email, concat_ws(' ', family_name, nullif(given_name, '')) as name, seminar_order.locale,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title, held.starts_at, held.room,
      coalesce(nullif(contact, ''), organization.phone) as contact,
      case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization,
      organization.code as organization_code, (held.starts_at at time zone 'Asia/Tokyo')::date - ${asOf}::date as days
    from registration join seminar_order on seminar_order.id = order_id join seminar on seminar.id = registration.seminar_id
    join organization on organization.id = registration.organization_id
    cross join lateral (select starts_at, mode = 'online' as is_online,
        case seminar_order.locale when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end as room
      from seminar_session as session left join room on room.id = room_id
      where session.seminar_id = seminar.id order by starts_at limit 1) as held
    where seminar.state in ('published', 'closed') and registration.state = 'confirmed' and allows_reminder and registration.email <> ''
      and (held.starts_at at time zone 'Asia/Tokyo')::date - ${asOf}::date = any(seminar.reminder_days)
    order by registration.id`
  const wordings = await wordingsInForce(scope)
  const queued = await queueMails(
    scope,
    rows.map((row) => mailOf(row, wordings)),
  )
  return {
    seminars: new Set(rows.map(({ seminar_id }) => seminar_id)).size,
    mails: queued.filter((id) => id !== null).length,
  }
}

const reminderWords = {
  ja: {
    subject: (title: string) => `「${title}」開催のお知らせ`,
    dear: (name: string) => `${name} 様`,
    when: (title: string, days: number) => {
      if (days > 1) return `お申し込みいただいた「${title}」の開催まで、あと${days}日となりました。`
      return `お申し込みいただいた「${title}」は、${days === 0 ? "本日" : "明日"}開催です。`
    },
    onsite: "受講証をご用意のうえ、お越しください。",
    online: "お一人ずつの参加URLは下のページにあります。",
    ...{ starts: "開催日時", room: "会場", link: "受講証・ご案内" },
  },
  en: {
    subject: (title: string) => `Reminder: ${title}`,
    dear: (name: string) => `Dear ${name},`,
    when: (title: string, days: number) =>
      `${title} takes place ${days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`}. `,
    onsite: "Please have your ticket ready.",
    online: "Your own link to take part is on the page below.",
    ...{ starts: "When (Tokyo)", room: "Where", link: "Ticket and details" },
  },
} as const

function mailOf(row: Row, wordings: Wordings) {
  const say = reminderWords[row.locale]
  const values = {
    ...{ member_name: row.name, seminar: row.title, room: row.room ?? "", days: row.days },
    starts_at: momentFor(row.locale, row.starts_at),
  }
  const mail = wordings.mail(
    { kind: "seminar-reminder", values },
    {
      locale: row.locale,
      subject: subjectFrom(row.locale, row.organization, say.subject(row.title)),
      greeting: say.dear(row.name),
      paragraphs: [`${say.when(row.title, row.days)}${row.is_online ? say.online : say.onsite}`],
      table: [
        [say.starts, momentFor(row.locale, row.starts_at)],
        ...(row.room === null ? [] : [[say.room, row.room] as const]),
      ],
      link: { url: orderPageUrl(row.organization_code, row.order_id), caption: say.link },
      signature: [row.organization, row.contact],
    },
  )
  return {
    ...{ kind: "seminar", dedupeKey: `seminar-reminder:${row.id}:${row.days}`, recipient: row.email },
    ...{ ...mail, memberId: row.member_id },
  }
}
