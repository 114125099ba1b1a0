import { rowsOf } from "#app/platform/cursor.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { columnList, type Statement, statement } from "#app/platform/statement.server.ts"
import { plainColumn } from "#app/reports/ledger-as-paper.server.ts"
import { type Ledger, type LedgerKind, ledgerKinds, tallyOf } from "#app/reports/ledger.ts"
import { ledgerForMonth, paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { isLedgerKey, type PaperKey } from "#app/reports/paper-keys.ts"
import { goesOn, paperScreen } from "#app/reports/paper-screen.ts"
import type { Month } from "#app/values/calendar.ts"
import { controlTotals, type Paper, type PaperCell, type PaperRow } from "#templates/paper.ts"

type Screen = Pick<Paper, "title" | "number" | "conditions" | "columns"> &
  Readonly<{
    rows: readonly PaperRow[]
    totals: readonly PaperRow[]
    /** Rows with the heads and sums of their groups, which pages are counted by. */
    total: number
    /** Rows alone, as the control totals count them. */
    records: number
  }>

/** One screen of a month's paper; of a ledger no more rows are read than it shows, however many there are. */
export async function screenForMonth(
  scope: Scope,
  month: Month,
  key: PaperKey,
  page: Readonly<{ page: number; pageSize: number }>,
): Promise<Screen> {
  if (isLedgerKey(key)) return screenOfLedger(scope, await ledgerForMonth(scope, month, key), page)
  const paper = await paperForMonth(scope, month, key)
  return { ...paper, ...paperScreen(paper, page.page, page.pageSize), records: controlTotals(paper).rows }
}

type Row = Readonly<{ part: number; at: number; kind: LedgerKind; leads: string | null; cells: readonly PaperCell[] }>

async function screenOfLedger(
  scope: Scope,
  ledger: Ledger,
  { page, pageSize }: Readonly<{ page: number; pageSize: number }>,
): Promise<Screen> {
  const from = (page - 1) * pageSize
  const read = await rowsOf<Row>(scope, screenStatement(ledger, from, pageSize))
  const counted = read.filter(({ part }) => part === 2)
  const figures = ledger.columns.map(({ holds }, at) => (holds === "figure" ? at : null)).filter((at) => at !== null)
  const tally = tallyOf(
    ledger.columns,
    new Map(
      counted.map(({ kind, at, cells }) => {
        const sums = ledger.columns.map((_, column) => Number(cells[figures.indexOf(column)] ?? 0))
        return [kind, { records: at, sums }]
      }),
    ),
  )
  const total = counted.reduce((sum, { at }) => sum + at, 0)
  const rows = read.filter(({ part }) => part === 1).map(asPaperRow)
  const group = read.filter(({ part }) => part === 0).map(asPaperRow)
  return {
    ...{ title: ledger.title, number: ledger.number, conditions: ledger.conditions(tally) },
    columns: ledger.columns.map(plainColumn),
    rows: [...(rows[0]?.kind === "group" ? [] : group.map(goesOn)), ...rows],
    totals: total === 0 ? [] : ledger.last(tally),
    total,
    records: tally.count("r"),
  }
}

const asPaperRow = ({ kind, leads, cells }: Row): PaperRow => ({
  ...{ kind: ledgerKinds[kind], cells },
  ...(leads === null ? {} : { to: leads }),
})

/** The rows of a screen (1), the head of the group that goes on from the one before (0), and of each kind its count and sums (2). */
function screenStatement({ columns, rows, order, to }: Ledger, from: number, pageSize: number): Statement {
  const names = columnList(columns.map((column) => column.from))
  const sums = columns.filter(({ holds }) => holds === "figure").map((column) => `coalesce(sum("${column.from}"), 0)`)
  return statement`
    with row as materialized (
      select kind, ${to ?? statement`null::text`} as leads, ${names}, row_number() over (order by ${columnList(order)}) as at
      from (${rows}) as given
    )
    select 1 as part, at, kind, leads, json_build_array(${names}) as cells from row where at > ${from} and at <= ${from + pageSize}
    union all
    (select 0, at, kind, leads, json_build_array(${names}) from row where kind = 'g' and at <= ${from} order by at desc limit 1)
    union all
    select 2, count(*), kind, null, json_build_array(${{ parts: [sums.join(", ")], values: [] }}) from row group by kind
    order by part, at`
}
