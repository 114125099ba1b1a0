import type { Scope } from "#app/platform/scope.server.ts"
import type { FileId } from "#app/values/ids.ts"

/** The stored PDF of a 修了証 of a seminar by its serial; null where there is none. */
export async function fileOfCertificate(
  scope: Scope,
  of: Readonly<{ seminarId: string; serial: string }>,
): Promise<FileId | null> {
  const [row] = await scope.sql<{ file_id: FileId }>`
    select file_id from certificate join registration on registration.id = registration_id
    where serial = ${of.serial} and registration.seminar_id = ${of.seminarId}::uuid`
  return row?.file_id ?? null
}
