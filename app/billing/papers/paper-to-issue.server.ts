import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import type { Addressee } from "#app/billing/papers/paper.ts"
import { addresseeForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { idOf, isId } from "#app/values/ids.ts"

export type PaperToIssue = Readonly<{
  payerId: string
  addressee: Addressee
  description: string
  amountYen: number
  dueOn: CalendarDate | null
  /** The paper that there is already. */
  paperId: string | null
}>

/** What an invoice of a contract would say before it is issued. Refuses: unknown-subject, nothing-to-invoice. */
export async function invoiceToIssue(scope: Scope, contractId: string): Promise<PaperToIssue> {
  if (!isId(contractId)) throw refuse("unknown-subject")
  const [contract] = await scope.sql<{ payer_id: string; number: string; paper_id: string | null; price_yen: number }>`
    select contract.payer_id, contract.number, contract.price_yen, (select paper.id from issued_paper as paper
      join issued_paper_line as line on line.paper_id = paper.id where line.contract_id = contract.id and paper.kind = 'invoice'
      order by paper.issued_at desc limit 1) as paper_id
    from contract where contract.id = ${contractId}::uuid`
  if (!contract) throw refuse("unknown-subject")
  const addressee = (await addresseesForPayers(scope, [contract.payer_id])).get(contract.payer_id)
  if (!addressee) throw refuse("unknown-subject")
  const payer = { payerId: contract.payer_id, addressee }
  const [due] = await contractsToInvoice(scope, scope.today, idOf(contractId))
  if (!due && contract.paper_id !== null) {
    const { number: description, price_yen: amountYen, paper_id: paperId } = contract
    return { ...payer, description, amountYen, dueOn: null, paperId }
  }
  if (!due) throw refuse("nothing-to-invoice")
  return {
    ...payer,
    paperId: null,
    description: due.lines.map((line) => line.description).join(" "),
    amountYen: due.amountYen,
    dueOn: due.dueOn,
  }
}

/** What the receipt of a payment would say before it is issued. Refuses: unknown-subject. */
export async function receiptToIssue(scope: Scope, paymentId: string): Promise<PaperToIssue> {
  if (!isId(paymentId)) throw refuse("unknown-subject")
  const [payment] = await scope.sql<{ payer_id: string; number: string; amount_yen: number; paper_id: string | null }>`
    select payment.payer_id, payment.number, payment.amount_yen, (select paper.id from issued_paper as paper
      where paper.payment_id = payment.id and paper.kind = 'receipt' and paper.copy_no = 0) as paper_id
    from payment where payment.id = ${paymentId}::uuid`
  if (!payment) throw refuse("unknown-subject")
  const addressee = await addresseeForPayment(scope, paymentId)
  return {
    ...{ payerId: payment.payer_id, addressee, description: payment.number, amountYen: payment.amount_yen },
    ...{ dueOn: null, paperId: payment.paper_id },
  }
}
