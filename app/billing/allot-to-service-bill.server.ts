import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import { sumOf, taxByRate } from "#app/ledger/tax-by-rate.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { PaymentId, VoucherId } from "#app/values/ids.ts"
import { negate, type TaxRounding } from "#app/values/yen.ts"

/** 補助科目 of 売掛金 and 売上高 for service contracts (業務委託契約), as `ledger_subject` groups them. */
export const SERVICES = "業務委託"

/** A month's bill of a service contract that money is given to. */
export type ServiceBillForMoney = Readonly<{ id: string; number: string }>

/**
 * Gives money of a payment to one bill of a service contract (entries 7, 16): 売掛金 as far as it is unpaid, then what was written off of it with its tax
 * (消費税法39条3項); its allocation, its movements, and the credit lines that the payment's voucher gets for it. What the bill does not need is the
 * rest: there is no 前受金. Refuses nothing.
 */
export async function allotToServiceBill(
  scope: Scope,
  payment: Readonly<{ paymentId: PaymentId; voucherId: VoucherId; effectiveOn: CalendarDate }>,
  bill: ServiceBillForMoney,
  amountYen: number,
): Promise<{ lines: readonly VoucherLine[]; restYen: number }> {
  const position = await positionOf(scope, bill.id)
  const settledYen = Math.min(position.receivableYen, amountYen)
  const recoveredYen = Math.min(position.lostYen, amountYen - settledYen)
  const parts = taxByRate(recoveredYen, [], position.ratePercent, position.rounding)
  const taxYen = sumOf(parts, "taxYen")
  await scope.sql`
    insert into service_payment_allocation (organization_id, payment_id, bill_id, amount_yen)
    select ${scope.organizationId}, ${payment.paymentId}::uuid, ${bill.id}::uuid, given.yen
    from (select ${settledYen}::bigint as yen) as given where given.yen > 0`
  await scope.sql`
    insert into service_movement (organization_id, bill_id, voucher_id, effective_on, cause, receivable_yen, net_yen, tax_yen)
    select ${scope.organizationId}, ${bill.id}::uuid, ${payment.voucherId}::uuid, ${payment.effectiveOn}::date, given.cause, given.receivable,
      given.net, given.tax
    from (values ('payment', ${-settledYen}::bigint, 0::bigint, 0::bigint),
      ('recovered', 0, ${recoveredYen - taxYen}::bigint, ${taxYen}::bigint)) as given (cause, receivable, net, tax)
    where (given.receivable, given.net) <> (0, 0)`
  return {
    lines: [
      { purpose: "receivable", subAccount: SERVICES, amountYen: -settledYen },
      ...parts.flatMap((part): VoucherLine[] => [
        { purpose: "bad-debt-recovered", taxClass: part.taxClass, amountYen: negate(part.netYen) },
        { purpose: "output-tax", taxClass: part.taxClass, amountYen: negate(part.taxYen) },
      ]),
    ],
    restYen: amountYen - settledYen - recoveredYen,
  }
}

/** What is unpaid of a bill, and what was written off of it and did not come in after all; yen with tax. */
async function positionOf(scope: Scope, billId: string) {
  await scope.sql`select from service_position where bill_id = ${billId}::uuid for update`
  const [position] = await scope.sql<{
    receivableYen: number
    lostYen: number
    ratePercent: number
    rounding: TaxRounding
  }>`
    select position.receivable_yen as "receivableYen", service_bill_lost(bill.id) as "lostYen", bill.tax_rate_percent as "ratePercent",
      organization.tax_rounding as rounding
    from service_bill as bill join service_position as position on position.bill_id = bill.id
    join organization on organization.id = bill.organization_id
    where bill.id = ${billId}::uuid`
  if (!position) throw new Error(`the service's bill ${billId} has no position`)
  return position
}
