import { Link } from "@remix-run/react"
import { Money } from "#app/ui/money.tsx"

type Cell = string | number | null

export type PaperTableColumn = {
  readonly heading: string
  readonly unit?: string | undefined
  readonly align: "left" | "right" | "center"
}

export type PaperTableRow = {
  readonly kind: "row" | "group" | "subtotal" | "total" | "note"
  readonly cells: readonly Cell[]
  readonly to?: string | undefined
  /** Where single cells lead to. */
  readonly links?: readonly (string | null)[] | undefined
}

const alignClass = { left: "", right: "end", center: "middle" } as const
const kindClass = {
  row: "",
  group: "bg-sunken [&>*]:bg-transparent [&>*]:font-semibold!",
  note: "",
  subtotal: "[&>*]:font-semibold!",
  total: "bg-sunken [&>*]:bg-transparent [&>*]:font-semibold!",
} as const

// Codes, dates and short words stay on one line; only long texts wrap.
const SHORT = 8
const wrapClass = (cell: Cell) =>
  typeof cell === "string" && (cell.length <= SHORT || /^[\x21-\x7E]+$/.test(cell)) ? "tablet:whitespace-nowrap" : ""

/** How many columns a cell fills: the words of a sum run over the empty cells after them, as on paper. */
function spanOf(row: PaperTableRow, columns: readonly PaperTableColumn[], at: number): number {
  const isWords = typeof row.cells[at] === "string" && (at === 0 || columns[at]?.align !== "right")
  if (row.kind === "row" || !isWords) return 1
  const next = row.cells.findIndex((cell, place) => place > at && cell !== null)
  return (next < 0 ? row.cells.length : next) - at
}

const isCovered = (row: PaperTableRow, columns: readonly PaperTableColumn[], at: number) =>
  row.cells.slice(0, at).some((_, before) => before + spanOf(row, columns, before) > at)

const Content = ({ cell, to }: { readonly cell: Cell; readonly to: string | undefined }) => {
  if (cell === null) return null
  if (typeof cell === "number" && to === undefined) return <Money amount={cell} />
  return to === undefined ? (
    cell
  ) : (
    <Link to={to} prefetch="intent" className="text-link">
      {typeof cell === "number" ? <Money amount={cell} /> : cell}
    </Link>
  )
}

function Row({ row, columns }: { readonly row: PaperTableRow; readonly columns: readonly PaperTableColumn[] }) {
  if (row.kind === "group") {
    return (
      <tr role="row" className={kindClass.group}>
        <th role="rowheader" scope="rowgroup" colSpan={columns.length}>
          {row.cells.filter((cell) => cell !== null && cell !== "").join(" ")}
        </th>
      </tr>
    )
  }
  const linked = row.cells.findIndex((cell) => typeof cell === "string")
  return (
    <tr role="row" className={kindClass[row.kind]}>
      {columns.map((column, at) => {
        const cell = row.cells[at] ?? null
        const isFigure = typeof cell === "number"
        if (isCovered(row, columns, at)) return null
        return (
          <td
            key={column.heading}
            role="cell"
            colSpan={spanOf(row, columns, at)}
            data-label={column.unit ? `${column.heading} (${column.unit})` : column.heading}
            className={
              isFigure ? "end" : `${spanOf(row, columns, at) > 1 ? "" : alignClass[column.align]} ${wrapClass(cell)}`
            }
          >
            <Content cell={cell} to={row.links?.[at] ?? (at === linked ? row.to : undefined)} />
          </td>
        )
      })}
    </tr>
  )
}

/** A ledger or list (帳票) on the screen: the same columns, groups and totals as on its paper. */
export function PaperTable(props: {
  readonly caption: string
  readonly columns: readonly PaperTableColumn[]
  readonly rows: readonly PaperTableRow[]
  readonly totals: readonly PaperTableRow[]
}) {
  return (
    <div className="table-scroll" tabIndex={0} role="region" aria-label={props.caption}>
      <table
        role="table"
        className="data-table tablet:[&_:is(th,td)]:px-near tablet:[&_:is(th,td):first-child]:ps-apart tablet:[&_:is(th,td):last-child]:pe-apart tablet:[&_tbody_:is(th,td)]:py-[0.3rem]"
        aria-label={props.caption}
      >
        <thead role="rowgroup">
          <tr role="row">
            {props.columns.map((column) => (
              <th key={column.heading} role="columnheader" scope="col" className={alignClass[column.align]}>
                {column.heading}
                {column.unit ? <span className="ms-tight font-normal">({column.unit})</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.rows.map((row, at) => (
            <Row key={at} row={row} columns={props.columns} />
          ))}
        </tbody>
        {props.totals.length > 0 ? (
          <tfoot role="rowgroup">
            {props.totals.map((row, at) => (
              <Row key={at} row={row} columns={props.columns} />
            ))}
          </tfoot>
        ) : null}
      </table>
    </div>
  )
}
