import ExcelJS from "exceljs"
import {
  controlTotals,
  headWords,
  instantInTokyo,
  type Paper,
  type PaperCell,
  type PaperRow,
  periodWords,
  stateMark,
  withoutPictures,
} from "#templates/paper.ts"
import { withoutEntryDates } from "#templates/zip-dates.ts"
import { actorAsRead } from "#app/values/text.ts"

const figures = "#,##0;▲#,##0;0"
const grey = (shade: string) => ({ type: "pattern", pattern: "solid", fgColor: { argb: `FF${shade}` } }) as const
const face = { name: "Yu Gothic", size: 10 } as const
const HEADING = 6
/** Height of a line in points. */
const LINE = 17

/**
 * A paper as a workbook: the same layout with real numbers, a frozen header and a print area on A4; a second sheet 明細 with
 * the raw rows and their control totals. The same paper gives the same bytes.
 */
export async function paperXlsx(given: Paper): Promise<Buffer> {
  const paper = withoutPictures(given)
  const book = new ExcelJS.Workbook()
  book.creator = "Teiki"
  book.lastModifiedBy = "Teiki"
  book.created = paper.printedAt
  book.modified = paper.printedAt
  book.title = `${paper.title} ${paper.period}`
  addPaper(book, paper)
  addRawRows(book, paper)
  return withoutEntryDates(Buffer.from(await book.xlsx.writeBuffer()))
}

function addPaper(book: ExcelJS.Workbook, paper: Paper) {
  const sheet = book.addWorksheet(paper.title, {
    views: [{ state: "frozen", ySplit: HEADING, xSplit: 0, showGridLines: false }],
    pageSetup: {
      orientation: paper.orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: { left: 0.87, right: 0.47, top: 0.55, bottom: 0.63, header: 0.3, footer: 0.3 },
      printTitlesRow: `1:${HEADING}`,
    },
    headerFooter: { oddFooter: `&L&8${paper.footer.replaceAll("&", "&&")}&R&9&P / &N` },
  })
  // exceljs names paper sizes in a const enum that isolated modules cannot read; 9 is A4 (ECMA-376 18.3.1.63).
  Object.assign(sheet.pageSetup, { paperSize: 9 })
  paper.columns.forEach((column, at) => {
    sheet.getColumn(at + 1).width = widthOf(paper, at, column.width)
  })
  addHead(sheet, paper)
  addHeadings(sheet, paper)
  paper.rows.forEach((row, at) => {
    addRow(sheet, paper, row, HEADING + 1 + at)
  })
  if (paper.rows.length === 0) sheet.getCell(HEADING + 1, 1).value = "該当なし"
  const last = sheet.getCell(Math.max(HEADING + paper.rows.length, HEADING + 1), paper.columns.length)
  sheet.pageSetup.printArea = `A1:${last.address}`
}

/** Wide enough for the longest figure, or as the paper's shares say for texts. */
function widthOf(paper: Paper, at: number, share: number): number {
  const shares = paper.columns.reduce((sum, column) => sum + column.width, 0)
  const longest = paper.rows.reduce((width, { cells }) => {
    const cell = cells[at]
    return typeof cell === "number" ? Math.max(width, cell.toLocaleString("en").length + 3) : width
  }, 6)
  return Math.max(longest, Math.round((share / shares) * (paper.orientation === "portrait" ? 105 : 155)))
}

/** Lines that the longest text of a row takes: a Japanese sign is two figures wide. */
const linesOf = (paper: Paper, cells: readonly PaperCell[]): number =>
  Math.max(
    1,
    ...cells.map((cell, at) => {
      if (typeof cell !== "string") return 1
      const wide = Array.from(cell).reduce((sum, sign) => sum + (/[\x20-\x7E｡-ﾟ]/.test(sign) ? 1 : 2), 0)
      return Math.ceil(wide / Math.max(1, widthOf(paper, at, paper.columns[at]?.width ?? 1) - 1))
    }),
  )

