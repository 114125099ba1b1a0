import type { PaperId } from "#app/billing/papers/paper.ts"
import { storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"
import { businessPaperPdf } from "#templates/pdf/business-paper-pdf.ts"

/**
 * Writes a further copy of a paper, with its PDF: the first one's number, date, sum and source, and the snapshot's addressee. It carries the taxes of the
 * first one, of the revision that it repeats, or its own (修正). Refuses nothing.
 */
export async function issueCopy(
  scope: Scope,
  firstId: PaperId,
  snapshot: BusinessPaper,
  taxesOf: PaperId | "first" | "own",
): Promise<PaperId> {
  const { number, copyNo } = snapshot
  const file = await storeFile(scope, {
    ...{ name: `${number}-${copyNo}.pdf`, mediaType: "application/pdf" },
    content: await businessPaperPdf(snapshot, scope.now),
  })
  const [copy] = await scope.sql<{ id: PaperId }>`
    with made as (select new_id() as id)
    insert into issued_paper (organization_id, id, kind, year, serial, copy_no, number, source_key, payer_id, addressee, issued_on, due_on,
      total_yen, snapshot, file_id, first_id, corrects_id, payment_id, taxes_of_id, issued_at, issued_by)
    select first.organization_id, made.id, kind, year, serial, ${copyNo}::integer, number, source_key || ':copy-' || ${copyNo}, payer_id,
      ${snapshot.addressee.name}, issued_on, due_on, total_yen, ${JSON.stringify(snapshot)}::jsonb, ${file.id}::uuid, first.id, corrects_id,
      payment_id, case when ${taxesOf === "own"} then made.id else ${taxesOf === "own" || taxesOf === "first" ? null : taxesOf}::uuid end,
      ${scope.now}, ${scope.actor}
    from issued_paper as first cross join made where first.id = ${firstId}::uuid returning id`
  if (!copy) throw new Error("the copy gave no row")
  return copy.id
}
