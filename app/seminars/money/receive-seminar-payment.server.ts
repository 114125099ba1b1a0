import { allotToSeminarOrder } from "#app/billing/allot-to-seminar-order.server.ts"
import { bookPayment, type PaymentFacts } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

/**
 * Books money for a seminar order (受講料の入金; entries 1, 2, 6, 7, 18): Cr 売掛金 as far as the seminar was held and is unpaid, 前受金 up to
 * what is still owed, 仮受金 for more. Refuses: unknown-order, seminar-paid-already.
 */
export async function receiveSeminarPayment(
  scope: Scope,
  input: Omit<PaymentFacts, "payerId" | "orderId"> & Readonly<{ seminarOrderId: string }>,
): Promise<PaymentId> {
  const orderId = input.seminarOrderId
  const [order] = await scope.sql<{ id: string; number: string; code: string; payer_id: string | null }>`
    select seminar_order.id, seminar_order.number, seminar.code, payer_id
    from seminar_order join seminar on seminar.id = seminar_id join seminar_position as position on position.order_id = seminar_order.id
    where seminar_order.id = ${orderId}::uuid for update of seminar_order, position`
  if (!order || order.payer_id === null) throw refuse("unknown-order")
  const booked = await bookPayment(scope, { ...input, payerId: idOf(order.payer_id), orderId: null }, order.number)
  if (booked === null) throw refuse("seminar-paid-already", { reference: input.externalKey }, { field: "reference" })
  const { lines, restYen } = await allotToSeminarOrder(scope, booked, order, input.amountYen)
  await postLines(scope, booked.voucherId, [
    booked.money,
    ...lines,
    { purpose: "suspense", amountYen: negate(yen(restYen)) },
  ])
  await settleInvoices(scope, [orderId])
  await audit(scope, "receive-seminar-payment", order.number, { amountYen: input.amountYen, way: input.way })
  return booked.paymentId
}
