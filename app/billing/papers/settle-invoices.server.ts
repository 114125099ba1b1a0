import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * 消込: what was paid for these contracts, seminar orders or bills of services lowers their open invoices, the oldest money against the oldest invoice, each
 * yen once. Money without an invoice waits for one; run again it adds nothing. With `only`, none but these invoices are settled: a debit
 * says itself what it pays. Refuses nothing.
 */
export async function settleInvoices(
  scope: Scope,
  subjectIds: readonly string[],
  only: readonly string[] | null = null,
  on: CalendarDate = scope.today,
): Promise<void> {
  if (subjectIds.length === 0) return
  await holdPapers(scope)
  const ids = [...subjectIds]
  await scope.sql`
    with money as (
      select allocation.subject_id, allocation.payment_id, payment.received_on,
        allocation.amount_yen - coalesce((select sum(known.amount_yen) from invoice_settlement as known
          where known.payment_id = allocation.payment_id
            and known.subject_id = allocation.subject_id), 0) as yen,
        row_number() over (partition by allocation.subject_id order by payment.received_on, payment.number) as place
      from ledger_allocation as allocation join payment on payment.id = allocation.payment_id
      where allocation.subject_id = any (${ids}::uuid[])
    ), billed as (
      select line.subject_id, line.contract_id, line.seminar_order_id, line.service_bill_id, line.paper_id as invoice_id, paper.issued_on,
        paper.number, sum(line.amount_yen) as yen
      from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
      where line.subject_id = any (${ids}::uuid[]) and paper.kind = 'invoice'
      group by line.subject_id, line.contract_id, line.seminar_order_id, line.service_bill_id, line.paper_id, paper.issued_on, paper.number
    ), invoice as (
      select billed.*, least(billed.yen - coalesce((select sum(known.amount_yen) from invoice_settlement as known
          where known.invoice_id = billed.invoice_id and known.subject_id = billed.subject_id), 0), item.left_yen) as open_yen,
        row_number() over (partition by billed.subject_id order by billed.issued_on, billed.number) as place
      from billed join invoice_open_item as item on item.invoice_id = billed.invoice_id
      where ${only === null ? null : [...only]}::uuid[] is null or billed.invoice_id = any (${only === null ? null : [...only]}::uuid[])
    ), paid as (
      select subject_id, payment_id, received_on, sum(yen) over upto - yen as from_yen, sum(yen) over upto as to_yen
      from money where yen > 0 window upto as (partition by subject_id order by place)
    ), open as (
      select contract_id, seminar_order_id, service_bill_id, subject_id, invoice_id, sum(open_yen) over upto - open_yen as from_yen,
        sum(open_yen) over upto as to_yen
      from invoice where open_yen > 0 window upto as (partition by subject_id order by place)
    )
    insert into invoice_settlement (organization_id, invoice_id, source_key, cause, contract_id, seminar_order_id, service_bill_id, payment_id,
      amount_yen, settled_on, recorded_at, recorded_by)
    select ${scope.organizationId}, open.invoice_id,
      'payment:' || paid.payment_id || ':' || open.subject_id || ':' || (select count(*) from invoice_settlement as known
        where known.invoice_id = open.invoice_id and known.payment_id = paid.payment_id
          and known.subject_id = open.subject_id),
      'payment', open.contract_id, open.seminar_order_id, open.service_bill_id, paid.payment_id,
      least(paid.to_yen, open.to_yen) - greatest(paid.from_yen, open.from_yen), paid.received_on, ${scope.now}, ${scope.actor}
    from paid join open on open.subject_id = paid.subject_id and paid.from_yen < open.to_yen and open.from_yen < paid.to_yen`
  await bookBilled(scope, ids, on)
}
