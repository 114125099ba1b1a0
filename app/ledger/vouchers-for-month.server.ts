import type { TaxClass } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"

export type VoucherLineForPaper = Readonly<{
  accountCode: string
  accountName: string
  accountKind: "asset" | "liability" | "equity" | "revenue" | "expense"
  purpose: string
  subAccount: string
  taxClass: TaxClass
  /** 借方 positive, 貸方 negative */
  amountYen: number
}>

export type VoucherForPaper = Readonly<{
  id: string
  number: number
  kind: string
  sourceKey: string
  effectiveOn: CalendarDate
  description: string
  lines: readonly VoucherLineForPaper[]
}>

/** The month's vouchers with their lines. An open month's vouchers carry the numbers that closing would give them now. */
export const vouchersForMonth = (scope: Scope, month: Month) => scope.sql<VoucherForPaper>`
  select voucher.id, coalesce(given.number, (row_number() over (order by voucher.effective_on, voucher.source_key))::integer) as number,
    voucher.kind, voucher.source_key as "sourceKey", voucher.effective_on as "effectiveOn", voucher.description, posted.lines
  from voucher
  left join voucher_number as given on given.voucher_id = voucher.id
  cross join lateral (
    select jsonb_agg(jsonb_build_object('accountCode', account.code, 'accountName', account.name,
      'accountKind', account.kind, 'purpose', account.purpose, 'subAccount', line.sub_account,
      'taxClass', line.tax_class, 'amountYen', line.amount_yen) order by line.line_no) as lines
    from voucher_line as line join account on account.code = line.account_code
    where line.voucher_id = voucher.id
  ) as posted
  where voucher.effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date and posted.lines is not null
  order by number`

export type Balance = Omit<VoucherLineForPaper, "taxClass">

/** Balances of all accounts and sub-accounts before a day. Revenue and expense start anew in each journal's first month. */
export const balancesBefore = (scope: Scope, day: CalendarDate) => scope.sql<Balance>`
  select account.code as "accountCode", account.name as "accountName", account.kind as "accountKind", account.purpose,
    line.sub_account as "subAccount", sum(line.amount_yen)::bigint as "amountYen"
  from voucher join voucher_line as line on line.voucher_id = voucher.id
  join account on account.code = line.account_code
  where voucher.effective_on < ${day}::date
  group by account.code, account.name, account.kind, account.purpose, line.sub_account
  having sum(line.amount_yen) <> 0
  order by account.code, line.sub_account`
