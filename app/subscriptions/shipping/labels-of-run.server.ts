import { parse } from "csv-parse"
import { createReadStream } from "node:fs"
import { pathOfFile } from "#app/platform/files.server.ts"
import { type Actor, readScope } from "#app/platform/scope.server.ts"
import { type Label, labelOf } from "#app/subscriptions/shipping/label-row.ts"
import type { IssueRunId } from "#app/values/ids.ts"

/**
 * The labels of a confirmed run as they were frozen, by postal code; with `inserts` only those that get just these (C2). Null for a run
 * without label file. Memory does not grow with the rows.
 */
export async function labelsOfRun(
  actor: Actor,
  runId: IssueRunId,
  inserts: string | null,
): Promise<AsyncIterable<Label> | null> {
  const path = await readScope(actor, async (scope) => {
    const [file] = await scope.sql<{ sha256: string }>`
      select file.sha256 from issue_run_result as result join stored_file as file on file.id = result.file_id
      where result.issue_run_id = ${runId}::uuid and result.kind = 'labels-utf8'`
    return file ? pathOfFile(scope, file.sha256) : null
  })
  return path === null ? null : labelsIn(path, inserts)
}

async function* labelsIn(path: string, inserts: string | null): AsyncGenerator<Label> {
  const rows: AsyncIterable<string[]> = createReadStream(path).pipe(
    parse({ bom: true, from_line: 2, relax_column_count: true }),
  )
  for await (const cells of rows) {
    const label = labelOf(cells)
    if (inserts === null || label.inserts === inserts) yield label
  }
}
