import { allotToContract, type ContractForMoney } from "#app/billing/allot-to-contract.server.ts"
import { bookPayment, type PaymentFacts } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { postLines, type VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

export type PaymentInput = PaymentFacts &
  Readonly<{
    /** The contract that the money is for; null books it as 仮受金 (entry 18) until somebody decides. */
    contract: ContractForMoney | null
    /** The other contracts of a bundle (セット), in their order: each takes what those before it do not need. */
    others?: readonly ContractForMoney[]
  }>

/**
 * Books a payment (entries 1, 2, 6, 7, 16, 18 of the posting table): Dr where the money lies, Cr 売掛金 as far as units served are
 * unpaid, 償却債権取立益 as far as they were written off, 前受金 up to the price, and 仮受金 for more. What is paid for a bundle is one payment and
 * voucher with an allocation for each title. Null where it is booked already.
 */
export async function recordPayment(scope: Scope, input: PaymentInput): Promise<PaymentId | null> {
  const contracts = input.contract === null ? [] : [input.contract, ...(input.others ?? [])]
  const booked = await bookPayment(scope, input, contracts.map(({ number }) => number).join("・") || null)
  if (booked === null) return null
  const { paymentId, voucherId, money } = booked
  if (input.contract === null) {
    await postLines(scope, voucherId, [money, { purpose: "suspense", amountYen: -input.amountYen }])
    return paymentId
  }
  const lines: VoucherLine[] = [money]
  let restYen = input.amountYen
  for (const contract of contracts) {
    const allotted = await allotToContract(scope, booked, contract, restYen)
    lines.push(...allotted.lines)
    restYen = allotted.restYen
  }
  await postLines(scope, voucherId, [...lines, { purpose: "suspense", amountYen: negate(yen(restYen)) }])
  await settleInvoices(scope, contracts.map(({ id }) => id)) // prettier-ignore
  return paymentId
}
