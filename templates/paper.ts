/** A cell of a paper: text, or a whole number (yen, copies) that is set right with thousands separators and ▲. */
export type PaperCell = string | number | null

export type PaperColumn = Readonly<{
  heading: string
  /** Unit under the heading, such as 円 or 部. */
  unit?: string
  /** Share of the printed width; shares of all columns are set against each other. */
  width: number
  align: "left" | "right" | "center"
  /** A figure that may be added down the column; the control totals are made of these. */
  summed?: boolean
  /** In print its cells are drawn as QR codes; a workbook and CSV leave the column out. */
  isQr?: boolean
  /** Texts that are often longer than the column: rows have room for two lines. */
  isLong?: boolean
}>

export type PaperRow = Readonly<{
  /** A note is a line of words below the figures. */
  kind: "row" | "group" | "subtotal" | "total" | "note"
  cells: readonly PaperCell[]
  /** Where the row leads to on the screen. */
  to?: string
  /** Where single cells lead to on the screen, in the order of the cells. */
  links?: readonly (string | null)[]
}>

/**
 * A ledger, list or report (帳票) as data: the same description becomes the screen, the PDF, the XLSX and the CSV, so that
 * they cannot differ.
 */
export type Paper = Readonly<{
  /** 帳票番号, such as 伝-2026-11 */
  number: string
  title: string
  organization: string
  period: string
  /** What `period` is where it is no period: セミナー, whose line then says 開催 instead of 抽出条件. */
  subject?: string
  conditions: readonly string[]
  /** 未締 for a month still open, 確定 for a closed one. */
  state: "provisional" | "final"
  /** The instant of output; a closed month's papers carry the instant of the closing, so that their bytes never change. */
  printedAt: Date
  printedBy: string
  orientation: "portrait" | "landscape"
  columns: readonly PaperColumn[]
  rows: readonly PaperRow[]
  /** Names over the 確認印 boxes, such as 所属長・担当. */
  stamps: readonly string[]
  footer: string
}>

/** The words before period and conditions. */
export const headWords = (paper: Pick<Paper, "subject">) =>
  paper.subject === undefined
    ? { period: "対象期間", conditions: "抽出条件" }
    : { period: paper.subject, conditions: "開催・条件" }

/** The line that says of when the paper is, or about what. */
export const periodWords = (paper: Pick<Paper, "subject" | "period">): string =>
  `${headWords(paper).period} ${paper.period === "" ? "すべて" : paper.period}`

export const stateMark = { provisional: "未締", final: "確定" } as const

const tokyo = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo", dateStyle: "short", timeStyle: "short" })

/** 2026-12-01 09:30, the time in Tokyo. */
export const instantInTokyo = (instant: Date): string => tokyo.format(instant)

const moment = new Intl.DateTimeFormat("ja-JP", {
  ...({ timeZone: "Asia/Tokyo", year: "numeric", month: "long", day: "numeric", weekday: "short" } as const),
  ...({ hour: "2-digit", minute: "2-digit", hour12: false } as const),
})

/** 2026年12月10日(木) 13:30, the time in Tokyo as letters write it. */
export const momentInJapanese = (instant: Date): string => moment.format(instant)

const momentEnglish = new Intl.DateTimeFormat("en-GB", {
  ...({ timeZone: "Asia/Tokyo", year: "numeric", month: "short", day: "numeric", weekday: "short" } as const),
  ...({ hour: "2-digit", minute: "2-digit", hour12: false } as const),
})

/** The time in Tokyo as a reader's letters and mails write it: 2026年12月10日(木) 13:30, or Thu, 10 Dec 2026, 13:30. */
export const momentFor = (locale: "ja" | "en", instant: Date): string =>
  (locale === "ja" ? moment : momentEnglish).format(instant)

/** Sums of the summed columns over the plain rows, by heading (円): what every form of the paper must add up to. */
export function controlTotals(paper: Paper): { rows: number; sums: Readonly<Record<string, number>> } {
  const rows = paper.rows.filter(({ kind }) => kind === "row")
  const sums: Record<string, number> = {}
  paper.columns.forEach((column, at) => {
    if (!column.summed) return
    sums[column.heading] = rows.reduce((sum, { cells }) => {
      const cell = cells[at]
      return typeof cell === "number" ? sum + cell : sum
    }, 0)
  })
  return { rows: rows.length, sums }
}

const formula = /^[=+\-@\t\r]/

/** A cell for a workbook: a text that a spreadsheet would run as a formula is made plain text. */
export const plainCell = (cell: PaperCell): PaperCell =>
  typeof cell === "string" && formula.test(cell) ? `'${cell}` : cell

/** A cell as CSV text: quoted where needed; a text that a spreadsheet would run as a formula is made plain text. */
export function csvCell(cell: PaperCell): string {
  if (cell === null) return ""
  if (typeof cell === "number") return String(cell)
  const safe = String(plainCell(cell))
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A paper without what only print can show. */
export function withoutPictures(paper: Paper): Paper {
  const isText = (at: number) => paper.columns[at]?.isQr !== true
  const rows = paper.rows.map((row) => ({ ...row, cells: row.cells.filter((_, at) => isText(at)) }))
  return { ...paper, columns: paper.columns.filter((_, at) => isText(at)), rows }
}

const csvLine = (cells: readonly PaperCell[]) => `${cells.map(csvCell).join(",")}\r\n`

/** The headings of a CSV, with their units. */
export const csvHeadings = (columns: readonly PaperColumn[]): string =>
  csvLine(columns.map(({ heading, unit }) => (unit === undefined ? heading : `${heading}(${unit})`)))

/** Rows as lines of a CSV with so many columns. */
export const csvRowsOf = (columns: readonly PaperColumn[], rows: readonly PaperRow[]): string =>
  rows.map(({ cells }) => csvLine(columns.map((_, at) => cells[at] ?? null))).join("")

/** A paper as CSV lines (CRLF): its headings and rows. Subtotals and totals stay, marked in the first column by their text. */
export function paperCsv(given: Paper): string {
  const { columns, rows } = withoutPictures(given)
  return csvHeadings(columns) + csvRowsOf(columns, rows)
}
