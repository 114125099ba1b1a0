import { type DueToInvoice, dueOnBy, type TermsRow } from "#app/billing/papers/due-to-invoice.ts"
import type { PaperLine } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, calendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"

type Row = TermsRow & {
  id: string
  number: string
  payer_id: string
  payer_number: string
  locale: "ja" | "en"
  unit_yen: number
  total_yen: number
  rate: number
  due_on: string | null
  kept_yen: number
  /** A cancellation fee has the rate of the day when it was kept. */
  kept_rate: number
  title: string
  fee: string
  first_on: string
  last_on: string
}

/**
 * Seminar orders to be paid by invoice that no invoice asks for yet (受講料の請求), with the lines that bill each: the fee of who attends, and
 * what is kept of who was cancelled (キャンセル料). With a payer's closing day those confirmed up to it go together. `orderId` asks for one
 * order, as if it closed today.
 */
export async function seminarOrdersToInvoice(
  scope: Scope,
  asOf: CalendarDate,
  orderId: string | null = null,
): Promise<readonly DueToInvoice[]> {
  const rows = await scope.sql<Row>`
    select seminar_order.id, seminar_order.number, payer.id as payer_id, payer.number as payer_number, seminar_order.locale,
      unit_yen, total_yen, rate_of_fee(seminar_order.id) as rate, due_on, kept.yen as kept_yen, kept.rate as kept_rate,
      closing.closed_on, coalesce(terms.due_months, 0) as due_months, coalesce(terms.due_day, 31) as due_day,
      coalesce(setting.due_days, 30) as due_days,
      case seminar_order.locale when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      case seminar_order.locale when 'en' then coalesce(nullif(fee.name_english, ''), fee.name) else fee.name end as fee,
      held.first_on, held.last_on
    from seminar_order
    join seminar on seminar.id = seminar_order.seminar_id
    join fee_type as fee on fee.id = seminar_order.fee_type_id
    join member as payer on payer.id = seminar_order.payer_id
    left join seminar_position as position on position.order_id = seminar_order.id
    left join payer_terms as terms on terms.member_id = payer.id
    left join billing_setting as setting on setting.organization_id = seminar_order.organization_id
    cross join lateral (select closing_on(terms.closing_day, ${asOf}::date) as closed_on) as closing
    cross join lateral (
      select (min(starts_at) at time zone 'Asia/Tokyo')::date::text as first_on, (max(ends_at) at time zone 'Asia/Tokyo')::date::text as last_on
      from seminar_session where seminar_id = seminar.id
    ) as held
    cross join lateral (
      select coalesce(sum(net_yen + tax_yen), 0)::bigint as yen,
        tax_rate_on(seminar_order.tax_rate_percent, coalesce(max(effective_on), ${scope.today}::date)) as rate
      from seminar_movement where order_id = seminar_order.id and cause = 'fee-kept'
    ) as kept
    where seminar_order.way = 'invoice' and payer.erased_at is null
      and seminar_order.state in ('confirmed', 'cancelled')
      and greatest(total_yen - coalesce(position.deferred_yen + position.recognised_yen, 0), 0) + coalesce(position.receivable_yen, 0) > 0
      and (seminar_order.id = ${orderId}::uuid or (${orderId}::uuid is null
        and (seminar_order.confirmed_at at time zone 'Asia/Tokyo')::date <= coalesce(closing.closed_on, ${asOf}::date)))
      and not exists (select from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
        where line.seminar_order_id = seminar_order.id and paper.kind = 'invoice')
    order by payer.number, held.first_on, seminar.code, seminar_order.number`
  return rows.map((row) => toInvoice(row, asOf))
}

function toInvoice(row: Row, asOf: CalendarDate): DueToInvoice {
  return {
    ...{ number: row.number, payerId: idOf(row.payer_id), payerNumber: row.payer_number, locale: row.locale },
    ...{ closedOn: row.closed_on, amountYen: row.total_yen + row.kept_yen, key: `seminar-order:${row.number}` },
    together: null,
    dueOn: row.closed_on === null && row.due_on !== null ? calendarDate(row.due_on) : dueOnBy(row, asOf),
    lines: [
      ...(row.total_yen === 0 ? [] : [lineOf(row, words[row.locale].fee, row.total_yen, row.rate)]),
      ...(row.kept_yen === 0 ? [] : [lineOf(row, words[row.locale].kept, row.kept_yen, row.kept_rate)]),
    ],
  }
}

const words = {
  ja: { fee: "受講料", kept: "キャンセル料" },
  en: { fee: "Seminar fee", kept: "Cancellation fee" },
} as const

function lineOf(row: Row, what: string, amountYen: number, taxRatePercent: number): PaperLine {
  const name = `${what} ${row.title} ${row.fee}`
  // A price that does not divide by the people left is stated as a whole.
  const quantity = amountYen % row.unit_yen === 0 ? amountYen / row.unit_yen : 1
  return {
    // Among others on one invoice each names its order; alone the order stands above.
    description: row.closed_on === null ? name : `${name} (${row.number})`,
    supplied: heldOn(row.locale === "en" ? dateInEnglish : dateInJapanese, row),
    ...{ quantity, unitYen: amountYen / quantity, taxRatePercent },
    subject: { seminarOrderId: row.id },
  }
}

/** 取引年月日: the day, or the first and the last one. */
function heldOn(printed: (date: CalendarDate) => string, { first_on, last_on }: Pick<Row, "first_on" | "last_on">) {
  const [first, last] = [printed(calendarDate(first_on)), printed(calendarDate(last_on))]
  return first === last ? first : `${first}〜${last}`
}
