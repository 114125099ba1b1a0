import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { certificateBatch } from "#app/seminars/certificates/certificate-batch.server.ts"
import type { LetterKind } from "#app/seminars/office/letter-kinds.ts"
import { lettersToPost } from "#app/seminars/office/letters-to-post.server.ts"
import { ticketLetters } from "#app/seminars/office/ticket-letters.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"
import { businessPapersPdf } from "#templates/pdf/business-paper-pdf.ts"
import { labelSheetPdf } from "#templates/pdf/label-sheet-pdf.ts"
import { letterPdf } from "#templates/pdf/letter-pdf.ts"

/**
 * The letters of a kind that are still to go, as one PDF for printing (窓付き封筒): tickets and invoices as letters, certificates as they
 * were made out. Refuses: nothing-to-post.
 */
export async function batchToPost(scope: Scope, kind: LetterKind): Promise<Buffer> {
  const letters = await lettersToPost(scope, { kind, isSent: false })
  if (letters.length === 0) throw refuse("nothing-to-post")
  await audit(scope, "print-letters", kind, { count: letters.length })
  if (kind === "ticket") {
    const numbers = new Set(letters.map(({ number }) => `受講番号 ${number}`))
    const all = await ticketLetters(scope, [...new Set(letters.map(({ orderId }) => orderId))])
    return letterPdf(
      all.filter(({ reference }) => reference.some((line) => numbers.has(line))),
      scope.now,
    )
  }
  const ids = letters.map(({ subjectKey }) => subjectKey)
  if (kind === "invoice") {
    const papers = await scope.sql<{ snapshot: BusinessPaper }>`
      select snapshot from issued_paper where id = any(${ids}::uuid[]) order by number`
    return businessPapersPdf(
      papers.map(({ snapshot }) => snapshot),
      scope.now,
    )
  }
  return certificateBatch(scope, ids)
}

/** 宛名ラベル of the letters that are still to go, on sheets of twelve; one for each letter. */
export async function labelsToPost(scope: Scope, kind: LetterKind): Promise<AsyncIterable<Uint8Array>> {
  const letters = await lettersToPost(scope, { kind, isSent: false })
  if (letters.length === 0) throw refuse("nothing-to-post")
  await audit(scope, "print-labels", kind, { count: letters.length })
  const labels = letters.map((letter) => ({
    ...{ postalCode: letter.postalCode, region: letter.region, street: letter.street, building: letter.building },
    ...{ company: letter.company, department: "", name: `${letter.name} 様`, remark: letter.number },
  }))
  return labelSheetPdf(from(labels), "12", scope.now)
}

async function* from<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item)
}
