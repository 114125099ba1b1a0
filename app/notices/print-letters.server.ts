import type { LetterKind } from "#app/notices/letter-kinds.ts"
import { storeFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { FileId } from "#app/values/ids.ts"
import { type Letter, letterPdf } from "#templates/pdf/letter-pdf.ts"

/**
 * Prints letters as one PDF, in their order, and puts it among what is to be posted (郵送物), in the transaction of their cause. Gives the file;
 * null where there are no letters.
 */
export async function printLetters(
  scope: Scope,
  print: Readonly<{ kind: LetterKind; name: string; letters: readonly Letter[] }>,
): Promise<FileId | null> {
  const { kind, letters } = print
  if (letters.length === 0) return null
  const content = await letterPdf(letters, scope.now)
  const { id } = await storeFile(scope, { name: `${print.name}.pdf`, mediaType: "application/pdf", content })
  await scope.sql`
    insert into letter_batch (organization_id, file_id, kind, letter_count, printed_at)
    values (${scope.organizationId}, ${id}::uuid, ${kind}, ${letters.length}::integer, ${scope.now})`
  return id
}
