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
