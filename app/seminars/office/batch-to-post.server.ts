import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { certificateBatch } from "#app/seminars/certificates/certificate-batch.server.ts"
import type { LetterKind } from "#app/seminars/office/letter-kinds.ts"
import { type LetterToPost, lettersToPost } from "#app/seminars/office/letters-to-post.server.ts"
import { ticketLetters } from "#app/seminars/office/ticket-letters.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import { formatPostalCode } from "#app/values/text.ts"
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
    const all = await ticketLetters(scope, [...new Set(letters.map(({ orderId }) => orderId))])
    const byNumber = new Map(all.map((letter) => [letter.reference[0]?.split(" ").at(-1), letter]))
    return letterPdf(
      letters.flatMap(({ number }) => byNumber.get(number) ?? []),
      scope.now,
    )
  }
  const ids = letters.map(({ subjectKey }) => subjectKey)
  if (kind === "invoice") {
    const papers = await scope.sql<{ snapshot: BusinessPaper }>`
      select snapshot from issued_paper where id = any(${ids}::uuid[]) order by array_position(${ids}::uuid[], id)`
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
  const addressees = kind === "invoice" ? await addresseesOf(scope, letters) : new Map<string, Addressee>()
  const labels = letters.map((letter) => {
    const postalCode = letter.postalCode === "" ? "" : formatPostalCode(letter.postalCode)
    return {
      ...{ postalCode, region: letter.region, street: letter.street, building: letter.building },
      ...{ department: "", remark: letter.number },
      ...namesOn(letter, addressees.get(letter.subjectKey)),
    }
  })
  return labelSheetPdf(from(labels), "12", scope.now)
}

type Addressee = BusinessPaper["addressee"]

/** To whom the invoices are made out; their labels say the same. */
async function addresseesOf(scope: Scope, letters: readonly LetterToPost[]): Promise<Map<string, Addressee>> {
  const rows = await scope.sql<{ id: string; addressee: Addressee }>`
    select id, snapshot->'addressee' as addressee from issued_paper
    where id = any(${letters.map(({ subjectKey }) => subjectKey)}::uuid[])`
  return new Map(rows.map(({ id, addressee }) => [id, addressee]))
}

function namesOn(letter: LetterToPost, addressee: Addressee | undefined): { company: string; name: string } {
  if (addressee === undefined) return { company: letter.company, name: `${letter.name} 様` }
  const { name, department, honorific } = addressee
  return department === ""
    ? { company: "", name: `${name} ${honorific}` }
    : { company: name, name: `${department} ${honorific}` }
}

async function* from<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item)
}
