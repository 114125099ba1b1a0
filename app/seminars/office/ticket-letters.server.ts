import { publicUrl } from "#app/platform/public-url.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { dateInJapanese, calendarDate } from "#app/values/calendar.ts"
import { formatPostalCode } from "#app/values/text.ts"
import { instantInTokyo, momentInJapanese } from "#templates/paper.ts"
import { type Letter, letterPdf } from "#templates/pdf/letter-pdf.ts"

type Row = {
  number: string
  name: string
  company: string
  postal_code: string
  address: readonly string[]
  title: string
  starts_at: Date
  ends_at: Date | null
  way: keyof typeof payment
  room: string | null
  room_address: string | null
  organization: string
  organization_code: string
  organization_address: string
  contact: string
  owed_yen: number
  issue_no: number
  is_reissue: boolean
  token_sealed: string
}

/**
 * 受講証 of an order as one PDF, a window letter for each attendee with his QR code; tickets that are not there yet are made. Given
 * again it is the same ticket. Refuses: unknown-order (nobody confirmed).
 */
export async function ticketsForOrder(scope: Scope, orderId: string): Promise<Buffer> {
  await issueTickets(scope, [orderId])
  const letters = await ticketLetters(scope, [orderId])
  if (letters.length === 0) throw refuse("unknown-order")
  return letterPdf(letters, scope.now)
}

/** The letters of everybody on these orders who has a ticket, in the order of the orders' numbers. */
export async function ticketLetters(scope: Scope, orderIds: readonly string[]): Promise<readonly Letter[]> {
  const rows = await scope.sql<Row>`
    select registration.number, concat_ws(' ', registration.family_name, nullif(registration.given_name, '')) as name,
      concat_ws(' ', nullif(registration.company_name, ''), nullif(registration.department, '')) as company,
      address.postal_code, address.lines as address, seminar.title, first.starts_at,
      case when first.sessions = 1 then first.ends_at end as ends_at, way, first.room, first.room_address,
      organization.name as organization, organization.code as organization_code, organization.address as organization_address,
      coalesce(nullif(seminar.contact, ''), organization.phone) as contact, ticket.issue_no, ticket.is_reissue, ticket.token_sealed,
      greatest(total_yen - coalesce(position.deferred_yen + position.recognised_yen, 0), 0) + coalesce(position.receivable_yen, 0)::bigint as owed_yen
    from registration join seminar_order on seminar_order.id = order_id join seminar on seminar.id = registration.seminar_id
    join ticket on ticket.registration_id = registration.id and ticket.revoked_at is null
    join organization on organization.id = registration.organization_id left join seminar_position as position on position.order_id = seminar_order.id
    cross join lateral postal_address_of_order(seminar_order.organization_id, seminar_order.id) as address
    cross join lateral (select starts_at, ends_at, room.name as room, room.address as room_address,
        count(*) over () as sessions from seminar_session as session
      left join room on room.id = room_id where session.seminar_id = seminar.id order by seq limit 1) as first
    where registration.order_id = any(${[...orderIds]}::uuid[]) and registration.state = 'confirmed'
    order by seminar_order.number, registration.seq`
  return rows.map((row) => letterOf(row, scope.today))
}

/** In capitals a QR code takes the address in its dense alphanumeric mode. */
export const ticketUrl = (organization: string, token: string): string =>
  `${publicUrl()}/t/${organization}/${token}`.toUpperCase()

/** What is still to be paid, and how. */
const payment = { invoice: "お支払い(請求書)", onsite: "当日のお支払い", card: "お支払い", free: "お支払い" } as const

const letterOf = (row: Row, today: string): Letter => ({
  address: {
    postalCode: row.postal_code === "" ? "" : formatPostalCode(row.postal_code),
    lines: [...row.address, row.company].filter(Boolean),
    name: `${row.name} 様`,
  },
  sender: [row.organization, row.organization_address, row.contact].filter(Boolean),
  reference: [
    `受講番号 ${row.number}`,
    ...(row.issue_no > 1 ? [`第${row.issue_no}版`] : []),
    dateInJapanese(calendarDate(today)),
  ],
  title: row.is_reissue ? "受講証(再発行)" : "受講証",
  greeting: "お申し込みいただき、ありがとうございます。当日はこの受講証を受付でお見せください。",
  paragraphs: [],
  table: [
    ["セミナー", row.title],
    [
      "開催日時",
      `${momentInJapanese(row.starts_at)}${row.ends_at === null ? "" : `〜${instantInTokyo(row.ends_at).slice(11)}`}`,
    ],
    ...(row.room === null ? [] : [["会場", `${row.room} ${row.room_address ?? ""}`.trim()] as const]),
    ["受講者", `${row.name} 様`],
    ...(row.owed_yen > 0 ? [[payment[row.way], `${row.owed_yen.toLocaleString("ja-JP")}円`] as const] : []),
  ],
  link: { url: ticketUrl(row.organization_code, unseal(row.token_sealed)), caption: "受付用QRコード" },
  footer: "ご欠席・代理の方がお越しの場合は、事前にご連絡ください。",
})
