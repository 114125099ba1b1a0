import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { bookPayment, type PaymentFacts } from "#app/billing/book-payment.server.ts"
import { postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { moveSeminarOrders } from "#app/seminars/parts/post-for-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"

/**
 * Books money for a seminar order (受講料の入金; entries 1, 2, 6, 7, 18): Cr 売掛金 as far as the seminar was held and is unpaid, 前受金 up to
 * what is still owed, 仮受金 for more. Refuses: unknown-order, order-in-other-state, seminar-paid-already.
 */
export async function receiveSeminarPayment(
  scope: Scope,
  input: Omit<PaymentFacts, "payerId" | "orderId"> & Readonly<{ seminarOrderId: string }>,
): Promise<PaymentId> {
  const orderId = input.seminarOrderId
  const [order] = await scope.sql<{
    number: string
    code: string
    payer_id: string | null
    receivable_yen: number
    unpaid_yen: number
  }>`
    select seminar_order.number, seminar.code, payer_id, position.receivable_yen,
      case when seminar_order.state in ('confirmed', 'approval', 'held')
        then greatest(total_yen - position.recognised_yen - position.deferred_yen, 0) else 0 end::bigint as unpaid_yen
    from seminar_order join seminar on seminar.id = seminar_id join seminar_position as position on position.order_id = seminar_order.id
    where seminar_order.id = ${orderId}::uuid for update of seminar_order, position`
  if (!order || order.payer_id === null) throw refuse("unknown-order")
  const booked = await bookPayment(scope, { ...input, payerId: idOf(order.payer_id), orderId: null }, order.number)
  if (booked === null) throw refuse("seminar-paid-already", { reference: input.externalKey }, { field: "reference" })
  const { paymentId, voucherId, effectiveOn, money } = booked
  const settledYen = Math.min(order.receivable_yen, input.amountYen)
  const advanceYen = Math.min(order.unpaid_yen, input.amountYen - settledYen)
  await scope.sql`
    insert into seminar_payment_allocation (organization_id, payment_id, order_id, amount_yen)
    select ${scope.organizationId}, ${paymentId}::uuid, ${orderId}::uuid, given.yen
    from (select ${settledYen + advanceYen}::bigint as yen) as given where given.yen > 0`
  await moveSeminarOrders(scope, { id: voucherId, effectiveOn }, [
    { orderId, cause: "payment", deferredYen: advanceYen, receivableYen: 0 - settledYen },
  ])
  await postLines(scope, voucherId, [
    money,
    { purpose: "receivable", subAccount: order.code, amountYen: -settledYen },
    { purpose: "deferred", subAccount: order.code, amountYen: -advanceYen },
    { purpose: "suspense", amountYen: settledYen + advanceYen - input.amountYen },
  ])
  await settleInvoices(scope, [orderId])
  await audit(scope, "receive-seminar-payment", order.number, { amountYen: input.amountYen, way: input.way })
  return paymentId
}
