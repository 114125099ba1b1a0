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
      (select count(distinct (subject_id, cause)) from ledger_movement as moved join contract on contract.id = moved.subject_id
        where moved.voucher_id = voucher.id)::integer as movements,
      coalesce((select jsonb_agg(jsonb_build_object('lineNo', line.line_no, 'accountCode', account.code,
          'accountName', account.name, 'subAccount', line.sub_account, 'taxClass', line.tax_class,
          'amountYen', line.amount_yen) order by line.line_no)
        from voucher_line as line join account on account.code = line.account_code
        where line.voucher_id = voucher.id), '[]') as lines
    from voucher left join voucher_number as given on given.voucher_id = voucher.id
    where voucher.id = ${id}::uuid`
  return voucher ?? null
}

export type MovementOfVoucher = Readonly<{
  contractId: string
  cause: string
  contract: string
  memberId: string
  member: string
  memberName: string
  issue: string
  deferredYen: number
  receivableYen: number
  netYen: number
  taxYen: number
}>

/** What a voucher did to each contract (補助簿): contract × member × issue × amount, a page at a time. */
export const movementsOfVoucher = (scope: Scope, id: string, page: { limit: number; offset: number }) =>
  scope.sql<MovementOfVoucher>`
    with shown as (
      select contract.id as contract_id, contract.number, contract.payer_id, moved.voucher_id, moved.cause,
        sum(deferred_yen)::bigint as deferred_yen, sum(receivable_yen)::bigint as receivable_yen, sum(net_yen)::bigint as net_yen,
        sum(moved.tax_yen)::bigint as tax_yen
      from ledger_movement as moved join contract on contract.id = moved.subject_id
      where moved.voucher_id = ${id}::uuid group by contract.id, contract.number, contract.payer_id, moved.voucher_id, moved.cause
      order by contract.number, moved.cause limit ${page.limit} offset ${page.offset}
    )
    select shown.contract_id as "contractId", shown.cause, shown.number as contract, member.id as "memberId", member.number as member,
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
      coalesce(served.issue, '') as issue, shown.deferred_yen as "deferredYen", shown.receivable_yen as "receivableYen",
      shown.net_yen as "netYen", shown.tax_yen as "taxYen"
    from shown join member on member.id = shown.payer_id
    join voucher on voucher.id = shown.voucher_id
    left join lateral (
      select publication.code || ' ' || run.issue_number as issue
      from served_unit join issue_run as run on run.id = served_unit.issue_run_id
      join publication on publication.id = run.publication_id
      where served_unit.contract_id = shown.contract_id and shown.cause = 'issue'
        and starts_with(voucher.source_key, 'issue-run:' || publication.code || ':' || run.issue_number || ':')
      limit 1
    ) as served on true
    order by shown.number`
