import { paymentWays } from "#app/billing/book-payment.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type TallyLine = Readonly<{
  code: string
  title: string
  startsOn: string
  applied: number
  cancelled: number
  total: number
  capacity: number
  left: number
  paidPeople: number
  unpaidPeople: number
  cardYen: number
  bankYen: number
  cashYen: number
  refundYen: number
}>

export type Tally = Readonly<{
  day: CalendarDate
  closed: boolean
  lines: readonly TallyLine[]
  /** What the rows say now of a closed day and did not say at its close. */
  corrections: readonly Readonly<{ code: string; field: (typeof counted)[number]; closed: number; now: number }>[]
}>

/** 日計表 of a JST day, per seminar that is ahead or had something to count: applications, cancellations, seats, payments by way. */
const linesOf = (scope: Scope, day: CalendarDate) => scope.sql<TallyLine>`
  with person as (
    select registration.seminar_id, registration.state, registration.cancelled_on, seminar_order.id as order_id,
      (coalesce(confirmed_at, placed_at) at time zone 'Asia/Tokyo')::date as applied_on,
      total_yen - coalesce(paid.yen, 0) <= 0 as is_paid
    from registration join seminar_order on seminar_order.id = order_id
    left join lateral (
      select sum(allocation.amount_yen) as yen from seminar_payment_allocation as allocation join payment on payment.id = payment_id
      where allocation.order_id = seminar_order.id and received_on <= ${day}::date
    ) as paid on true
    where seminar_order.confirmed_at is not null and (confirmed_at at time zone 'Asia/Tokyo')::date <= ${day}::date
  ), people as (
    select seminar_id, count(*) filter (where applied_on = ${day}::date)::integer as applied,
      count(*) filter (where cancelled_on = ${day}::date)::integer as cancelled,
      count(*) filter (where cancelled_on is null or cancelled_on > ${day}::date)::integer as total,
      count(*) filter (where (cancelled_on is null or cancelled_on > ${day}::date) and is_paid)::integer as paid,
      count(*) filter (where (cancelled_on is null or cancelled_on > ${day}::date) and not is_paid)::integer as unpaid
    from person group by seminar_id
  ), money as (
    select seminar_id, coalesce(sum(taken.yen) filter (where payment.way = 'card'), 0)::bigint as card,
      coalesce(sum(taken.yen) filter (where payment.way in ('bank-transfer', 'convenience-store', 'direct-debit')), 0)::bigint as bank,
      coalesce(sum(taken.yen) filter (where payment.way = 'cash'), 0)::bigint as cash
    from (
      select order_id, payment_id, amount_yen as yen from seminar_payment_allocation
      -- What came too late came in, too, and goes back below.
      union all select order_id, payment_id, amount_yen from seminar_refund where cause = 'late-payment'
    ) as taken
    join payment on payment.id = payment_id join seminar_order on seminar_order.id = taken.order_id
    where received_on = ${day}::date group by seminar_id
  ), refunded as (
    -- Cards are paid back one by one, on the day that Stripe answers; the rest of a refund when it is paid out.
    select seminar_id, sum(yen)::bigint as yen from (
      select order_id, back.amount_yen as yen from card_refund as back join seminar_refund as refund
        on refund.number = back.seminar_refund_number
      where back.state = 'done' and (back.settled_at at time zone 'Asia/Tokyo')::date = ${day}::date
      union all
      select order_id, refund.amount_yen - coalesce((select sum(amount_yen) from card_refund as back
        where back.seminar_refund_number = refund.number and back.state = 'done'), 0)
      from seminar_refund as refund where paid_on = ${day}::date
    ) as given join seminar_order on seminar_order.id = order_id group by seminar_id
  )
  select seminar.code, seminar.title, (held.first_at at time zone 'Asia/Tokyo')::date::text as "startsOn",
    coalesce(people.applied, 0) as applied, coalesce(people.cancelled, 0) as cancelled, coalesce(people.total, 0) as total,
    pools.capacity, pools.capacity - coalesce(people.total, 0) as left, coalesce(people.paid, 0) as "paidPeople",
    coalesce(people.unpaid, 0) as "unpaidPeople", coalesce(money.card, 0)::bigint as "cardYen", coalesce(money.bank, 0)::bigint as "bankYen",
    coalesce(money.cash, 0)::bigint as "cashYen", coalesce(refunded.yen, 0)::bigint as "refundYen"
  from seminar
  cross join lateral (select min(starts_at) as first_at, max(ends_at) as last_at from seminar_session where seminar_id = seminar.id) as held
  cross join lateral (select coalesce(sum(capacity), 0)::integer as capacity from seat_pool where seminar_id = seminar.id) as pools
  left join people on people.seminar_id = seminar.id left join money on money.seminar_id = seminar.id
  left join refunded on refunded.seminar_id = seminar.id
  where seminar.state <> 'draft' and (published_at at time zone 'Asia/Tokyo')::date <= ${day}::date
    and ((held.last_at at time zone 'Asia/Tokyo')::date >= ${day}::date or money.card is not null or refunded.yen is not null
      or people.cancelled > 0)
  order by held.first_at, seminar.code`

/** 日計表: a closed day as it was closed, with what changed since as corrections; an open one as it stands. */
export async function dailyTally(scope: Scope, day: CalendarDate): Promise<Tally> {
  const now = await linesOf(scope, day)
  const [closed] = await scope.sql<{ content: TallyLine[] }>`select content from daily_tally where day = ${day}::date`
  if (!closed) return { day, closed: false, lines: now, corrections: [] }
  return { day, closed: true, lines: closed.content, corrections: correctionsOf(closed.content, now) }
}

const counted = ["applied", "cancelled", "total", "paidPeople", "unpaidPeople", "cardYen", "bankYen", "cashYen", "refundYen"] as const // prettier-ignore

function correctionsOf(closed: readonly TallyLine[], now: readonly TallyLine[]): Tally["corrections"] {
  return now.flatMap((line) => {
    const before = closed.find(({ code }) => code === line.code)
    return counted.flatMap((field) =>
      line[field] === (before?.[field] ?? 0)
        ? []
        : [{ code: line.code, field, closed: before?.[field] ?? 0, now: line[field] }],
    )
  })
}

/** Closes a day that is over (締め): its tally is frozen; a second close changes nothing. An open day is left open. */
export async function closeDailyTally(scope: Scope, day: CalendarDate): Promise<Tally> {
  if (day < scope.today) {
    const lines = await linesOf(scope, day)
    const made = await scope.sql`
      insert into daily_tally (organization_id, day, content, closed_at, closed_by)
      values (${scope.organizationId}, ${day}::date, ${JSON.stringify(lines)}::jsonb, ${scope.now}, ${scope.actor})
      on conflict do nothing returning day`
    if (made.length > 0) await audit(scope, "close-daily-tally", day, { seminars: lines.length })
  }
  return dailyTally(scope, day)
}

/** The words of payment ways that a tally tells apart. */
export const tallyWays = {
  card: paymentWays.card.ja,
  bank: paymentWays["bank-transfer"].ja,
  cash: paymentWays.cash.ja,
} as const
