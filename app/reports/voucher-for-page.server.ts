import type { TaxClass } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

export type VoucherForPage = Readonly<{
  id: string
  number: number | null
  kind: string
  effectiveOn: string
  month: string
  description: string
  recordedAt: Date
  recordedBy: string
  movements: number
  lines: readonly Readonly<{
    lineNo: number
    accountCode: string
    accountName: string
    subAccount: string
    taxClass: TaxClass
    amountYen: number
  }>[]
}>

/** A voucher with its lines; null where there is none. */
export async function voucherForPage(scope: Scope, id: string): Promise<VoucherForPage | null> {
  if (!isId(id)) return null
  const [voucher] = await scope.sql<VoucherForPage>`
    select voucher.id, given.number, voucher.kind, voucher.effective_on as "effectiveOn",
      to_char(voucher.effective_on, 'YYYY-MM') as month, voucher.description, voucher.recorded_at as "recordedAt",
      voucher.recorded_by as "recordedBy",
      (select count(distinct (subject_id, cause)) from ledger_movement as moved where moved.voucher_id = voucher.id)::integer as movements,
      coalesce((select jsonb_agg(jsonb_build_object('lineNo', line.line_no, 'accountCode', account.code,
          'accountName', account.name, 'subAccount', line.sub_account, 'taxClass', line.tax_class,
          'amountYen', line.amount_yen) order by line.line_no)
        from voucher_line as line join account on account.code = line.account_code
        where line.voucher_id = voucher.id), '[]') as lines
    from voucher left join voucher_number as given on given.voucher_id = voucher.id
    where voucher.id = ${id}::uuid`
  return voucher ?? null
}
