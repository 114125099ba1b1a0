import { allotToSubject, type SubjectForMoney } from "#app/billing/allot-to-subject.server.ts"
import { bookPayment, type PaymentWay } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { postLines, type VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

/** Money that says itself which invoices it pays: a debit of ours, a slip of ours. */
export type InvoicePayment = Readonly<{
  /** The natural key that books it once. */
  externalKey: string
  payerId: string
  way: PaymentWay
  amountYen: number
  receivedOn: CalendarDate
  invoiceIds: readonly string[]
  /** It was booked as 仮受金 before and goes from there (entry 18). */
  isHeld: boolean
}>

type Share = {
  external_key: string
  id: string
  number: string
  /** Of its title or seminar; null of a service's bill. */
  code: string | null
  publication_id: string | null
  yen: number
}

/**
 * Books each of these as one payment of its payer (entries 1, 6, 7, 18), shared out over the contracts, seminar orders and bills of services on its invoices; what was
 * paid otherwise meanwhile stays 仮受金. Then those invoices, and no others, are settled. Gives the payments by their keys, without those that were
 * booked before. Refuses nothing.
 */
export async function payInvoices(
  scope: Scope,
  payments: readonly InvoicePayment[],
): Promise<ReadonlyMap<string, PaymentId>> {
  const shares = await sharesOf(scope, payments)
  const paid = new Map<string, PaymentId>()
  for (const payment of payments) {
    const own = shares.filter(({ external_key }) => external_key === payment.externalKey)
    const paymentId = await payOne(scope, payment, own)
    if (paymentId !== null) paid.set(payment.externalKey, paymentId)
  }
  const invoiceIds = payments.flatMap((payment) => payment.invoiceIds)
  await settleInvoices(scope, [...new Set(shares.map(({ id }) => id))], invoiceIds)
  return paid
}

async function payOne(scope: Scope, payment: InvoicePayment, shares: readonly Share[]): Promise<PaymentId | null> {
  const { externalKey, payerId, way, amountYen, receivedOn, isHeld } = payment
  const label = shares.map(({ number }) => number).join("・")
  const facts = { payerId: idOf<"member">(payerId), orderId: null, way, amountYen, receivedOn, externalKey }
  const booked = await bookPayment(scope, { ...facts, cardBrand: null, cardLast4: null }, label === "" ? null : label)
  if (booked === null) return null
  const credits: VoucherLine[] = []
  let restYen = amountYen
  for (const share of shares) {
    const givenYen = Math.min(share.yen, restYen)
    const allotted = await allotToSubject(scope, booked, subjectOf(share), givenYen)
    credits.push(...allotted.lines)
    restYen -= givenYen - allotted.restYen
  }
  await postLines(scope, booked.voucherId, [
    isHeld ? { purpose: "suspense", amountYen } : booked.money,
    ...credits,
    { purpose: "suspense", amountYen: negate(yen(restYen)) },
  ])
  return booked.paymentId
}

function subjectOf({ id, number, code, publication_id: publicationId }: Share): SubjectForMoney {
  if (code === null) return { of: "service", id, number }
  if (publicationId === null) return { of: "seminar", id, number, code }
  return { of: "contract", id: idOf(id), number, publicationId: idOf(publicationId), publicationCode: code }
}

/**
 * What each contract, seminar order and service's bill of a payment's invoices still has open on them, never more than is open of the invoice itself. Contracts come
 * first, in the order of their titles and ids, and bills of services last, so that two bookings never wait for each other.
 */
const sharesOf = (scope: Scope, payments: readonly InvoicePayment[]) => scope.sql<Share>`
  with asked as (
    select given.external_key, item.invoice_id, item.left_yen
    from jsonb_to_recordset(${JSON.stringify(payments.flatMap(({ externalKey, invoiceIds }) => invoiceIds.map((id) => ({ external_key: externalKey, invoice_id: id }))))}::jsonb)
      as given (external_key text, invoice_id uuid)
    join invoice_open_item as item on item.invoice_id = given.invoice_id where item.left_yen > 0
  ), billed as (
    select asked.external_key, asked.invoice_id, asked.left_yen, line.subject_id, sum(line.amount_yen) as yen
    from asked join issued_paper_line as line on line.paper_id = asked.invoice_id
    where line.subject_id is not null group by 1, 2, 3, 4
  ), open as (
    select external_key, invoice_id, left_yen, subject_id, greatest(yen - coalesce((select sum(known.amount_yen)
      from invoice_settlement as known where known.invoice_id = billed.invoice_id and known.subject_id = billed.subject_id), 0), 0) as yen
    from billed
  ), capped as (
    select external_key, subject_id, greatest(least(yen, left_yen - sum(yen) over upto + yen), 0) as yen
    from open window upto as (partition by external_key, invoice_id order by subject_id)
  )
  select capped.external_key, capped.subject_id as id, coalesce(contract.number, seminar_order.number, service_bill.number) as number,
    coalesce(publication.code, seminar.code) as code, contract.publication_id, sum(capped.yen)::bigint as yen
  from capped left join contract on contract.id = capped.subject_id
  left join publication on publication.id = contract.publication_id
  left join seminar_order on seminar_order.id = capped.subject_id left join seminar on seminar.id = seminar_order.seminar_id
  left join service_bill on service_bill.id = capped.subject_id
  group by capped.external_key, capped.subject_id, contract.number, seminar_order.number, service_bill.number, publication.code,
    seminar.code, contract.publication_id
  having sum(capped.yen) > 0
  order by capped.external_key, contract.publication_id nulls last, service_bill.number is not null, capped.subject_id`
