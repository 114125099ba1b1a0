import { publicUrl } from "#app/platform/public-url.server.ts"
import { instantOf } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { formatPostalCode } from "#app/values/text.ts"
import { formatYen } from "#app/values/yen.ts"
import { instantInTokyo, momentFor } from "#templates/paper.ts"
import { type Letter, letterPdf } from "#templates/pdf/letter-pdf.ts"

type Session = {
  /** Seconds since 1970. */
  starts_at: number
  ends_at: number
  room: string | null
  room_address: string | null
  is_online: boolean
}

type Row = {
  locale: "ja" | "en"
  number: string
  name: string
  company: string
  postal_code: string
  address: readonly string[]
  title: string
  sessions: readonly Session[]
  way: "invoice" | "onsite" | "card" | "free"
  party: number
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
    select seminar_order.locale, registration.number, concat_ws(' ', registration.family_name, nullif(registration.given_name, '')) as name,
      concat_ws(' ', nullif(registration.company_name, ''), nullif(registration.department, '')) as company,
      address.postal_code, address.lines as address, held.sessions, way, party,
      case seminar_order.locale when 'en' then coalesce(nullif(seminar.title_english, ''), seminar.title) else seminar.title end as title,
      case seminar_order.locale when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization, organization.code as organization_code, organization.address as organization_address,
      coalesce(nullif(seminar.contact, ''), organization.phone) as contact, ticket.issue_no, ticket.is_reissue, ticket.token_sealed,
      greatest(total_yen - coalesce(position.deferred_yen + position.recognised_yen, 0), 0) + coalesce(position.receivable_yen, 0)::bigint as owed_yen
    from registration join seminar_order on seminar_order.id = order_id join seminar on seminar.id = registration.seminar_id
    join ticket on ticket.registration_id = registration.id and ticket.revoked_at is null
    join organization on organization.id = registration.organization_id left join seminar_position as position on position.order_id = seminar_order.id
    cross join lateral postal_address_of_order(seminar_order.organization_id, seminar_order.id) as address
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('starts_at', extract(epoch from starts_at), 'ends_at', extract(epoch from ends_at), 'room_address', room.address,
        'room', case seminar_order.locale when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end,
        'is_online', mode = 'online') order by starts_at), '[]') as sessions
      from seminar_session as session left join room on room.id = room_id where session.seminar_id = seminar.id
    ) as held
    where registration.order_id = any(${[...orderIds]}::uuid[]) and registration.state = 'confirmed'
    order by seminar_order.number, registration.seq`
  return rows.map((row) => letterOf(row, scope.today))
}

/** The page of a ticket, to click. */
export const ticketPageUrl = (organization: string, token: string): string =>
  `${publicUrl()}/t/${organization}/${token}`

/** In capitals a QR code takes the address in its dense alphanumeric mode. */
export const ticketUrl = (organization: string, token: string): string =>
  ticketPageUrl(organization, token).toUpperCase()

const ticketWords = {
  ja: {
    ...{
      dear: (name: string) => `${name} 様`,
      number: "受講番号",
      edition: (no: number) => `第${no}版`,
      date: dateInJapanese,
    },
    ...{
      ticket: "受講証",
      reissue: "受講証(再発行)",
      seminar: "セミナー",
      when: "開催日時",
      where: "会場",
      attendee: "受講者",
    },
    greeting: "お申し込みいただき、ありがとうございます。当日はこの受講証を受付でお見せください。",
    // What is still to be paid, and how.
    ...{
      invoice: "お支払い(請求書)",
      onsite: "当日のお支払い",
      card: "お支払い",
      free: "お支払い",
      online: "オンライン",
    },
    yen: (amount: number, party: number) => `${formatYen(amount)}円${party > 1 ? `(お申し込みの${party}名分)` : ""}`,
    until: "〜",
    caption: "受付用QRコード",
    footer: "ご欠席・代理の方がお越しの場合は、事前にご連絡ください。",
  },
  en: {
    ...{ dear: (name: string) => name, number: "No.", edition: (no: number) => `Issue ${no}`, date: dateInEnglish },
    ...{
      ticket: "Ticket",
      reissue: "Ticket (reissued)",
      seminar: "Seminar",
      when: "When (Tokyo)",
      where: "Where",
      attendee: "Attendee",
    },
    greeting: "Thank you for applying. Please show this ticket at the door.",
    ...{ invoice: "To pay (invoice)", onsite: "To pay at the door", card: "To pay", free: "To pay", online: "Online" },
    yen: (amount: number, party: number) =>
      `¥${formatYen(amount)}${party > 1 ? ` (for all ${party} of the application)` : ""}`,
    until: "–",
    caption: "QR code for the door",
    footer: "If you cannot come, or somebody comes in your place, please tell us beforehand.",
  },
} as const

const whenLines = (row: Row) =>
  row.sessions.map(({ starts_at, ends_at }) => {
    const say = ticketWords[row.locale]
    return `${momentFor(row.locale, instantOf(starts_at))}${say.until}${instantInTokyo(instantOf(ends_at)).slice(11)}`
  })

/** Each place once, in the order of the sessions. */
const whereLines = (row: Row) => {
  const places = row.sessions.map(({ room, room_address, is_online }) =>
    room === null ? (is_online ? ticketWords[row.locale].online : "") : `${room} ${room_address ?? ""}`.trim(),
  )
  return [...new Set(places)].filter((place) => place !== "")
}

function letterOf(row: Row, today: CalendarDate): Letter {
  const say = ticketWords[row.locale]
  const where = whereLines(row)
  return {
    locale: row.locale,
    address: {
      postalCode: row.postal_code === "" ? "" : formatPostalCode(row.postal_code),
      lines: [...row.address, row.company].filter(Boolean),
      name: say.dear(row.name),
    },
    sender: [row.organization, row.organization_address, row.contact].filter(Boolean),
    reference: [
      `${say.number} ${row.number}`,
      ...(row.issue_no > 1 ? [say.edition(row.issue_no)] : []),
      say.date(today),
    ],
    title: row.is_reissue ? say.reissue : say.ticket,
    greeting: say.greeting,
    paragraphs: [],
    table: [
      [say.seminar, row.title],
      [say.when, whenLines(row).join("\n")],
      ...(where.length === 0 ? [] : [[say.where, where.join("\n")] as const]),
      [say.attendee, say.dear(row.name)],
      ...(row.owed_yen > 0 ? [[say[row.way], say.yen(row.owed_yen, row.party)] as const] : []),
    ],
    link: { url: ticketUrl(row.organization_code, unseal(row.token_sealed)), caption: say.caption },
    footer: say.footer,
  }
}
