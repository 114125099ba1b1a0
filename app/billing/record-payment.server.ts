import { allotToContract, type ContractForMoney } from "#app/billing/allot-to-contract.server.ts"
import { bookPayment, type PaymentFacts } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { postLines } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

export type PaymentInput = PaymentFacts &
  Readonly<{
    /** The contract that the money is for; null books it as 仮受金 (entry 18) until somebody decides. */
    contract: ContractForMoney | null
  }>

/**
 * Books a payment (entries 1, 2, 6, 7, 16, 18 of the posting table): Dr where the money lies, Cr 売掛金 as far as units served are
 * unpaid, 償却債権取立益 as far as they were written off, 前受金 up to the price, and 仮受金 for more. Null where it is booked already.
 */
export async function recordPayment(scope: Scope, input: PaymentInput): Promise<PaymentId | null> {
  const booked = await bookPayment(scope, input, input.contract?.number ?? null)
  if (booked === null) return null
  const { paymentId, voucherId, money } = booked
  if (input.contract === null) {
    await postLines(scope, voucherId, [money, { purpose: "suspense", amountYen: -input.amountYen }])
    return paymentId
  }
  const { lines, restYen } = await allotToContract(scope, booked, input.contract, input.amountYen)
  await postLines(scope, voucherId, [money, ...lines, { purpose: "suspense", amountYen: negate(yen(restYen)) }])
  await settleInvoices(scope, [input.contract.id])
  return paymentId
}
