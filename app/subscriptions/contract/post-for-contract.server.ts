import {
  openVoucher,
  postingDate,
  postLines,
  type VoucherKind,
  type VoucherLine,
} from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf, type VoucherId } from "#app/values/ids.ts"

export type ContractMovement = Readonly<{
  contractId: ContractId
  cause:
    | "refund"
    | "fee-kept"
    | "repriced"
    | "forfeited"
    | "allowance"
    | "written-off"
    | "recovered"
    | "transfer"
    | "issue"
    | "chargeback"
  deferredYen?: number
  receivableYen?: number
  netYen?: number
  taxYen?: number
  units?: number
}>

/**
 * Posts one business act on contracts: a voucher, its lines, and its movements, on the business date or the first open day
 * after a closed month. The contracts must be locked. Refuses: closed_month_refuses_vouchers (by the database).
 */
export async function postForContract(
  scope: Scope,
  voucher: Readonly<{ kind: VoucherKind; sourceKey: string; on: CalendarDate; description: string }>,
  lines: readonly VoucherLine[],
  movements: readonly ContractMovement[],
): Promise<VoucherId> {
  const effectiveOn = await postingDate(scope, voucher.on)
  const voucherId = await openVoucher(scope, { ...voucher, effectiveOn })
  if (voucherId === null)
    throw new Error(`${voucher.sourceKey} has its voucher already, though its contract was locked`)
  await scope.sql`
    insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen,
      tax_yen, units)
    select ${scope.organizationId}, given.contract_id, ${voucherId}::uuid, ${effectiveOn}::date, given.cause, given.deferred_yen,
      given.receivable_yen, given.net_yen, given.tax_yen, given.units
    from unnest(${movements.map(({ contractId }) => contractId)}::uuid[], ${movements.map(({ cause }) => cause)}::text[],
      ${movements.map(({ deferredYen }) => deferredYen ?? 0)}::bigint[],
      ${movements.map(({ receivableYen }) => receivableYen ?? 0)}::bigint[],
      ${movements.map(({ netYen }) => netYen ?? 0)}::bigint[], ${movements.map(({ taxYen }) => taxYen ?? 0)}::bigint[],
      ${movements.map(({ units }) => units ?? 0)}::integer[])
      as given (contract_id, cause, deferred_yen, receivable_yen, net_yen, tax_yen, units)`
  await postLines(scope, idOf(voucherId), lines)
  return voucherId
}
