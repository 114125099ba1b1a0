import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { PaymentId, VoucherId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

/** 補助科目 of 売掛金 and 売上高 for service contracts (業務委託契約), as `ledger_subject` groups them. */
export const SERVICES = "業務委託"

/** A month's bill of a service contract that money is given to. */
export type ServiceBillForMoney = Readonly<{ id: string; number: string }>

/**
 * Gives money of a payment to one bill of a service contract (entry 7): 売掛金 as far as it is unpaid; its allocation, its movement, and the credit
 * line that the payment's voucher gets for it. What the bill does not need is the rest: there is no 前受金. Refuses nothing.
 */
export async function allotToServiceBill(
  scope: Scope,
  payment: Readonly<{ paymentId: PaymentId; voucherId: VoucherId; effectiveOn: CalendarDate }>,
  bill: ServiceBillForMoney,
  amountYen: number,
): Promise<{ lines: readonly VoucherLine[]; restYen: number }> {
  const [owing] = await scope.sql<{ yen: number }>`
    select receivable_yen as yen from service_position where bill_id = ${bill.id}::uuid for update`
  const settledYen = yen(Math.min(owing?.yen ?? 0, amountYen))
  await scope.sql`
    insert into service_payment_allocation (organization_id, payment_id, bill_id, amount_yen)
    select ${scope.organizationId}, ${payment.paymentId}::uuid, ${bill.id}::uuid, given.yen
    from (select ${settledYen}::bigint as yen) as given where given.yen > 0`
  await scope.sql`
    insert into service_movement (organization_id, bill_id, voucher_id, effective_on, cause, receivable_yen)
    select ${scope.organizationId}, ${bill.id}::uuid, ${payment.voucherId}::uuid, ${payment.effectiveOn}::date, 'payment', given.yen
    from (select ${negate(settledYen)}::bigint as yen) as given where given.yen <> 0`
  return {
    lines: [{ purpose: "receivable", subAccount: SERVICES, amountYen: negate(settledYen) }],
    restYen: amountYen - settledYen,
  }
}
