import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractId } from "#app/values/ids.ts"

/**
 * 消込: what was paid for these contracts lowers their open invoices, the oldest money against the oldest invoice, each yen once.
 * Money without an invoice waits for one; run again it adds nothing. Refuses nothing.
 */
export async function settleContracts(scope: Scope, contractIds: readonly ContractId[]): Promise<void> {
  if (contractIds.length === 0) return
  await scope.sql`
    with money as (
      select allocation.contract_id, allocation.payment_id, payment.received_on,
        allocation.amount_yen - coalesce((select sum(known.amount_yen) from invoice_settlement as known
          where known.payment_id = allocation.payment_id and known.contract_id = allocation.contract_id), 0) as yen,
        row_number() over (partition by allocation.contract_id order by payment.received_on, payment.number) as place
      from payment_allocation as allocation join payment on payment.id = allocation.payment_id
      where allocation.contract_id = any (${[...contractIds]}::uuid[])
    ), billed as (
      select line.contract_id, line.paper_id as invoice_id, paper.issued_on, paper.number, sum(line.amount_yen) as yen
      from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
      where line.contract_id = any (${[...contractIds]}::uuid[]) and paper.kind = 'invoice'
      group by line.contract_id, line.paper_id, paper.issued_on, paper.number
    ), invoice as (
      select billed.contract_id, billed.invoice_id,
        least(billed.yen - coalesce((select sum(known.amount_yen) from invoice_settlement as known
          where known.invoice_id = billed.invoice_id and known.contract_id = billed.contract_id), 0), item.left_yen) as yen,
        row_number() over (partition by billed.contract_id order by billed.issued_on, billed.number) as place
      from billed join invoice_open_item as item on item.invoice_id = billed.invoice_id
    ), paid as (
      select contract_id, payment_id, received_on, sum(yen) over upto - yen as from_yen, sum(yen) over upto as to_yen
      from money where yen > 0 window upto as (partition by contract_id order by place)
    ), open as (
      select contract_id, invoice_id, sum(yen) over upto - yen as from_yen, sum(yen) over upto as to_yen
      from invoice where yen > 0 window upto as (partition by contract_id order by place)
    )
    insert into invoice_settlement (organization_id, invoice_id, source_key, cause, contract_id, payment_id, amount_yen, settled_on,
      recorded_at, recorded_by)
    select ${scope.organizationId}, open.invoice_id,
      'payment:' || paid.payment_id || ':' || open.contract_id || ':' || (select count(*) from invoice_settlement as known
        where known.invoice_id = open.invoice_id and known.payment_id = paid.payment_id and known.contract_id = open.contract_id),
      'payment', open.contract_id, paid.payment_id, least(paid.to_yen, open.to_yen) - greatest(paid.from_yen, open.from_yen),
      paid.received_on, ${scope.now}, ${scope.actor}
    from paid join open on open.contract_id = paid.contract_id and paid.from_yen < open.to_yen and open.from_yen < paid.to_yen`
}
