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
  select paper.id, paper.number, paper.payer_id as "payerId", paper.snapshot, share.tax_rate_percent as "ratePercent",
    share.open_yen as "openYen"
  from invoice_shares_of(${subjectId}::uuid) as share join issued_paper as paper on paper.id = share.invoice_id
  order by paper.issued_on desc, paper.number desc`
