import { audit } from "#app/platform/audit.server.ts"
import { copyIn } from "#app/platform/copy.server.ts"
import { planInBulk } from "#app/platform/plan-in-bulk.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { cellMessages } from "#app/subscriptions/import-cell.ts"
import { type ImportControl, importControl } from "#app/subscriptions/import-control.server.ts"
import { type ImportMapping, shownHeading, sourceOf } from "#app/subscriptions/import-mapping.ts"
import { applyImport } from "#app/subscriptions/parts/apply-import.server.ts"
import { crossCheckRows } from "#app/subscriptions/parts/cross-check-rows.server.ts"
import { createStaging, readyStaging } from "#app/subscriptions/parts/import-staging.server.ts"
import { factsOfFile, recordsOfFile } from "#app/subscriptions/parts/subscriber-file.server.ts"
import { allColumns, type ImportCatalogue, type ReadRow, rowReader } from "#app/subscriptions/parts/subscriber-row.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type RejectedCell = Readonly<{ line: number; column: string; value: string; message: string; messageEn: string }>

export type ImportResult = ImportControl &
  Readonly<{ rows: number; applied: boolean; rejected: readonly RejectedCell[] }>

/**
 * Takes over subscribers (移行) from an older system's CSV as of a date: members, contracts, what was served and paid
 * before, and the opening balances. Rows already taken over stay as they are. All rows or none, unless `goodRows`; each
 * bad cell is named by line and by the column as the file calls it. Refuses: file-has-no-rows, columns-missing.
 */
export async function importSubscribers(
  scope: Scope,
  input: {
    path: string
    fileName: string
    asOf: CalendarDate
    goodRows: boolean
    /** Columns by their own names where there is none. */
    mapping?: ImportMapping
    progress: (share: number) => void
  },
): Promise<ImportResult> {
  const facts = await factsOfFile(input.path)
  const mapping = input.mapping ?? {}
  await planInBulk(scope)
  await createStaging(scope)
  const reading = new ReadingFile(await catalogueForImport(scope), mapping, facts.byteCount, input.progress)
  await copyIn(
    scope,
    "subscriber_import_row",
    ["organization_id", "line", "rejected", ...allColumns.map(([, field]) => field)],
    reading.rows(scope.organizationId, recordsOfFile(input.path, facts.encoding)),
  )
  await readyStaging(scope)
  const shown = headings.map((heading) => shownHeading(mapping, heading))
  const crossed = (await crossCheckRows(scope)).map((cell) => ({ ...cell, column: shownHeading(mapping, cell.column) }))
  const rejected = [...reading.rejected, ...crossed].sort(
    (a, b) => a.line - b.line || shown.indexOf(a.column) - shown.indexOf(b.column),
  )
  input.progress(0.6)
  const applied = rejected.length === 0 || input.goodRows
  if (!applied) await scope.sql`update subscriber_import_row set rejected = true`
  if (applied) {
    await keepImport(scope, input, facts, { rows: reading.rowCount, rejected: rejected.length })
    await applyImport(scope, facts.sha256, input.asOf)
  }
  input.progress(0.9)
  const control = await importControl(scope, input.asOf)
  await audit(scope, "import-subscribers", input.fileName, { sha256: facts.sha256, applied, rejected: rejected.length })
  return { ...control, rows: reading.rowCount, applied, rejected }
}

const headings = allColumns.map(([heading]) => heading)

async function catalogueForImport(scope: Scope): Promise<ImportCatalogue> {
  const offers = await scope.sql<{ offer: string | null; publication: string }>`
    select publication.code as publication, offer.code as offer
    from publication left join offer on offer.publication_id = publication.id`
  return {
    publications: new Set(offers.map(({ publication }) => publication)),
    offers: new Map(offers.flatMap(({ offer, publication }) => (offer === null ? [] : [[offer, publication]]))),
  }
}

/** One pass over the file: rows for COPY, problems by line and column. */
class ReadingFile {
  readonly rejected: RejectedCell[] = []
  rowCount = 0

  constructor(
    private readonly catalogue: ImportCatalogue,
    private readonly mapping: ImportMapping,
    private readonly byteCount: number,
    private readonly progress: (share: number) => void,
  ) {}

  async *rows(organizationId: string, records: ReturnType<typeof recordsOfFile>) {
    let read: ((cells: readonly string[]) => ReadRow) | null = null
    for await (const record of records) {
      if ("broken" in record) {
        this.reject(record.line, "", "", "broken-quotes")
        return
      }
      if (read === null) {
        read = rowReader(this.headingsOf(record.cells), this.catalogue, this.mapping)
        continue
      }
      this.rowCount += 1
      if (this.rowCount % 5_000 === 0) this.progress(Math.min(0.5, (this.rowCount * 250) / this.byteCount / 2))
      const { values, problems } = read(record.cells)
      for (const { column, value, problem } of problems) this.reject(record.line, column, value, problem)
      if (problems.length === 0) yield [organizationId, record.line, false, ...values]
    }
    if (read === null) throw refuse("file-has-no-rows")
  }

  private headingsOf(cells: readonly string[]): string[] {
    const given = cells.map((cell) => cell.trim())
    const wanted = new Set(
      headings.map((heading) => sourceOf(this.mapping, heading).from).filter((from) => from !== ""),
    )
    const missing = [...wanted].filter((heading) => !given.includes(heading))
    if (missing.length > 0) throw refuse("columns-missing", { columns: missing.join("・") }, { field: "file" })
    return given
  }

  private reject(line: number, column: string, value: string, problem: keyof typeof cellMessages) {
    const { ja, en } = cellMessages[problem]
    this.rejected.push({ line, column, value: value.slice(0, 200).replaceAll("\0", "␀"), message: ja, messageEn: en })
  }
}

async function keepImport(
  scope: Scope,
  input: { fileName: string; asOf: CalendarDate },
  facts: { sha256: string; encoding: string },
  counts: { rows: number; rejected: number },
): Promise<void> {
  await scope.sql`
    insert into subscriber_import (organization_id, file_name, sha256, encoding, as_of, row_count, rejected_count, applied_at)
    values (${scope.organizationId}, ${input.fileName}, ${facts.sha256}, ${facts.encoding}, ${input.asOf}::date,
      ${counts.rows}, ${counts.rejected}, ${scope.now})
    on conflict (organization_id, sha256, as_of) do nothing`
}
