import type { Paper, PaperColumn, PaperRow } from "#templates/paper.ts"

const MM = 72 / 25.4

/** Everything in points (1/72 inch); A4, with room for punched holes at the left. */
export type Layout = Readonly<{
  page: readonly [number, number]
  left: number
  right: number
  top: number
  bottom: number
  headerHeight: number
  headingHeight: number
  rowHeight: number
  textSize: number
  columns: readonly Readonly<{ column: PaperColumn; x: number; width: number }>[]
  rowsPerPage: number
}>

export function layoutOf(paper: Paper): Layout {
  const [short, long] = [210 * MM, 297 * MM]
  const page = paper.orientation === "portrait" ? ([short, long] as const) : ([long, short] as const)
  const [left, right, top, bottom] = [22 * MM, page[0] - 12 * MM, 12 * MM, page[1] - 16 * MM]
  // A QR code of a short number wants 8 mm to be read from a hand's distance.
  const wanted = paper.columns.map(({ isQr, isLong }) => (isQr ? 25 : isLong ? 21.5 : 13))
  const [headerHeight, headingHeight, rowHeight] = [74, 25, Math.max(...wanted)]
  return {
    ...{ page, left, right, top, bottom, headerHeight, headingHeight, rowHeight },
    textSize: 7.6,
    columns: placed(paper.columns, left, right - left),
    rowsPerPage: Math.floor((bottom - top - headerHeight - headingHeight) / rowHeight),
  }
}

function placed(columns: readonly PaperColumn[], left: number, width: number) {
  const shares = columns.reduce((sum, column) => sum + column.width, 0)
  let x = left
  return columns.map((column) => {
    const place = { column, x, width: (column.width / shares) * width }
    x += place.width
    return place
  })
}

/**
 * The rows of each page. A group's heading never stands last on a page and is repeated, marked (続き), on the next; a
 * subtotal or total takes the row above it along. A paper without rows has one page.
 */
export function pagesOf(rows: readonly PaperRow[], rowsPerPage: number): readonly (readonly PaperRow[])[] {
  const pages: PaperRow[][] = []
  let group: PaperRow | undefined
  let page: PaperRow[] = []
  for (const row of rows) {
    if (page.length >= rowsPerPage) {
      const held = carriedOver(page, row)
      pages.push(page.slice(0, page.length - held.length))
      const inside = group !== undefined && row.kind !== "group" && held[0]?.kind !== "group"
      page = group !== undefined && inside ? [continued(group), ...held] : [...held]
    }
    if (row.kind === "group") group = row
    if (row.kind === "subtotal" || row.kind === "total") group = undefined
    page.push(row)
  }
  return [...pages, page]
}

/** Rows that go along to the next page: a group's heading at the foot, or the row that a sum belongs to with its group. */
function carriedOver(page: readonly PaperRow[], next: PaperRow): readonly PaperRow[] {
  const [above, last] = [page.at(-2)?.kind, page.at(-1)?.kind]
  const sums = next.kind === "subtotal" || next.kind === "total"
  const count = last === "group" ? 1 : sums ? (above === "group" ? 2 : 1) : 0
  return count > 0 && page.length > count ? page.slice(-count) : []
}

function continued(group: PaperRow): PaperRow {
  const first = group.cells.findIndex((cell) => typeof cell === "string" && cell !== "")
  return { ...group, cells: group.cells.map((cell, at) => (at === first ? `${cell ?? ""}(続き)` : cell)) }
}
