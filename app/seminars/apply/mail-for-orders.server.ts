import { type Wordings, wordingsInForce } from "#app/notices/wordings-in-force.server.ts"
import type { MailToQueue } from "#app/notices/queue-mail.server.ts"
import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { signed } from "#app/platform/seal.server.ts"
import { type OrderMailKind, orderMailWords } from "#app/seminars/apply/order-mail-words.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { momentFor } from "#templates/paper.ts"
import { subjectFrom } from "#templates/mail/notice-mail.ts"

type Row = {
  id: string
  number: string
  locale: "ja" | "en"
  state: string
  email: string
  name: string
  payer_id: string | null
  title: string
  starts_at: Date | null
  room: string | null
  join_url: string
  party: number
  total_yen: number
  way: string
  due_on: string | null
  invoice: string | null
  /** 締日 of a payer whose invoices are combined. */
  closing_day: number | null
  held_until: Date | null
  contact: string
  organization: string
  organization_code: string
  phone: string
  events: number
  reason: string
  refund_yen: number
  is_to_card: boolean
}

/** The page of an order, for its applicant alone. */
export const orderPageUrl = (organization: string, orderId: string): string =>
  `${publicUrl()}/o/${organization}/seminar-orders/${signed("seminar-order", orderId)}`

/** The mails that tell applicants what became of their orders, in the language of each; each news of an order goes out once. */
export async function mailForOrders(
  scope: Scope,
  orderIds: readonly string[],
  kind: OrderMailKind,
): Promise<readonly MailToQueue[]> {
  const rows = await scope.sql<Row>`
    select seminar_order.id, seminar_order.number, seminar_order.locale, seminar_order.state, form->'payer'->>'email' as email,
      concat_ws(' ', form->'payer'->>'familyName', form->'payer'->>'givenName') as name, payer_id,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      first.starts_at, first.room, coalesce(first.join_url, '') as join_url, seminar_order.party, total_yen, way, due_on, held_until,
      (select min(paper.number) from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
        where line.seminar_order_id = seminar_order.id and paper.kind = 'invoice') as invoice,
      case way when 'invoice' then (select closing_day from payer_terms where member_id = payer_id) end as closing_day,
      seminar.contact, case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name)
        else organization.name end as organization, organization.code as organization_code, organization.phone,
      (select count(*)::integer from registration_event join registration on registration.id = registration_id
        where registration.order_id = seminar_order.id) as events, call_off_reason as reason, coalesce(owed.yen, 0)::bigint as refund_yen,
      coalesce(owed.is_to_card, false) as is_to_card
    from seminar_order join seminar on seminar.id = seminar_order.seminar_id
    join organization on organization.id = seminar_order.organization_id
    left join lateral (
      select starts_at, join_url,
        case seminar_order.locale when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end as room
      from seminar_session as session left join room on room.id = session.room_id
      where session.seminar_id = seminar.id order by starts_at limit 1
    ) as first on true
    left join lateral (
      select sum(amount_yen) as yen, bool_and(exists (select from card_refund where seminar_refund_number = seminar_refund.number
        and state <> 'failed')) as is_to_card
      from seminar_refund where order_id = seminar_order.id and paid_on is null
    ) as owed on true
    where seminar_order.id = any(${orderIds}::uuid[]) and coalesce(form->'payer'->>'email', '') <> ''
    order by seminar_order.id`
  const wordings = await wordingsInForce(scope)
  return rows.map((row) => mailOf(row, kind, wordings))
}

const isEnd = (kind: OrderMailKind) => kind === "cancelled" || kind === "called-off" || kind === "too-late"

function valuesOf(row: Row) {
  const moment = (at: Date | null) => (at === null ? "" : momentFor(row.locale, at))
  return {
    ...{ member_name: row.name, order_number: row.number, seminar: row.title, room: row.room ?? "" },
    ...{ starts_at: moment(row.starts_at), until: moment(row.held_until) },
  }
}

function mailOf(row: Row, kind: OrderMailKind, wordings: Wordings): MailToQueue {
  const say = orderMailWords[row.locale]
  const isOnline = row.join_url !== "" && kind === "confirmed"
  const table: (readonly [string, string])[] = [
    [say.seminar, row.title],
    [say.number, row.number],
    [say.when, row.starts_at === null ? "" : momentFor(row.locale, row.starts_at)],
    ...(row.room === null ? [] : [[say.where, row.room] as const]),
    [say.people, say.persons(row.party)],
    ...(row.total_yen === 0 ? [] : [[say.total, say.yen(row.total_yen)] as const]),
    ...(kind === "offer" && row.held_until ? [[say.until, momentFor(row.locale, row.held_until)] as const] : []),
    ...(kind === "confirmed" && row.due_on ? [[say.due, say.day(calendarDate(row.due_on))] as const] : []),
    ...(kind === "confirmed" && row.invoice ? [[say.invoice, say.invoiceHow(row.invoice)] as const] : []),
    ...(kind === "confirmed" && !row.invoice && row.closing_day !== null && row.total_yen > 0
      ? [[say.invoice, say.invoiceAtClosing(row.closing_day)] as const]
      : []),
    ...(isOnline ? [[say.online, say.onlineHow] as const] : []),
    ...(row.refund_yen > 0 && isEnd(kind)
      ? [[say.refund, (row.is_to_card ? say.refundToCard : say.refundByBank)(row.refund_yen)] as const]
      : []),
  ]
  const mail = wordings.mail(
    { kind: `seminar-${kind}`, values: valuesOf(row) },
    {
      ...{
        locale: row.locale,
        subject: subjectFrom(row.locale, row.organization, say.subject[kind]),
        greeting: say.dear(row.name),
      },
      paragraphs: [say.body[kind], ...(kind === "called-off" && row.reason !== "" ? [row.reason] : [])],
      table,
      link: { url: orderPageUrl(row.organization_code, row.id), caption: say.link[kind] },
      signature: [row.organization, row.contact || row.phone],
    },
  )
  return {
    ...{ kind: "seminar", dedupeKey: `seminar-${kind}:${row.id}:${row.events}:${row.held_until?.toISOString() ?? ""}` },
    ...{ ...mail, recipient: row.email, memberId: row.payer_id },
  }
}