function addHead(sheet: ExcelJS.Worksheet, paper: Paper) {
  const right = paper.columns.length
  const lines = [
    [paper.organization, `帳票番号 ${paper.number}`],
    [`${paper.title}【${stateMark[paper.state]}】`, `出力 ${instantInTokyo(paper.printedAt)}`],
    [periodWords(paper), `出力者 ${actorAsRead(paper.printedBy)}`],
    [`${headWords(paper).conditions} ${paper.conditions.join(" / ") || "なし"}`, ""],
  ]
  lines.forEach(([left = "", fact = ""], at) => {
    const cell = sheet.getCell(at + 1, 1)
    cell.value = left
    cell.font = at === 1 ? { ...face, size: 15, bold: true } : face
    if (fact === "") return
    const other = sheet.getCell(at + 1, right)
    other.value = fact
    other.font = { ...face, size: 9 }
    other.alignment = { horizontal: "right" }
  })
  sheet.getRow(2).height = 24
}

function addHeadings(sheet: ExcelJS.Worksheet, paper: Paper) {
  paper.columns.forEach((column, at) => {
    const cell = sheet.getCell(HEADING, at + 1)
    cell.value = column.unit === undefined ? column.heading : `${column.heading}(${column.unit})`
    cell.font = { ...face, bold: true }
    cell.fill = grey("ECECEC")
    cell.alignment = { horizontal: column.align, vertical: "middle", wrapText: true }
    cell.border = { top: { style: "thin" }, bottom: { style: "thin" } }
  })
  sheet.getRow(HEADING).height = 30
}

function addRow(sheet: ExcelJS.Worksheet, paper: Paper, row: PaperRow, at: number) {
  const bold = row.kind !== "row" && row.kind !== "note"
  const lines = row.kind === "row" ? linesOf(paper, row.cells) : 1
  if (lines > 1) sheet.getRow(at).height = lines * LINE
  paper.columns.forEach((column, place) => {
    const cell = sheet.getCell(at, place + 1)
    const value = row.cells[place] ?? null
    cell.value = value
    cell.font = { ...face, bold }
    cell.alignment = {
      horizontal: typeof value === "number" ? "right" : column.align,
      ...{ vertical: "middle", wrapText: row.kind === "row" && typeof value === "string" },
    }
    if (typeof value === "number") cell.numFmt = figures
    if (row.kind === "group") cell.fill = grey("F5F5F5")
    if (row.kind === "total") cell.fill = grey("ECECEC")
    const below = { style: bold ? "thin" : "hair" } as const
    cell.border =
      row.kind === "row" || row.kind === "group" || row.kind === "note"
        ? { bottom: below }
        : { top: { style: "thin" }, bottom: below }
  })
}

/** 明細: each plain row with the group it stands in, for filters and formulas; below, the control totals. */
function addRawRows(book: ExcelJS.Workbook, paper: Paper) {
  const sheet = book.addWorksheet("明細", { views: [{ state: "frozen", ySplit: 1 }] })
  const headings = paper.columns.map(({ heading, unit }) => (unit === undefined ? heading : `${heading}(${unit})`))
  sheet.addRow([headings.includes("区分") ? "行見出し" : "区分", ...headings]).font = { ...face, bold: true }
  let group = ""
  for (const row of paper.rows) {
    if (row.kind === "group") group = row.cells.filter((cell) => cell !== null && cell !== "").join(" ")
    if (row.kind === "row") sheet.addRow([group, ...paper.columns.map((_, at) => row.cells[at] ?? null)])
  }
  const { rows, sums } = controlTotals(paper)
  sheet.addRow([])
  sheet.addRow(["照合", `明細 ${rows}行`, ...paper.columns.slice(1).map(({ heading }) => sums[heading] ?? null)]).font =
    {
      ...face,
      bold: true,
    }
  sheet.getColumn(1).width = 28
  paper.columns.forEach((column, at) => {
    const place = sheet.getColumn(at + 2)
    place.width = widthOf(paper, at, column.width)
    if (column.align === "right") place.numFmt = figures
  })
}
