import { rowsOf } from "#app/platform/cursor.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { columnList, statement } from "#app/platform/statement.server.ts"
import { type Ledger, type LedgerColumn, type LedgerKind, ledgerKinds, tallyOf } from "#app/reports/ledger.ts"
import type { Paper, PaperCell, PaperColumn, PaperRow } from "#templates/paper.ts"

type Row = Readonly<{ kind: LedgerKind; leads: string | null; cells: readonly PaperCell[] }>

/** A ledger with all its rows at hand, for the screen, the PDF and the XLSX. */
export async function ledgerAsPaper(scope: Scope, ledger: Ledger): Promise<Paper> {
  const { columns, rows: given, order, to, conditions, last, ...head } = ledger
  const read = await rowsOf<Row>(
    scope,
    statement`select kind, ${to ?? statement`null::text`} as leads,
      json_build_array(${columnList(columns.map(({ from }) => from))}) as cells
    from (${given}) as row order by ${columnList(order)}`,
  )
  const tally = tallyOf(columns, tallied(read))
  const rows = read.map(({ kind, leads, cells }): PaperRow => ({
    kind: ledgerKinds[kind],
    ...(leads === null ? {} : { to: leads }),
    cells,
  }))
  return {
    ...head,
    columns: columns.map(plainColumn),
    conditions: conditions(tally),
    rows: rows.length === 0 ? [] : [...rows, ...last(tally)],
  }
}

/** A column without where it comes from. */
export const plainColumn = ({ heading, unit, width, align, summed }: LedgerColumn): PaperColumn => ({
  ...{ heading, width, align },
  ...(unit === undefined ? {} : { unit }),
  ...(summed === undefined ? {} : { summed }),
})

function tallied(rows: readonly Row[]) {
  const tally = new Map<string, { records: number; sums: number[] }>()
  for (const { kind, cells } of rows) {
    const of = tally.get(kind) ?? { records: 0, sums: cells.map(() => 0) }
    of.records += 1
    cells.forEach((cell, at) => {
      if (typeof cell === "number") of.sums[at] = (of.sums[at] ?? 0) + cell
    })
    tally.set(kind, of)
  }
  return tally
}
