import type { CsvTally } from "#app/platform/csv-stream.server.ts"
import type { Statement } from "#app/platform/statement.server.ts"
import type { Paper, PaperColumn, PaperRow } from "#templates/paper.ts"

/** A column of a ledger: `from` names the statement's column, which holds people's words or a figure in yen. */
export type LedgerColumn = PaperColumn & Readonly<{ from: string; holds: "words" | "figure" }>

/** What a ledger's statement gives as `kind`: a row, the head of a group, a subtotal. */
export const ledgerKinds = { r: "row", g: "group", s: "subtotal" } as const satisfies Readonly<
  Record<string, PaperRow["kind"]>
>
export type LedgerKind = keyof typeof ledgerKinds

/**
 * A paper whose rows, with their running balances, are one statement: the screen, the PDF and the XLSX take them all, the CSV
 * takes them by COPY while it is written, so that a ledger of any size has one.
 */
export type Ledger = Omit<Paper, "rows" | "columns" | "conditions"> &
  Readonly<{
    columns: readonly LedgerColumn[]
    /** Gives `kind`, a column for each `from`, and those of `order`. */
    rows: Statement
    order: readonly string[]
    /** Where a row leads to on the screen: an expression over the statement's columns. */
    to?: Statement
    conditions: (tally: LedgerTally) => readonly string[]
    /** The rows at the end: totals and the tie to the general ledger. */
    last: (tally: LedgerTally) => readonly PaperRow[]
  }>

/** Records and sums of a ledger by kind, of what was read or written and not of another query. */
export type LedgerTally = Readonly<{
  count: (kind: LedgerKind) => number
  sum: (kind: LedgerKind, from: string) => number
}>

export function tallyOf(columns: readonly LedgerColumn[], tally: CsvTally): LedgerTally {
  const place = new Map(columns.map(({ from }, at) => [from, at]))
  return {
    count: (kind) => tally.get(kind)?.records ?? 0,
    sum: (kind, from) => tally.get(kind)?.sums[place.get(from) ?? -1] ?? 0,
  }
}

/** The control totals of a ledger: its plain rows and the sums of its summed columns by heading. */
export function controlTotalsOf(
  columns: readonly LedgerColumn[],
  tally: LedgerTally,
): { rows: number; sums: Readonly<Record<string, number>> } {
  const summed = columns.filter((column) => column.summed)
  const sums = summed.map(({ heading, from }) => [heading, tally.sum("r", from)] as const)
  return { rows: tally.count("r"), sums: Object.fromEntries(sums) }
}
