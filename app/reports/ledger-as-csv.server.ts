import { copyOut } from "#app/platform/copy.server.ts"
import { Cp932Stream, type MissingCharacters, noneMissing } from "#app/platform/cp932-stream.server.ts"
import { CsvStream } from "#app/platform/csv-stream.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { columnList, type Statement, statement } from "#app/platform/statement.server.ts"
import { type Ledger, type LedgerTally, tallyOf } from "#app/reports/ledger.ts"
import { csvHeadings, csvRowsOf } from "#templates/paper.ts"

export const csvEncodings = ["utf-8", "cp932"] as const
export type CsvEncoding = (typeof csvEncodings)[number]

export const mediaTypeOf = (encoding: CsvEncoding): string =>
  encoding === "utf-8" ? "text/csv; charset=utf-8" : "text/csv; charset=Shift_JIS"

/** A ledger's CSV while it is written; tally and missing characters are complete when the content is read to its end. */
export type LedgerCsv = Readonly<{
  mediaType: string
  content: AsyncIterable<Uint8Array>
  tally: () => LedgerTally
  missing: () => MissingCharacters
}>

/**
 * A ledger of any size as CSV (UTF-8 with BOM, or CP932): by COPY through the form of our papers and the encoding, in memory that
 * does not grow with the rows.
 */
export function ledgerAsCsv(scope: Scope, ledger: Ledger, encoding: CsvEncoding): LedgerCsv {
  const csv = new CsvStream(ledger.columns.map(({ holds }) => holds))
  const tally = () => tallyOf(ledger.columns, csv.tally)
  const lines = linesOf(scope, ledger, csv, tally)
  const mediaType = mediaTypeOf(encoding)
  if (encoding === "utf-8") return { mediaType, content: afterBom(lines), tally, missing: () => noneMissing }
  const cp932 = new Cp932Stream()
  return { mediaType, content: cp932.of(lines), tally, missing: () => cp932.missing }
}

/** What COPY takes out: the kind, and the ledger's columns in their order. */
export const ledgerStatement = ({ columns, rows, order }: Ledger): Statement =>
  statement`select kind, ${columnList(columns.map(({ from }) => from))} from (${rows}) as row order by ${columnList(order)}`

async function* linesOf(scope: Scope, ledger: Ledger, csv: CsvStream, tally: () => LedgerTally) {
  yield Buffer.from(csvHeadings(ledger.columns))
  yield* csv.of(await copyOut(scope, "csv", ledgerStatement(ledger)))
  if (csv.tally.size > 0) yield Buffer.from(csvRowsOf(ledger.columns, ledger.last(tally())))
}

/** A BOM tells spreadsheets that the file is UTF-8. */
async function* afterBom(lines: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield Buffer.from("\uFEFF")
  yield* lines
}
