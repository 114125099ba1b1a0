import type { VoucherLineForPaper } from "#app/ledger/vouchers-for-month.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"

/** An account or sub-account with its balance before a month and at its end, debit positive, yen. */
export type PlaceInMonth = Omit<VoucherLineForPaper, "taxClass" | "amountYen"> &
  Readonly<{ openingYen: number; closingYen: number }>

/**
 * Every account and sub-account with a balance before the month or a line in it. The reckoning begins with the balances of the month closed
 * last before it, which nothing can move any more, and adds the posting totals (転記合計) of the days since.
 */
export const placesInMonth = (scope: Scope, month: Month) => scope.sql<PlaceInMonth>`
  with base as materialized (
    select month, seq, (month || '-01')::date + interval '1 month - 1 day' as until_on
    from (select distinct on (month) month, seq from period_event where month < ${month} order by month, seq desc) as last
    -- A month that was opened again has a later event, which kept nothing.
    where exists (select from closed_balance as kept where kept.month = last.month and kept.seq = last.seq)
    order by month desc limit 1
  ), posted as (
    select account_code, sub_account, sum(opening_yen)::bigint as opening_yen, sum(closing_yen)::bigint as closing_yen,
      bool_or(is_moved) as is_moved
    from (
      select account_code, sub_account, amount_yen as opening_yen, amount_yen as closing_yen, false as is_moved
      from closed_balance where (month, seq) = (select month, seq from base)
      union all
      select account_code, sub_account, coalesce(sum(amount_yen) filter (where effective_on < ${firstDayOf(month)}::date), 0),
        sum(amount_yen), bool_or(effective_on >= ${firstDayOf(month)}::date)
      from posting_total
      -- The wall's own condition said once more as a constant: compared once, and not at every row.
      where organization_id = ${scope.organizationId}::uuid and effective_on <= ${lastDayOf(month)}::date
        and effective_on > coalesce((select until_on from base), '-infinity')
      group by account_code, sub_account
    ) as part group by account_code, sub_account
  )
  select account.code as "accountCode", account.name as "accountName", account.kind as "accountKind", account.purpose,
    posted.sub_account as "subAccount", posted.opening_yen as "openingYen", posted.closing_yen as "closingYen"
  from posted join account on account.code = posted.account_code
  where posted.opening_yen <> 0 or posted.is_moved
  order by account.code, posted.sub_account`

/** Keeps what every account stands at with a closing (月末残高), yen. Called while the month is held. */
export async function keepBalances(scope: Scope, month: Month, seq: number): Promise<void> {
  const places = await placesInMonth(scope, month)
  await scope.sql`
    insert into closed_balance (organization_id, month, seq, account_code, sub_account, amount_yen)
    select ${scope.organizationId}, ${month}, ${seq}::integer, * from unnest(${places.map(({ accountCode }) => accountCode)}::text[],
      ${places.map(({ subAccount }) => subAccount)}::text[], ${places.map(({ closingYen }) => closingYen)}::bigint[])`
}
