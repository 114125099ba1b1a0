import type { Scope } from "#app/platform/scope.server.ts"
import type { Month } from "#app/values/calendar.ts"
import { type FileId, idOf } from "#app/values/ids.ts"

export type ClosedFile = Readonly<{ id: FileId; name: string; sha256: string; byteCount: number }>

/** The files kept with a closing of a month, by name. */
export async function closedFiles(scope: Scope, month: Month, seq: number): Promise<readonly ClosedFile[]> {
  const rows = await scope.sql<{ id: string; name: string; sha256: string; byteCount: number }>`
    select stored_file.id, closed_file.name, stored_file.sha256, stored_file.byte_count as "byteCount"
    from closed_file join stored_file on stored_file.id = closed_file.file_id
    where closed_file.month = ${month} and closed_file.seq = ${seq} order by closed_file.name`
  return rows.map((row) => ({ ...row, id: idOf(row.id) }))
}
