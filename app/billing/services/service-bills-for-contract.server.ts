import type { BilledMonth } from "#app/billing/services/billed-month.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** The months of a service contract (業務委託契約) that are billed, the newest first. */
export const serviceBillsForContract = (scope: Scope, contractId: string) => scope.sql<BilledMonth>`
  select bill.id, bill.number, bill.month, bill.total_yen as "totalYen", position.receivable_yen as "leftYen",
    ((select coalesce(sum(amount_yen), 0) from service_payment_allocation where bill_id = bill.id)
      + (select coalesce(sum(net_yen + tax_yen), 0) from service_movement where bill_id = bill.id and cause = 'recovered'))::bigint as "paidYen",
    service_bill_lost(bill.id) as "lostYen",
    (select jsonb_build_object('id', paper.id, 'number', paper.number, 'dueOn', paper.due_on)
      from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
      where line.service_bill_id = bill.id and paper.kind = 'invoice' limit 1) as invoice
  from service_bill as bill join service_position as position on position.bill_id = bill.id
  where bill.contract_id = ${contractId}::uuid order by bill.month desc`
