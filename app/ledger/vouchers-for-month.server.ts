import type { TaxClass } from "#app/ledger/account.ts"
import { inBatches } from "#app/platform/cursor.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type Statement, statement } from "#app/platform/statement.server.ts"
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

const inMonth = (month: Month) =>
  statement`voucher.effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date
    and exists (select from voucher_line as line where line.voucher_id = voucher.id)`

/** The number of each voucher of a month: an open month's vouchers carry those that closing would give them now. */
export const voucherNumbers = (month: Month): Statement => statement`
  select voucher.id, coalesce(given.number, (row_number() over (order by voucher.effective_on, voucher.source_key))::integer)
    as number
  from voucher left join voucher_number as given on given.voucher_id = voucher.id
  where ${inMonth(month)}`

/** The month's vouchers with their lines, by number, in batches. */
export const vouchersForMonth = (scope: Scope, month: Month): AsyncIterable<readonly VoucherForPaper[]> =>
  inBatches<VoucherForPaper>(
    scope,
    statement`
  select voucher.id, numbered.number, voucher.kind, voucher.source_key as "sourceKey",
    voucher.effective_on as "effectiveOn", voucher.description, posted.lines
  from (${voucherNumbers(month)}) as numbered join voucher on voucher.id = numbered.id
  cross join lateral (
    select jsonb_agg(jsonb_build_object('accountCode', account.code, 'accountName', account.name,
      'accountKind', account.kind, 'purpose', account.purpose, 'subAccount', line.sub_account,
      'taxClass', line.tax_class, 'amountYen', line.amount_yen) order by line.line_no) as lines
    from voucher_line as line join account on account.code = line.account_code
    where line.voucher_id = voucher.id
  ) as posted
  order by numbered.number`,
  )

/** How many vouchers a month has. */
export async function voucherCount(scope: Scope, month: Month): Promise<number> {
  const [row] = await scope.sql<{ count: number }>`
    select count(*)::integer as count from voucher
    where effective_on between ${firstDayOf(month)}::date and ${lastDayOf(month)}::date
      and exists (select from voucher_line as line where line.voucher_id = voucher.id)`
  return row?.count ?? 0
}

/** An account or sub-account with its balance before a month and at its end, debit positive, yen. */
export type PlaceInMonth = Omit<VoucherLineForPaper, "taxClass" | "amountYen"> &
  Readonly<{ openingYen: number; closingYen: number }>

/** Every account and sub-account with a balance before the month or a line in it. */
export const placesInMonth = (scope: Scope, month: Month) => scope.sql<PlaceInMonth>`
  with posted as (
    select line.account_code, line.sub_account, sum(line.amount_yen)::bigint as closing_yen,
      coalesce(sum(line.amount_yen) filter (where voucher.effective_on < ${firstDayOf(month)}::date), 0)::bigint as opening_yen,
      bool_or(voucher.effective_on >= ${firstDayOf(month)}::date) as is_moved
    from voucher join voucher_line as line on line.voucher_id = voucher.id
    where voucher.effective_on <= ${lastDayOf(month)}::date
    group by line.account_code, line.sub_account
  )
  select account.code as "accountCode", account.name as "accountName", account.kind as "accountKind", account.purpose,
    posted.sub_account as "subAccount", posted.opening_yen as "openingYen", posted.closing_yen as "closingYen"
  from posted join account on account.code = posted.account_code
  where posted.opening_yen <> 0 or posted.is_moved
  order by account.code, posted.sub_account`
