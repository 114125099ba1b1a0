import {
  openVoucher,
  postingDate,
  postLines,
  type VoucherKind,
  type VoucherLine,
} from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { VoucherId } from "#app/values/ids.ts"

export type SeminarMovement = Readonly<{
  orderId: string
  cause: "payment" | "held" | "refund" | "fee-kept" | "written-off" | "recovered" | "chargeback"
  deferredYen?: number
  receivableYen?: number
  netYen?: number
  taxYen?: number
}>

/** Writes the movements of seminar orders under a voucher, in one statement; those that move nothing fall away. */
export const moveSeminarOrders = (
  scope: Scope,
  voucher: Readonly<{ id: VoucherId; effectiveOn: CalendarDate }>,
  movements: readonly SeminarMovement[],
) => scope.sql`
  insert into seminar_movement (organization_id, order_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen, net_yen, tax_yen)
  select ${scope.organizationId}, given.order_id, ${voucher.id}::uuid, ${voucher.effectiveOn}::date, given.cause, given.deferred_yen,
    given.receivable_yen, given.net_yen, given.tax_yen
  from unnest(${movements.map(({ orderId }) => orderId)}::uuid[], ${movements.map(({ cause }) => cause)}::text[],
    ${movements.map(({ deferredYen }) => deferredYen ?? 0)}::bigint[],
    ${movements.map(({ receivableYen }) => receivableYen ?? 0)}::bigint[], ${movements.map(({ netYen }) => netYen ?? 0)}::bigint[],
    ${movements.map(({ taxYen }) => taxYen ?? 0)}::bigint[])
    as given (order_id, cause, deferred_yen, receivable_yen, net_yen, tax_yen)
  where (given.deferred_yen, given.receivable_yen, given.net_yen, given.tax_yen) <> (0, 0, 0, 0)`

/**
 * Posts one business act on seminar orders: a voucher, its lines and its movements, on the business date or the first open day after a
 * closed month. The orders must be locked. Refuses: closed_month_refuses_vouchers (by the database).
 */
export async function postForSeminar(
  scope: Scope,
  voucher: Readonly<{ kind: VoucherKind; sourceKey: string; on: CalendarDate; description: string }>,
  lines: readonly VoucherLine[],
  movements: readonly SeminarMovement[],
): Promise<VoucherId> {
  const effectiveOn = await postingDate(scope, voucher.on)
  const id = await openVoucher(scope, { ...voucher, effectiveOn })
  if (id === null) throw new Error(`${voucher.sourceKey} has its voucher already, though its order was locked`)
  await moveSeminarOrders(scope, { id, effectiveOn }, movements)
  await postLines(scope, id, lines)
  return id
}
