import { Link, useLocation } from "@remix-run/react"
import { useRef, type ReactNode } from "react"
import { useTranslation } from "react-i18next"
import { Icon } from "#app/ui/icon.tsx"
import { sortHref, sortOf } from "#app/ui/sort-href.ts"
import { useShortcuts } from "#app/ui/use-shortcuts.ts"

export type Column<Row> = {
  readonly key: string
  readonly header: string
  /** Stands in the header, never in the cells. */
  readonly unit?: string | undefined
  readonly align?: "start" | "end" | "middle" | undefined
  readonly sortable?: boolean | undefined
  readonly render: (row: Row) => ReactNode
}

export type DataTableProps<Row> = {
  /** Names the table to readers of the screen. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Makes the first column a link over the whole row; `j` and `k` move, Enter opens. */
  readonly rowHref?: ((row: Row) => string) | undefined
  /** Totals by column key; the first column says 合計. */
  readonly totals?: Readonly<Record<string, ReactNode>> | undefined
  /** A box per row for bulk actions, belonging to the form with this id. */
  readonly selection?:
    { readonly form: string; readonly name: string; readonly nameOf: (row: Row) => string } | undefined
  readonly empty: ReactNode
}

const alignClass = { start: "", end: "end", middle: "middle" } as const

function HeaderCell<Row>({ column }: { readonly column: Column<Row> }) {
  const { t } = useTranslation("states")
  const { search } = useLocation()
  const sort = sortOf(search)
  const direction = sort?.key === column.key ? sort.direction : undefined
  const title = (
    <span>
      {column.header}
      {column.unit ? <span className="ms-tight font-normal">({column.unit})</span> : null}
    </span>
  )
  return (
    <th
      role="columnheader"
      scope="col"
      className={alignClass[column.align ?? "start"]}
      aria-sort={column.sortable && direction ? direction : undefined}
    >
      {column.sortable ? (
        <Link
          to={sortHref(search, column.key)}
          preventScrollReset
          className={`inline-flex min-h-[1.5rem] items-center gap-tight hover:text-ink hover:underline ${column.align === "end" ? "flex-row-reverse" : ""}`}
        >
          {title}
          <span className={direction ? "text-accent-ink" : "opacity-0"}>
            <Icon name={direction === "descending" ? "descending" : "ascending"} size={12} />
          </span>
          {direction ? (
            <span className="sr-only">{t(direction === "ascending" ? "sortedUp" : "sortedDown")}</span>
          ) : null}
        </Link>
      ) : (
        title
      )}
    </th>
  )
}

function Totals<Row>({ columns, totals, selection }: Pick<DataTableProps<Row>, "columns" | "totals" | "selection">) {
  const { t } = useTranslation("states")
  if (!totals) return null
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {selection ? <td role="cell" /> : null}
        {columns.map((column, index) =>
          index === 0 ? (
            <th key={column.key} role="rowheader" scope="row">
              {t("total")}
            </th>
          ) : (
            <td key={column.key} role="cell" data-label={column.header} className={alignClass[column.align ?? "start"]}>
              {totals[column.key]}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  )
}

function BodyRow<Row>({ row, ...props }: DataTableProps<Row> & { readonly row: Row }) {
  const { t } = useTranslation("actions")
  const { selection, rowHref } = props
  return (
    <tr role="row" data-link={rowHref ? true : undefined}>
      {selection ? (
        <td role="cell" className="w-px">
          <input
            type="checkbox"
            className="tick"
            form={selection.form}
            name={selection.name}
            value={props.rowKey(row)}
            aria-label={t("selectRow", { name: selection.nameOf(row) })}
          />
        </td>
      ) : null}
      {props.columns.map((column, index) =>
        index === 0 ? (
          <th key={column.key} role="rowheader" scope="row" className={alignClass[column.align ?? "start"]}>
            {rowHref ? (
              <Link to={rowHref(row)} prefetch="intent" className="row-link">
                {column.render(row)}
              </Link>
            ) : (
              column.render(row)
            )}
          </th>
        ) : (
          <td
            key={column.key}
            role="cell"
            className={alignClass[column.align ?? "start"]}
            data-label={column.unit ? `${column.header} (${column.unit})` : column.header}
          >
            {column.render(row)}
          </td>
        ),
      )}
    </tr>
  )
}

/** A server-rendered list: sorted by its URL, moved through by `j`/`k`, cards on a phone, totals at the foot. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const table = useRef<HTMLTableElement>(null)
  const { t } = useTranslation("actions")
  const move = (step: 1 | -1) => {
    const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>(".row-link") ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at < 0 ? links.at(step === 1 ? 0 : -1) : links[Math.min(Math.max(at + step, 0), links.length - 1)]
    next?.focus()
  }
  const selectAll = (isSelected: boolean) => {
    for (const box of table.current?.querySelectorAll<HTMLInputElement>("tbody .tick") ?? []) box.checked = isSelected
  }
  useShortcuts(props.rowHref ? { j: () => move(1), k: () => move(-1) } : {})
  if (props.rows.length === 0) return <>{props.empty}</>
  return (
    <div
      className="table-scroll"
      {...(props.rowHref ? {} : { tabIndex: 0, role: "group", "aria-label": props.caption })}
    >
      <table ref={table} role="table" className="data-table" aria-label={props.caption}>
        <thead role="rowgroup">
          <tr role="row">
            {props.selection ? (
              <th role="columnheader" scope="col">
                <input
                  type="checkbox"
                  className="tick"
                  aria-label={t("selectAll")}
                  onChange={(event) => selectAll(event.target.checked)}
                />
              </th>
            ) : null}
            {props.columns.map((column) => (
              <HeaderCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {props.rows.map((row) => (
            <BodyRow key={props.rowKey(row)} {...props} row={row} />
          ))}
        </tbody>
        <Totals columns={props.columns} totals={props.totals} selection={props.selection} />
      </table>
    </div>
  )
}
