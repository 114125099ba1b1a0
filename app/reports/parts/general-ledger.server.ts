import type { AccountPurpose } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"

/** An account's month in yen, on the side where it grows: opening + increase − decrease = closing. */
export type AccountMonth = Readonly<{ opening: number; increase: number; decrease: number; closing: number }>

/** What the general ledger says of an account in a month; the ledgers by contract and payer must tie to it (I2). */
export async function accountInMonth(scope: Scope, month: Month, purpose: AccountPurpose): Promise<AccountMonth> {
  const [row] = await scope.sql<AccountMonth>`
    select coalesce(sum(side * amount_yen) filter (where effective_on < ${firstDayOf(month)}::date), 0)::bigint as opening,
      coalesce(sum(abs(amount_yen)) filter (where effective_on >= ${firstDayOf(month)}::date and side * amount_yen > 0), 0)::bigint
        as increase,
      coalesce(sum(abs(amount_yen)) filter (where effective_on >= ${firstDayOf(month)}::date and side * amount_yen < 0), 0)::bigint
        as decrease,
      coalesce(sum(side * amount_yen), 0)::bigint as closing
    from (
      select line.effective_on, line.amount_yen, case when account.kind in ('asset', 'expense') then 1 else -1 end as side
      from voucher_line as line join account on account.code = line.account_code
      where account.purpose = ${purpose} and line.organization_id = ${scope.organizationId}::uuid and line.effective_on <= ${lastDayOf(month)}::date
    ) as posted`
  return row ?? { opening: 0, increase: 0, decrease: 0, closing: 0 }
}
