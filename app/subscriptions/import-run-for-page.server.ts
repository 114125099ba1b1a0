import { z } from "zod"
import { pathOfFile } from "#app/platform/files.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ImportMapping } from "#app/subscriptions/import-mapping.ts"
import { importMapping } from "#app/subscriptions/import-mappings.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { isId } from "#app/values/ids.ts"

const Flags = z.object({
  fileId: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  asOf: z.string().refine(isCalendarDate).transform(calendarDate),
  mode: z.enum(["preview", "all", "good"]),
  mapping: z.uuid().nullable().default(null),
})

const Counts = z.record(z.string(), z.number())

const Result = z.object({
  rows: z.number(),
  applied: z.boolean(),
  members: z.number(),
  contracts: z.number(),
  activeContracts: z.number(),
  copiesNextIssue: Counts,
  deferredYen: z.number(),
  receivableYen: z.number(),
  remainingValueYen: z.number(),
  expiry: Counts,
  rejectedCells: z.number(),
  rejectedLines: z.number(),
  firstRejected: z.array(
    z.object({ line: z.number(), column: z.string(), value: z.string(), message: z.string(), messageEn: z.string() }),
  ),
  errorFileId: z.string().nullable(),
})

const Refused = z.object({ message: z.string(), messageJa: z.string() })

export type ImportReport = z.infer<typeof Result>

export type ImportRun = Readonly<{
  id: string
  flags: z.infer<typeof Flags>
  path: string
  /** What the mapping of its columns is called; empty where they go by their own names. */
  mappingName: string
  mapping: ImportMapping
  outcome: "running" | "done" | "refused" | "failed"
  progress: number
  report: ImportReport | null
  /** Why nothing was done, where the file as a whole was refused. */
  refusal: { ja: string; en: string } | null
}>

type Row = { flags: unknown; outcome: ImportRun["outcome"]; progress: number; result: unknown }

/** One preview or application of a subscribers file, running or done; null where there is no such run. */
export async function importRunForPage(scope: Scope, id: string): Promise<ImportRun | null> {
  if (!isId(id)) return null
  const [row] = await scope.sql<Row>`
    select flags, outcome, progress::float8 as progress, result from job_run
    where id = ${id}::uuid and name = 'import-subscribers'`
  const flags = Flags.safeParse(row?.flags)
  if (!row || !flags.success) return null
  const refused = Refused.safeParse(row.result)
  const { name, columns } = await importMapping(scope, flags.data.mapping)
  return {
    id,
    flags: flags.data,
    path: pathOfFile(scope, flags.data.sha256),
    ...{ mappingName: name, mapping: columns, outcome: row.outcome },
    progress: row.progress,
    report: Result.safeParse(row.result).data ?? null,
    refusal: refused.success ? { ja: refused.data.messageJa, en: refused.data.message } : null,
  }
}

export type ImportRunOfList = Readonly<{
  id: string
  fileName: string
  mode: "preview" | "all" | "good"
  startedAt: Date
  outcome: ImportRun["outcome"]
}>

/** The last previews and applications started on a page. */
export const importRunsForList = (scope: Scope, limit: number) => scope.sql<ImportRunOfList>`
  select id, flags ->> 'fileName' as "fileName", flags ->> 'mode' as mode, started_at as "startedAt", outcome
  from job_run where name = 'import-subscribers' and flags ->> 'mode' in ('preview', 'all', 'good')
  order by started_at desc, id limit ${limit}::integer`
