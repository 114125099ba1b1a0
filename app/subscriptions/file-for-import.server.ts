import { factsOfFile, recordsOfFile } from "#app/subscriptions/parts/subscriber-file.server.ts"
import { allColumns } from "#app/subscriptions/parts/subscriber-row.ts"

export type FileForImport = Readonly<{
  encoding: "utf-8" | "cp932"
  sha256: string
  byteCount: number
  /** Every heading the takeover knows, the field it fills, and the file's column with it (from 1; null where it lacks). */
  mapping: readonly Readonly<{ heading: string; field: string; column: number | null }>[]
  /** Headings of the file that fill no field. */
  ignored: readonly string[]
  firstRows: readonly Readonly<{ line: number; cells: readonly string[] }>[]
}>

const FIRST_ROWS = 5

/** A subscribers file before it is taken over: its encoding, where each column goes (項目対応), and its first rows. */
export async function fileForImport(path: string): Promise<FileForImport> {
  const facts = await factsOfFile(path)
  let headings: readonly string[] = []
  const firstRows: { line: number; cells: readonly string[] }[] = []
  for await (const record of recordsOfFile(path, facts.encoding)) {
    if ("broken" in record || firstRows.length === FIRST_ROWS) break
    if (headings.length === 0) headings = record.cells.map((cell) => cell.trim())
    else firstRows.push({ line: record.line, cells: record.cells })
  }
  const known = new Set(allColumns.map(([heading]) => heading))
  const mapping = allColumns.map(([heading, field]) => ({
    heading,
    field,
    column: headings.indexOf(heading) + 1 || null,
  }))
  const ignored = headings.filter((heading) => !known.has(heading))
  const inOrder = firstRows.map(({ line, cells }) => ({
    line,
    cells: mapping.map(({ column }) => (column === null ? "" : (cells[column - 1] ?? ""))),
  }))
  return { ...facts, mapping, ignored, firstRows: inOrder }
}
