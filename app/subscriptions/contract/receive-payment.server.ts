import type { ContractForMoney } from "#app/billing/allot-to-contract.server.ts"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { addDays, type CalendarDate } from "#app/values/calendar.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"

/**
 * Books money that came in by bank or in cash for one contract (入金の登録); the bank's reference books it once. More than the
 * contract costs goes to the others of its bundle (セット), and what is left becomes 仮受金. Refuses: unknown-contract, paid-in-the-future, paid-long-ago, payment-booked-already.
 */
export async function receivePayment(
  scope: Scope,
  input: Readonly<{
    contractId: string
    way: "bank-transfer" | "cash"
    amountYen: number
    receivedOn: CalendarDate
    reference: string
  }>,
): Promise<PaymentId> {
  if (input.receivedOn > scope.today) throw refuse("paid-in-the-future", {}, { field: "receivedOn" })
  const earliest = addDays(scope.today, -366)
  if (input.receivedOn < earliest) throw refuse("paid-long-ago", { earliest }, { field: "receivedOn" })
  const contract = await lockContract(scope, input.contractId)
  const [order] = await scope.sql<{ order_id: string | null }>`
    select order_id from contract where id = ${contract.id}::uuid`
  const orderId = order?.order_id ?? null
  const others = await scope.sql<ContractForMoney>`
    select contract.id, contract.number, contract.publication_id as "publicationId", publication.code as "publicationCode"
    from contract join publication on publication.id = contract.publication_id
    join customer_order on customer_order.id = contract.order_id and customer_order.bundle_id is not null
    where contract.order_id = ${orderId}::uuid and contract.id <> ${contract.id}::uuid order by contract.number`
  const paymentId = await recordPayment(scope, {
    ...{ payerId: contract.payerId, orderId: orderId === null ? null : idOf(orderId), way: input.way },
    ...{ amountYen: input.amountYen, receivedOn: input.receivedOn, externalKey: input.reference },
    ...{ cardBrand: null, cardLast4: null, contract, others },
  })
  if (paymentId === null) {
    throw refuse("payment-booked-already", { reference: input.reference }, { field: "reference" })
  }
  await audit(scope, "receive-payment", contract.number, { amountYen: input.amountYen, way: input.way })
  return paymentId
}
