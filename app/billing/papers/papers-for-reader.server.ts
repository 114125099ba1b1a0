import type { PaperKind } from "#app/billing/papers/paper.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type FileId, isId, type MemberId } from "#app/values/ids.ts"

export type PaperOfReader = Readonly<{
  id: string
  kind: PaperKind
  number: string
  copyNo: number
  isRevision: boolean
  issuedOn: string
  dueOn: string | null
  totalYen: number
  leftYen: number | null
}>

/** 請求書と領収書 made out to a reader, newest first. */
export const papersForReader = (scope: Scope, memberId: MemberId) => scope.sql<PaperOfReader>`
  select paper.id, paper.kind, paper.number, paper.copy_no as "copyNo",
    coalesce(paper.taxes_of_id = paper.id, false) as "isRevision", paper.issued_on as "issuedOn", paper.due_on as "dueOn",
    paper.total_yen as "totalYen", item.left_yen as "leftYen"
  from issued_paper as paper left join invoice_open_item as item on item.invoice_id = paper.id
  where paper.payer_id in (select member_family(${memberId}::uuid))
  order by paper.issued_on desc, paper.number desc, paper.copy_no desc limit 200`

/** The file of a reader's own paper; null where it is not his. */
export async function paperFileOfReader(scope: Scope, memberId: MemberId, id: string): Promise<FileId | null> {
  if (!isId(id)) return null
  const [paper] = await scope.sql<{ file_id: FileId }>`
    select file_id from issued_paper where id = ${id}::uuid and payer_id in (select member_family(${memberId}::uuid))`
  return paper?.file_id ?? null
}
