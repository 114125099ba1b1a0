import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { salesTaxClass } from "#app/ledger/account.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { postForSeminar, type SeminarMovement } from "#app/seminars/parts/post-for-seminar.server.ts"
import { type CalendarDate, calendarDate } from "#app/values/calendar.ts"

type Held = { id: string; code: string; title: string; held_on: string; rate: number; vouchers: number }

/**
 * Recognises the revenue of seminars that have been held (開催による売上計上): what was paid leaves 前受金, what was not becomes 売掛金,
 * both in full on the day of the last session. Who is entered afterwards follows with the next run; a second run adds nothing.
 */
export async function recogniseHeldSeminars(
  scope: Scope,
  asOf: CalendarDate,
): Promise<{ seminars: number; orders: number; yen: number }> {
  const held = await scope.sql<Held>`
    select seminar.id, seminar.code, seminar.title, last.held_on::text, tax_rate_on(seminar.tax_rate_percent, last.held_on) as rate,
      (select count(*)::integer from voucher where source_key like 'seminar-held:' || seminar.id || ':%') as vouchers
    from seminar cross join lateral (
      select (max(ends_at) at time zone 'Asia/Tokyo')::date as held_on from seminar_session where seminar_id = seminar.id
    ) as last
    where seminar.state in ('published', 'closed', 'finished') and last.held_on <= ${asOf}::date
      and (recognised_on is null or exists (select from seminar_order join seminar_position as position on position.order_id = seminar_order.id
        where seminar_order.seminar_id = seminar.id and seminar_order.state = 'confirmed' and total_yen > recognised_yen))
    order by seminar.code for update of seminar`
  const total = { seminars: held.length, orders: 0, yen: 0 }
  for (const seminar of held) {
    const earned = await earnedOf(scope, seminar)
    if (earned.length > 0) await post(scope, seminar, earned)
    await scope.sql`
      update seminar set state = 'finished', recognised_on = coalesce(recognised_on, ${seminar.held_on}::date) where id = ${seminar.id}::uuid`
    total.orders += earned.length
    total.yen += earned.reduce((sum, { netYen = 0, taxYen = 0 }) => sum + netYen + taxYen, 0)
  }
  if (held.length > 0) await audit(scope, "recognise-held-seminars", asOf, { codes: held.map(({ code }) => code) })
  return total
}

/** What each confirmed order of a seminar has earned and not yet shown, with its tax at the rate of the day it was held. */
const earnedOf = (scope: Scope, seminar: Held) => scope.sql<SeminarMovement & { cause: "held" }>`
  with owing as (
    select seminar_order.id, total_yen - recognised_yen as yen, position.deferred_yen, organization.tax_rounding
    from seminar_order join seminar_position as position on position.order_id = seminar_order.id
    join organization on organization.id = seminar_order.organization_id
    where seminar_id = ${seminar.id}::uuid and seminar_order.state = 'confirmed' and total_yen > recognised_yen
    for update of seminar_order, position
  ), taxed as (
    select owing.*, tax_inside(yen, ${seminar.rate}::integer, tax_rounding) as tax_yen from owing
  )
  select id as "orderId", 'held' as cause, -least(deferred_yen, yen) as "deferredYen", yen - least(deferred_yen, yen) as "receivableYen",
    yen - tax_yen as "netYen", tax_yen as "taxYen" from taxed order by id`

async function post(scope: Scope, seminar: Held, earned: readonly SeminarMovement[]) {
  const sum = (of: (movement: SeminarMovement) => number | undefined) =>
    earned.reduce((total, movement) => total + (of(movement) ?? 0), 0)
  const taxClass = salesTaxClass(seminar.rate)
  await postForSeminar(
    scope,
    {
      ...{
        kind: "seminar",
        sourceKey: `seminar-held:${seminar.id}:${seminar.vouchers + 1}`,
        on: calendarDate(seminar.held_on),
      },
      description: `開催 ${seminar.code} ${seminar.title}`,
    },
    [
      { purpose: "deferred", subAccount: seminar.code, amountYen: -sum(({ deferredYen }) => deferredYen) },
      { purpose: "receivable", subAccount: seminar.code, amountYen: sum(({ receivableYen }) => receivableYen) },
      { purpose: "sales", subAccount: seminar.code, taxClass, amountYen: -sum(({ netYen }) => netYen) },
      { purpose: "output-tax", taxClass, amountYen: -sum(({ taxYen }) => taxYen) },
    ],
    earned,
  )
  const orderIds = earned.map(({ orderId }) => orderId)
  await bookBilled(scope, orderIds, calendarDate(seminar.held_on))
}
