import { z } from "zod"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

const Result = z.object({ fileId: z.string(), name: z.string(), rows: z.number() })

export type ExportOfPage = Readonly<{
  outcome: "running" | "done" | "refused" | "failed"
  progress: number
  file: z.infer<typeof Result> | null
}>

/** How far an export is, and its file once there is one; null where there is no such export. */
export async function exportForPage(scope: Scope, id: string): Promise<ExportOfPage | null> {
  if (!isId(id)) return null
  const [row] = await scope.sql<{ outcome: ExportOfPage["outcome"]; progress: number; result: unknown }>`
    select outcome, progress::float8 as progress, result from job_run
    where id = ${id}::uuid and name in ('export-members', 'disclose-member')`
  if (!row) return null
  const result = Result.safeParse(row.result)
  return { outcome: row.outcome, progress: row.progress, file: result.success ? result.data : null }
}
