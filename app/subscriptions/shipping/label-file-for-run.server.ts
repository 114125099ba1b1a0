import path from "node:path"
import { pathOfFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { FileId, IssueRunId } from "#app/values/ids.ts"
import { idOf } from "#app/values/ids.ts"

export type RunFile = Readonly<{ id: FileId; name: string; sha256: string; path: string; rows: number }>

/** The label file of a confirmed run in CP932, with its row count; null for a run taken over from an older system. */
export async function labelFileForRun(scope: Scope, runId: IssueRunId): Promise<RunFile | null> {
  const [row] = await scope.sql<{ id: string; name: string; sha256: string; rows: number }>`
    select file.id, file.name, file.sha256,
      (select count(*) from shipment where issue_run_id = result.issue_run_id)::integer as rows
    from issue_run_result as result join stored_file as file on file.id = result.file_id
    where result.issue_run_id = ${runId}::uuid and result.kind = 'labels-cp932'`
  if (!row) return null
  return { ...row, id: idOf(row.id), path: path.resolve(pathOfFile(scope, row.sha256)) }
}
