import { allotToContract, type ContractForMoney } from "#app/billing/allot-to-contract.server.ts"
import { allotToSeminarOrder, type SeminarOrderForMoney } from "#app/billing/allot-to-seminar-order.server.ts"
import { bookPayment } from "#app/billing/book-payment.server.ts"
import { settleInvoices } from "#app/billing/papers/settle-invoices.server.ts"
import { postLines, type VoucherLine } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { idOf, type PaymentId } from "#app/values/ids.ts"
import { negate, yen } from "#app/values/yen.ts"

type Share = {
  line_no: number
  id: string
  number: string
  code: string
  publication_id: string | null
  yen: number
}

type DoneLine = { line_no: number; member_id: string; customer_number: string; amount_yen: number }

/**
 * Books what the bank has withdrawn: each record one payment of its payer (entries 1, 6, 7), shared out over the contracts and seminar orders of
 * its invoices; what was paid otherwise meanwhile stays 仮受金. Then those invoices, and no others, are settled. Refuses nothing.
 */
export async function bookDebits(
  scope: Scope,
  request: Readonly<{ requestId: string; number: string; withdrawOn: CalendarDate }>,
): Promise<void> {
  const { requestId } = request
  const lines = await scope.sql<DoneLine>`
    select line_no, member_id, customer_number, amount_yen from debit_line
    where request_id = ${requestId}::uuid and result = '0' order by line_no`
  const shares = await sharesOf(scope, requestId)
  const paid: { line_no: number; payment_id: PaymentId }[] = []
  for (const line of lines) {
    const paymentId = await bookLine(
      scope,
      request,
      line,
      shares.filter(({ line_no }) => line_no === line.line_no),
    )
    if (paymentId !== null) paid.push({ line_no: line.line_no, payment_id: paymentId })
  }
  await scope.sql`
    update debit_line as line set payment_id = given.payment_id
    from jsonb_to_recordset(${JSON.stringify(paid)}::jsonb) as given (line_no integer, payment_id uuid)
    where line.request_id = ${requestId}::uuid and line.line_no = given.line_no`
  const invoices = await scope.sql<{ id: string }>`
    select asked.invoice_id as id from debit_invoice as asked
    join debit_line as line on line.request_id = asked.request_id and line.line_no = asked.line_no
    where asked.request_id = ${requestId}::uuid and line.result = '0'`
  const subjects = shares.map(({ id }) => id)
  await settleInvoices(scope, [...new Set(subjects)], invoices.map(({ id }) => id)) // prettier-ignore
}

async function bookLine(
  scope: Scope,
  request: Readonly<{ number: string; withdrawOn: CalendarDate }>,
  line: DoneLine,
  shares: readonly Share[],
): Promise<PaymentId | null> {
  const label = shares.map(({ number }) => number).join("・")
  const booked = await bookPayment(
    scope,
    {
      ...{ payerId: idOf(line.member_id), orderId: null, way: "direct-debit", amountYen: line.amount_yen },
      ...{ receivedOn: request.withdrawOn, externalKey: `debit:${request.number}:${line.customer_number}` },
      ...{ cardBrand: null, cardLast4: null },
    },
    label === "" ? null : label,
  )
  if (booked === null) return null
  const credits: VoucherLine[] = []
  let restYen = line.amount_yen
  for (const share of shares) {
    const allotted = await allot(scope, booked, share, Math.min(share.yen, restYen))
    credits.push(...allotted.lines)
    restYen -= Math.min(share.yen, restYen) - allotted.restYen
  }
  await postLines(scope, booked.voucherId, [
    booked.money,
    ...credits,
    { purpose: "suspense", amountYen: negate(yen(restYen)) },
  ])
  return booked.paymentId
}

type Booked = NonNullable<Awaited<ReturnType<typeof bookPayment>>>

function allot(scope: Scope, booked: Booked, share: Share, amountYen: number) {
  const { id, number, code, publication_id: publicationId } = share
  if (publicationId === null) {
    const order: SeminarOrderForMoney = { id, number, code }
    return allotToSeminarOrder(scope, booked, order, amountYen)
  }
  const contract: ContractForMoney = { id: idOf(id), number, publicationId: idOf(publicationId), publicationCode: code }
  return allotToContract(scope, booked, contract, amountYen)
}

/**
 * What each contract and seminar order of a record's invoices still has open on them, never more than is open of the invoice itself. Contracts come
 * first, in the order of their titles and ids, so that two bookings never wait for each other.
 */
const sharesOf = (scope: Scope, requestId: string) => scope.sql<Share>`
  with asked as (
    select asked.line_no, asked.invoice_id, item.left_yen
    from debit_invoice as asked join debit_line as line on line.request_id = asked.request_id and line.line_no = asked.line_no
    join invoice_open_item as item on item.invoice_id = asked.invoice_id
    where asked.request_id = ${requestId}::uuid and line.result = '0' and item.left_yen > 0
  ), billed as (
    select asked.line_no, asked.invoice_id, asked.left_yen, coalesce(line.contract_id, line.seminar_order_id) as subject_id,
      sum(line.amount_yen) as yen
    from asked join issued_paper_line as line on line.paper_id = asked.invoice_id
    where line.contract_id is not null or line.seminar_order_id is not null group by 1, 2, 3, 4
  ), open as (
    select line_no, invoice_id, left_yen, subject_id, greatest(yen - coalesce((select sum(known.amount_yen) from invoice_settlement as known
      where known.invoice_id = billed.invoice_id and coalesce(known.contract_id, known.seminar_order_id) = billed.subject_id), 0), 0) as yen
    from billed
  ), capped as (
    select line_no, subject_id, greatest(least(yen, left_yen - sum(yen) over upto + yen), 0) as yen
    from open window upto as (partition by line_no, invoice_id order by subject_id)
  )
  select capped.line_no, capped.subject_id as id, coalesce(contract.number, seminar_order.number) as number,
    coalesce(publication.code, seminar.code) as code, contract.publication_id, sum(capped.yen)::bigint as yen
  from capped left join contract on contract.id = capped.subject_id
  left join publication on publication.id = contract.publication_id
  left join seminar_order on seminar_order.id = capped.subject_id left join seminar on seminar.id = seminar_order.seminar_id
  group by capped.line_no, capped.subject_id, contract.number, seminar_order.number, publication.code, seminar.code, contract.publication_id
  having sum(capped.yen) > 0
  order by capped.line_no, contract.publication_id nulls last, capped.subject_id`
