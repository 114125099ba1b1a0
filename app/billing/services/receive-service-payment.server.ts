import { allotToServiceBill } from "#app/billing/allot-to-service-bill.server.ts"
import { bookPayment, type PaymentFacts } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import { postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

/**
 * Books money for a bill of a service contract (業務委託料の入金; entries 7, 16, 18): Cr 売掛金 as far as it is unpaid, 償却債権取立益 as far as it was written off, 仮受金 for more. Refuses:
 * unknown-service-bill, paid-after-today, paid-under-this-reference.
 */
export async function receiveServicePayment(
  scope: Scope,
  input: Pick<PaymentFacts, "way" | "amountYen" | "receivedOn"> & Readonly<{ billId: string; reference: string }>,
): Promise<PaymentId> {
  const { billId, reference, ...facts } = input
  const [bill] = await scope.sql<{ id: string; number: string; payer_id: string }>`
    select bill.id, bill.number, bill.payer_id from service_bill as bill join service_position as position on position.bill_id = bill.id
    where bill.id = ${billId}::uuid for update of position`
  if (!bill) throw refuse("unknown-service-bill", {}, { field: "billId" })
  if (input.receivedOn > scope.today) throw refuse("paid-after-today", { today: scope.today }, { field: "receivedOn" })
  const payer = { payerId: idOf<"member">(bill.payer_id), orderId: null, cardBrand: null, cardLast4: null }
  const booked = await bookPayment(scope, { ...facts, ...payer, externalKey: reference }, bill.number)
  if (booked === null) throw refuse("paid-under-this-reference", { reference }, { field: "reference" })
  const { lines, restYen } = await allotToServiceBill(scope, booked, bill, input.amountYen)
  await postLines(scope, booked.voucherId, [
    booked.money,
    ...lines,
    { purpose: "suspense", amountYen: negate(yen(restYen)) },
  ])
  await settleInvoices(scope, [billId])
  await audit(scope, "receive-service-payment", bill.number, { amountYen: input.amountYen, way: input.way })
  return booked.paymentId
}
