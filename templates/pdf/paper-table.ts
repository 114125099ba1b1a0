import { formatYen } from "#app/values/yen.ts"
import type { Layout } from "#templates/pdf/paper-layout.ts"
import { LEADING, type Pen } from "#templates/pdf/pen.ts"
import type { PaperRow } from "#templates/paper.ts"

const PADDING = 3
const AFTER_FIGURES = 8
/** White above and below a QR code; its neighbours in the row keep the rest of the quiet zone. */
const QUIET = 1.5
/** Where a base line stands so that Japanese text sits in the middle of a line. */
const middle = (top: number, height: number, size: number) => top + height / 2 + size * 0.37

/** The headings of the columns, with their units. */
export function drawColumnHeadings(pen: Pen, layout: Layout, top: number): void {
  pen.fill(layout.left, top, layout.right - layout.left, layout.headingHeight, "#ececec")
  pen.rule(layout.left, layout.right, top, 0.8)
  pen.rule(layout.left, layout.right, top + layout.headingHeight, 0.8)
  layout.columns.forEach(({ column }, at) => {
    const place = { ...insideOf(layout, at), align: column.align, size: layout.textSize }
    const unitless = column.unit === undefined
    const y = unitless ? middle(top, layout.headingHeight, layout.textSize) : top + 10.5
    pen.text(column.heading, { ...place, y, weight: "bold" })
    if (column.unit !== undefined) pen.text(`(${column.unit})`, { ...place, y: top + 20, size: 6.4 })
  })
}

/** Where a column's text goes: words that follow figures keep a distance; `to` is the last column that a text may fill. */
function insideOf(layout: Layout, at: number, to = at): { x: number; width: number } {
  const place = layout.columns[at]
  const last = layout.columns[to]
  if (!place || !last) return { x: layout.left, width: 0 }
  const follows = place.column.align === "left" && layout.columns[at - 1]?.column.align === "right"
  const x = place.x + (follows ? AFTER_FIGURES : PADDING)
  return { x, width: last.x + last.width - PADDING - x }
}

/** The texts of a sum may run over the empty cells after them. */
function lastFilled(row: PaperRow, layout: Layout, at: number): number {
  const isWords = typeof row.cells[at] === "string" && (at === 0 || layout.columns[at]?.column.align !== "right")
  if (row.kind === "row" || !isWords) return at
  let to = at
  while (to + 1 < layout.columns.length && (row.cells[to + 1] ?? null) === null) to += 1
  return to
}

/** One row: a group spans the width, sums stand out by weight, rule and grey, which print in black and white. */
export function drawRow(pen: Pen, row: PaperRow, layout: Layout, top: number): void {
  const { left, right, rowHeight, textSize } = layout
  const y = middle(top, rowHeight, textSize)
  if (row.kind === "group") {
    const text = row.cells.filter((cell) => cell !== null && cell !== "").join("  ")
    pen.fill(left, top, right - left, rowHeight, "#f5f5f5")
    pen.text(text, { x: left + PADDING, y, width: right - left - 2 * PADDING, size: textSize, weight: "bold" })
    pen.rule(left, right, top + rowHeight, 0.4, "#777777")
    return
  }
  if (row.kind === "total") pen.fill(left, top, right - left, rowHeight, "#ececec")
  const isSum = row.kind !== "row" && row.kind !== "note"
  if (isSum) pen.rule(left, right, top, row.kind === "total" ? 0.9 : 0.5)
  layout.columns.forEach(({ column }, at) => {
    const cell = row.cells[at] ?? null
    if (cell === null) return
    const figure = typeof cell === "number"
    if (column.isQr && typeof cell === "string") {
      const size = rowHeight - 2 * QUIET
      pen.qr(cell, { x: (layout.columns[at]?.x ?? 0) + PADDING, y: top + QUIET, size })
      return
    }
    const to = lastFilled(row, layout, at)
    const place = { ...insideOf(layout, at, to), size: textSize, weight: isSum ? "bold" : "regular" } as const
    if (figure) {
      pen.text(formatYen(cell), { ...place, y, align: "right", whole: true })
      return
    }
    const { lines, size } =
      row.kind === "row"
        ? pen.foldedInto(cell, textSize, { width: place.width, height: rowHeight - QUIET })
        : { lines: [cell], size: textSize }
    lines.forEach((line, number) => {
      const below = (number - (lines.length - 1) / 2) * size * LEADING
      pen.text(line, { ...place, size, y: y + below, align: to > at ? "left" : column.align })
    })
  })
  if (row.kind === "total") pen.rule(left, right, top + rowHeight, 0.9)
  else pen.rule(left, right, top + rowHeight, row.kind === "subtotal" ? 0.5 : 0.25, isSum ? "#555555" : "#bdbdbd")
}
