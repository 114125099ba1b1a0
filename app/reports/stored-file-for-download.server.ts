import type { Scope } from "#app/platform/scope.server.ts"
import { type FileId, idOf, isId } from "#app/values/ids.ts"

/**
 * A kept file's name and whether it belongs to the books (the closing of a month); null where there is none. What a reader sent as
 * his proof, and bank files with readers' accounts (振込データ, 口座振替), are taken from their own pages alone.
 */
export async function storedFileForDownload(
  scope: Scope,
  id: string,
): Promise<{ id: FileId; name: string; sha256: string; ofBooks: boolean } | null> {
  if (!isId(id)) return null
  const [row] = await scope.sql<{ id: string; name: string; sha256: string; ofBooks: boolean }>`
    select id, name, sha256, exists (select from closed_file where closed_file.file_id = stored_file.id) as "ofBooks"
    from stored_file where id = ${id}::uuid and not exists (select from student_proof_file where file_id = stored_file.id)
      and not exists (select from remittance where file_id = stored_file.id)
      and not exists (select from debit_request where stored_file.id in (debit_request.file_id, debit_request.result_file_id))`
  return row ? { ...row, id: idOf(row.id) } : null
}
