import type { PaperId } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"

/** What an invoice bills for one contract or seminar order, among others on it. */
export type InvoiceShare = Readonly<{
  id: PaperId
  number: string
  payerId: MemberId
  snapshot: BusinessPaper
  ratePercent: number
  openYen: number
}>

/** The invoices that bill a contract or a seminar order, the newest first, with what of each is open for it, in yen. */
export const invoiceSharesOf = (scope: Scope, subjectId: ContractId | string) => scope.sql<InvoiceShare>`
  select paper.id, paper.number, paper.payer_id as "payerId", paper.snapshot, billed.rate as "ratePercent",
    greatest(least(billed.yen - settled.yen, item.left_yen), 0)::bigint as "openYen"
  from (select paper_id, sum(amount_yen) as yen, max(tax_rate_percent) as rate from issued_paper_line
    where contract_id = ${subjectId}::uuid or seminar_order_id = ${subjectId}::uuid group by paper_id) as billed
  join issued_paper as paper on paper.id = billed.paper_id and paper.kind = 'invoice'
  join invoice_open_item as item on item.invoice_id = paper.id
  cross join lateral (select coalesce(sum(amount_yen), 0) as yen from invoice_settlement
    where invoice_id = paper.id and (contract_id = ${subjectId}::uuid or seminar_order_id = ${subjectId}::uuid)) as settled
  order by paper.issued_on desc, paper.number desc`
