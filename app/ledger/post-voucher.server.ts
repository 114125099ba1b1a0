import type { AccountPurpose, TaxClass } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, addMonths, firstDayOf, month, monthOf } from "#app/values/calendar.ts"
import { type VoucherId, idOf } from "#app/values/ids.ts"

export type VoucherKind =
  | "opening"
  | "payment"
  | "issue-run"
  | "refund"
  | "cancellation"
  | "allowance"
  | "write-off"
  | "payout"
  | "chargeback"
  | "transfer"
  | "manual"
  | "reversal"
  | "seminar"
  | "invoice"
  | "service"

/** A line of a voucher: debit (借方) positive, credit (貸方) negative, in yen. */
export type VoucherLine = Readonly<{
  purpose: AccountPurpose
  subAccount?: string
  taxClass?: TaxClass
  amountYen: number
}>

/**
 * Opens a voucher (伝票) for a business act, dated on a JST business date. Null where the act has its voucher already, so
 * that a second run adds nothing. Refuses: closed_month_refuses_vouchers (by the database).
 */
export async function openVoucher(
  scope: Scope,
  voucher: { kind: VoucherKind; sourceKey: string; effectiveOn: CalendarDate; description: string },
): Promise<VoucherId | null> {
  const [row] = await scope.sql<{ id: string }>`
    insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
    values (${scope.organizationId}, ${voucher.kind}, ${voucher.sourceKey}, ${voucher.effectiveOn}::date,
      ${voucher.description}, ${scope.actor})
    on conflict (organization_id, source_key) do nothing returning id`
  return row ? idOf(row.id) : null
}

/** Writes all lines of a voucher in one statement; the database refuses them unless they sum to zero. Zero lines fall away. */
export async function postLines(scope: Scope, voucherId: VoucherId, lines: readonly VoucherLine[]): Promise<void> {
  const posted = lines.filter(({ amountYen }) => amountYen !== 0)
  await scope.sql`
    insert into voucher_line (organization_id, voucher_id, line_no, account_code, sub_account, tax_class, amount_yen,
      effective_on)
    select ${scope.organizationId}, ${voucherId}::uuid, given.line_no, account.code, given.sub_account, given.tax_class,
      given.amount_yen, (select effective_on from voucher where id = ${voucherId}::uuid)
    from unnest(${posted.map(({ purpose }) => purpose)}::text[], ${posted.map(({ subAccount }) => subAccount ?? "")}::text[],
      ${posted.map(({ taxClass }) => taxClass ?? "none")}::text[], ${posted.map(({ amountYen }) => amountYen)}::bigint[])
      with ordinality as given (purpose, sub_account, tax_class, amount_yen, line_no)
    left join account on account.purpose = given.purpose`
}

/**
 * The date a posting carries: the business date itself, or the first day after the last closed month where that is later;
 * nothing is back-dated into or beneath a reported month.
 */
export async function postingDate(scope: Scope, businessDate: CalendarDate): Promise<CalendarDate> {
  const [closed] = await scope.sql<{ month: string }>`
    select month from (select distinct on (month) month, kind from period_event order by month, seq desc) as last
    where kind = 'closed' order by month desc limit 1`
  if (!closed || month(closed.month) < monthOf(businessDate)) return businessDate
  return firstDayOf(addMonths(month(closed.month), 1))
}
