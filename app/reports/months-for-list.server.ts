import type { Scope } from "#app/platform/scope.server.ts"
import { type Month, monthOf } from "#app/values/calendar.ts"

/** A month of the books: its vouchers, what they earned, and the balances at its end, in yen. */
export type MonthOfBooks = Readonly<{
  month: string
  closed: boolean
  vouchers: number
  debitYen: number
  revenueYen: number
  deferredYen: number
  receivableYen: number
}>

/** Every month that has vouchers or was closed, and the present one (or the one asked for), the newest first. */
export const monthsForList = (scope: Scope, asked: Month = monthOf(scope.today)) => scope.sql<MonthOfBooks>`
  with day as (
    select effective_on, account_code, sum(amount_yen) as yen, sum(amount_yen) filter (where amount_yen > 0) as debit
    from voucher_line group by effective_on, account_code
  ), counted as (
    select effective_on, count(*) as vouchers from voucher
    where exists (select from voucher_line as line where line.voucher_id = voucher.id) group by effective_on
  ), posted as (
    select month, max(vouchers) as vouchers, sum(day.debit) as debit, -sum(day.yen) filter (where account.kind = 'revenue') as revenue,
      -sum(day.yen) filter (where account.purpose = 'deferred') as deferred,
      sum(day.yen) filter (where account.purpose = 'receivable') as receivable
    from (select to_char(effective_on, 'YYYY-MM') as month, sum(vouchers) as vouchers from counted group by 1) as counted
    join day on to_char(day.effective_on, 'YYYY-MM') = counted.month join account on account.code = day.account_code
    group by month
  ), listed as (
    select month from posted union select month from period_event union select ${asked}
  )
  select listed.month,
    coalesce((select kind from period_event where period_event.month = listed.month order by seq desc limit 1), '')
      = 'closed' as closed,
    coalesce(posted.vouchers, 0)::integer as vouchers, coalesce(posted.debit, 0)::bigint as "debitYen",
    coalesce(posted.revenue, 0)::bigint as "revenueYen",
    coalesce(sum(posted.deferred) over (order by listed.month), 0)::bigint as "deferredYen",
    coalesce(sum(posted.receivable) over (order by listed.month), 0)::bigint as "receivableYen"
  from listed left join posted on posted.month = listed.month
  order by listed.month desc`
