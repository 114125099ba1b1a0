import { createReadStream } from "node:fs"
import { z } from "zod"
import { askForWork, type AskedWork } from "#app/platform/background.server.ts"
import { pathOfFile, storeFile } from "#app/platform/files.server.ts"
import type { JobResult, Progress } from "#app/platform/job.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import {
  importSubscribers,
  type ImportResult,
  type RejectedCell,
} from "#app/subscriptions/import-subscribers.server.ts"
import { importMapping } from "#app/subscriptions/import-mappings.server.ts"
import { type CalendarDate, calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { csvCell } from "#templates/paper.ts"

const SHOWN_CELLS = 100

/** `preview` runs everything and rolls it back; `all` applies nothing while a row is bad; `good` leaves bad rows out. */
const importModes = ["preview", "all", "good"] as const
export type ImportMode = (typeof importModes)[number]

export type ImportRunFlags = Readonly<{
  fileId: string
  fileName: string
  sha256: string
  asOf: CalendarDate
  mode: ImportMode
  /** A version of a saved mapping; columns by their own names for null. */
  mapping: string | null
}>

/** Keeps an uploaded file in the house, so that the preview and the application read the same bytes. */
export const keepUpload = (actor: Actor, upload: { path: string; name: string }) =>
  inScope(actor, (scope) =>
    storeFile(scope, { name: upload.name, mediaType: "text/csv", content: createReadStream(upload.path) }),
  )

/** The preview or the application of a kept file as a worker does it. */
export const importWork: AskedWork<ImportRunFlags> = {
  name: "import-subscribers",
  input: z.object({
    ...{ fileId: z.string(), fileName: z.string(), sha256: z.string(), mode: z.enum(importModes) },
    asOf: z.string().refine(isCalendarDate).transform(calendarDate),
    mapping: z.uuid().nullable().default(null),
  }),
  run: runImport,
}

/** Asks for it; gives the id of its job run. */
export const startSubscriberImport = (actor: Actor, flags: ImportRunFlags): Promise<string> =>
  askForWork(actor, importWork, flags)

async function runImport(actor: Actor, flags: ImportRunFlags, progress: Progress): Promise<JobResult> {
  const result = await inScope(
    actor,
    async (scope) =>
      importSubscribers(scope, {
        path: pathOfFile(scope, flags.sha256),
        fileName: flags.fileName,
        asOf: flags.asOf,
        mapping: (await importMapping(scope, flags.mapping)).columns,
        // The preview shows what the good rows would bring, beside the cells that are bad.
        goodRows: flags.mode !== "all",
        progress,
      }),
    { rollBack: flags.mode === "preview" },
  )
  return { ok: result.applied, result: { ...result, rejected: undefined, ...(await keepRejected(actor, result)) } }
}

/** The first bad cells go into the run's row; all of them into a file to download. */
async function keepRejected(actor: Actor, { rejected }: ImportResult) {
  const file =
    rejected.length === 0
      ? null
      : await inScope(actor, (scope) =>
          storeFile(scope, {
            name: "import-errors.csv",
            mediaType: "text/csv; charset=utf-8",
            content: linesOf(rejected),
          }),
        )
  return {
    rejectedCells: rejected.length,
    rejectedLines: new Set(rejected.map(({ line }) => line)).size,
    firstRejected: rejected.slice(0, SHOWN_CELLS),
    errorFileId: file?.id ?? null,
  }
}

async function* linesOf(rejected: readonly RejectedCell[]): AsyncGenerator<Uint8Array> {
  const line = (cells: readonly (string | number)[]) => `${cells.map(csvCell).join(",")}\r\n`
  yield Buffer.from(`\uFEFF${line(["行", "列", "値", "内容", "Problem"])}`)
  for (let from = 0; from < rejected.length; from += 1_000) {
    const some = rejected.slice(from, from + 1_000)
    yield Buffer.from(
      some.map((cell) => line([cell.line, cell.column, cell.value, cell.message, cell.messageEn])).join(""),
    )
    await Promise.resolve()
  }
}
