import { cellReader, type FileColumn, type ImportMapping, sourceOf } from "#app/subscriptions/import-mapping.ts"
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
export async function fileForImport(path: string, columns: ImportMapping): Promise<FileForImport> {
  const facts = await factsOfFile(path)
  let headings: readonly string[] = []
  const firstRows: { line: number; cells: readonly string[] }[] = []
  for await (const record of recordsOfFile(path, facts.encoding)) {
    if ("broken" in record || firstRows.length === FIRST_ROWS) break
    if (headings.length === 0) headings = record.cells.map((cell) => cell.trim())
    else firstRows.push({ line: record.line, cells: record.cells })
  }
  const known = new Set(allColumns.map(([heading]) => sourceOf(columns, heading).from))
  const mapping = allColumns.map(([heading, field]) => ({
    heading,
    field,
    column: headings.indexOf(sourceOf(columns, heading).from) + 1 || null,
  }))
  const ignored = headings.filter((heading) => !known.has(heading))
  const readers = mapping.map(({ heading, column }) => cellReader(columns, heading, (column ?? 0) - 1))
  const inOrder = firstRows.map(({ line, cells }) => ({
    line,
    cells: readers.map((read) => read(cells)),
  }))
  return { ...facts, mapping, ignored, firstRows: inOrder }
}

/** The columns of a file by their headings, each with its first row's cell; of several with one heading the last. */
export async function columnsOfFile(path: string): Promise<readonly FileColumn[]> {
  const { encoding } = await factsOfFile(path)
  const rows: (readonly string[])[] = []
  for await (const record of recordsOfFile(path, encoding)) {
    if ("broken" in record || rows.length === 2) break
    rows.push(record.cells)
  }
  const [headings = [], first = []] = rows
  const columns = new Map(headings.map((heading, at) => [heading.trim(), first[at]?.trim() ?? ""]))
  return [...columns].flatMap(([heading, example]) => (heading === "" ? [] : [{ heading, example }]))
}
