import { releaseBilled } from "#app/billing/papers/book-billed.server.ts"
import type { VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { PaymentId, VoucherId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

/** A seminar order that money is given to; `code` is its seminar's. */
export type SeminarOrderForMoney = Readonly<{ id: string; number: string; code: string }>

/**
 * Gives money of a payment to one seminar order (entries 1, 2, 6, 7): 売掛金 as far as the seminar was held and is unpaid, 前受金 up to what
 * is still owed; its allocation, its movement, and the credit lines that the payment's voucher gets for it. What the order does not need is
 * the rest. Refuses nothing.
 */
export async function allotToSeminarOrder(
  scope: Scope,
  payment: Readonly<{ paymentId: PaymentId; voucherId: VoucherId; effectiveOn: CalendarDate }>,
  order: SeminarOrderForMoney,
  amountYen: number,
): Promise<{ lines: readonly VoucherLine[]; restYen: number }> {
  const [owing] = await scope.sql<{ receivable_yen: number; unpaid_yen: number }>`
    select position.receivable_yen, case when seminar_order.state in ('confirmed', 'approval', 'held')
        then greatest(total_yen - position.recognised_yen - position.deferred_yen, 0) else 0 end::bigint as unpaid_yen
    from seminar_order join seminar_position as position on position.order_id = seminar_order.id
    where seminar_order.id = ${order.id}::uuid for update of seminar_order, position`
  const settledYen = Math.min(owing?.receivable_yen ?? 0, amountYen)
  const advanceYen = Math.min(owing?.unpaid_yen ?? 0, amountYen - settledYen)
  await scope.sql`
    insert into seminar_payment_allocation (organization_id, payment_id, order_id, amount_yen)
    select ${scope.organizationId}, ${payment.paymentId}::uuid, ${order.id}::uuid, given.yen
    from (select ${settledYen + advanceYen}::bigint as yen) as given where given.yen > 0`
  await scope.sql`
    insert into seminar_movement (organization_id, order_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen)
    select ${scope.organizationId}, ${order.id}::uuid, ${payment.voucherId}::uuid, ${payment.effectiveOn}::date, 'payment', given.deferred,
      given.receivable
    from (values (${advanceYen}::bigint, ${negate(yen(settledYen))}::bigint)) as given (deferred, receivable)
    where (given.deferred, given.receivable) <> (0, 0)`
  const billedYen = await releaseBilled(scope, payment, { seminarOrderId: order.id }, advanceYen)
  return {
    lines: [
      { purpose: "receivable", subAccount: order.code, amountYen: negate(yen(settledYen + billedYen)) },
      { purpose: "deferred", subAccount: order.code, amountYen: negate(yen(advanceYen - billedYen)) },
    ],
    restYen: amountYen - settledYen - advanceYen,
  }
}
