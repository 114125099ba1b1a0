import type { PaperKind } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { FileId } from "#app/values/ids.ts"

export type PaperOfOrder = Readonly<{
  id: string
  kind: PaperKind
  number: string
  issuedOn: string
  totalYen: number
  /** What is still open of an invoice; null for other papers. */
  leftYen: number | null
  fileId: FileId
}>

/**
 * 請求書, 領収書 and 適格返還請求書 of a seminar order, the invoice first, each as it was last made out. An invoice or receipt over other orders,
 * contracts or services, too, is its payer's and not shown to whoever applied.
 */
export const papersForOrder = (scope: Scope, orderId: string) => scope.sql<PaperOfOrder>`
  select latest.id, paper.kind, paper.number, paper.issued_on as "issuedOn", paper.total_yen as "totalYen", item.left_yen as "leftYen",
    latest.file_id as "fileId"
  from issued_paper as paper left join invoice_open_item as item on item.invoice_id = paper.id
  cross join lateral (select copy.id, copy.file_id from issued_paper as copy where copy.id = paper.id or copy.first_id = paper.id
    order by copy.copy_no desc limit 1) as latest
  where paper.copy_no = 0 and exists (select from issued_paper_line as line
    where line.paper_id = paper.id and line.seminar_order_id = ${orderId}::uuid)
    and not exists (select from issued_paper_line as other where other.paper_id = paper.id
      and other.subject_id <> ${orderId}::uuid)
  order by paper.corrects_id is not null, paper.issued_at, paper.number`
