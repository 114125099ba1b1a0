import { PassThrough } from "node:stream"
import ExcelJS from "exceljs"
import { z } from "zod"
import { headingsForExport, membersForExport } from "#app/members/members-for-export.server.ts"
import { MemberRules } from "#app/members/member-rules.ts"
import type { MemberFilter } from "#app/members/members-for-list.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import { askForWork, type AskedWork } from "#app/platform/background.server.ts"
import { type StoredFile, storeFile } from "#app/platform/files.server.ts"
import type { Progress } from "#app/platform/job.server.ts"
import { type Actor, inScope, readScope } from "#app/platform/scope.server.ts"
import { csvCell, plainCell } from "#templates/paper.ts"

export const memberExportFormats = ["csv", "xlsx"] as const
export type MemberExportFormat = (typeof memberExportFormats)[number]

export type MemberExport = MemberFilter & Readonly<{ format: MemberExportFormat; segment: string }>

/**
 * Writes the members of a list or segment (会員の書き出し) into a kept file, CSV with BOM or XLSX, row by row: memory does not
 * grow with them. The audit log says so before the first byte, without the words that were searched for.
 */
export async function exportMembers(
  actor: Actor,
  input: MemberExport,
  progress: Progress = () => undefined,
): Promise<{ file: StoredFile; rows: number }> {
  await inScope(actor, (scope) =>
    audit(scope, "export-members", "members", {
      format: input.format,
      segment: input.segment,
      rules: input.rules,
      hasSearch: input.search !== "",
    }),
  )
  const lines = await linesOf(actor, input, progress)
  const content = input.format === "csv" ? csvOf(lines.rows) : xlsxOf(lines.rows)
  const day = await readScope(actor, (scope) => Promise.resolve(scope.today))
  const file = await inScope(actor, (scope) =>
    storeFile(scope, { name: `members-${day}.${input.format}`, mediaType: mediaTypes[input.format], content }),
  )
  return { file, rows: lines.count() }
}

const mediaTypes = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const

type Cells = readonly (string | number)[]

async function linesOf(actor: Actor, input: MemberExport, progress: Progress) {
  const headings = await readScope(actor, headingsForExport)
  let count = 0
  async function* rows(): AsyncGenerator<Cells> {
    yield headings
    for await (const batch of membersForExport(actor, input)) {
      for (const { cells } of batch) yield cells
      count += batch.length
      // How many are to come is not counted beforehand; the bar only shows that it goes on.
      progress(1 - 1 / (1 + count / 10_000))
    }
  }
  return { rows: rows(), count: () => count }
}

async function* csvOf(rows: AsyncIterable<Cells>): AsyncGenerator<Uint8Array> {
  let text = "\uFEFF"
  for await (const cells of rows) {
    text += `${cells.map(csvCell).join(",")}\r\n`
    if (text.length < 65_536) continue
    yield Buffer.from(text)
    text = ""
  }
  yield Buffer.from(text)
}

function xlsxOf(rows: AsyncIterable<Cells>): AsyncIterable<Uint8Array> {
  const stream = new PassThrough()
  const write = async () => {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: false, useSharedStrings: false })
    const sheet = book.addWorksheet("会員")
    for await (const cells of rows) sheet.addRow(cells.map(plainCell)).commit()
    sheet.commit()
    await book.commit()
  }
  write().catch((error: unknown) => stream.destroy(error instanceof Error ? error : new Error(String(error))))
  return stream
}

/** An export as a worker does it: its result names the file; the list of jobs names no searched word. */
export const exportWork: AskedWork<MemberExport> = {
  name: "export-members",
  input: z.object({ search: z.string(), rules: MemberRules, format: z.enum(memberExportFormats), segment: z.string() }),
  shown: ({ format, segment }) => ({ format, segment }),
  run: async (actor, input, progress) => {
    const { file, rows } = await exportMembers(actor, input, progress)
    return { ok: true, result: { fileId: file.id, name: file.name, rows } }
  },
}

/** Asks for it; gives the id of its job run. */
export const startMemberExport = (actor: Actor, input: MemberExport): Promise<string> =>
  askForWork(actor, exportWork, input)
