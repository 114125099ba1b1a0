import ExcelJS from "exceljs"
import { decreases, increases, type MovementReport } from "#app/reports/movement-report.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import { dateInTokyo } from "#app/platform/clock.server.ts"
import type { RunForPage } from "#app/reports/run-for-page.server.ts"

const fields = ["opening", ...increases, ...decreases, "closing"] as const
type Field = (typeof fields)[number]

const fieldWords = {
  opening: { ja: "前号部数", en: "Opening" },
  started: { ja: "新規", en: "New" },
  revived: { ja: "復活", en: "Revived" },
  resumed: { ja: "休止明け", en: "Resumed" },
  transferredIn: { ja: "移管入", en: "Transferred in" },
  copiesUp: { ja: "部数増", en: "Copies added" },
  expired: { ja: "満了", en: "Expired" },
  cancelled: { ja: "中途解約", en: "Cancelled" },
  stopped: { ja: "未入金停止", en: "Stopped unpaid" },
  held: { ja: "休止", en: "On hold" },
  undeliverable: { ja: "宛先不明", en: "Undeliverable" },
  transferredOut: { ja: "移管出", en: "Transferred out" },
  copiesDown: { ja: "部数減", en: "Copies cut" },
  closing: { ja: "今号部数", en: "Closing" },
} as const satisfies Record<Field, { ja: string; en: string }>

const productWords = {
  paid: { ja: "有料", en: "Paid" },
  gift: { ja: "ギフト", en: "Gift" },
  complimentary: { ja: "寄贈", en: "Complimentary" },
  grace: { ja: "猶予", en: "Grace" },
  total: { ja: "合計", en: "Total" },
} as const

/** R1 増減表 of a run as an Excel workbook: the report with its header frozen, and a sheet of raw rows and control totals. */
export async function workbookForRun(
  run: Readonly<{ issue: IssueOfTitle; page: RunForPage; movement: MovementReport; organization: string }>,
  locale: "ja" | "en",
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  // The file says when its figures were frozen, so that the same run gives the same bytes.
  book.created = run.page.confirmedAt
  book.modified = run.page.confirmedAt
  book.creator = run.organization
  addReport(book, run, locale)
  addRawRows(book, run)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

type Run = Parameters<typeof workbookForRun>[0]

function addReport(book: ExcelJS.Workbook, run: Run, locale: "ja" | "en") {
  const { issue, page, movement } = run
  const sheet = book.addWorksheet(locale === "ja" ? "R1 増減表" : "R1 Movement", {
    views: [{ state: "frozen", xSplit: 1, ySplit: 4 }],
    pageSetup: { paperSize: 9, orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  })
  sheet.addRow([locale === "ja" ? "増減表(R1)" : "Movement (R1)"]).font = { bold: true, size: 14 }
  sheet.addRow([`${run.organization}  ${issue.publicationName} ${issue.issueNumber} (${issue.label})`])
  sheet.addRow([
    locale === "ja"
      ? `発送日 ${page.shipsOn} 確定 ${dateInTokyo(page.confirmedAt)} ${page.confirmedBy} 単位: 部`
      : `Shipped ${page.shipsOn}, confirmed ${dateInTokyo(page.confirmedAt)} by ${page.confirmedBy}, unit: copies`,
  ])
  const head = sheet.addRow(["", ...fields.map((field) => fieldWords[field][locale])])
  head.font = { bold: true }
  head.eachCell((cell) => {
    cell.border = { bottom: { style: "thin" } }
    cell.alignment = { horizontal: "right", wrapText: true }
  })
  for (const row of movement.rows) {
    sheet.addRow([productWords[row.product][locale], ...fields.map((field) => row[field])])
  }
  const total = sheet.addRow([productWords.total[locale], ...fields.map((field) => movement.totals[field])])
  total.font = { bold: true }
  total.eachCell((cell) => (cell.border = { top: { style: "thin" } }))
  for (const column of fields.keys()) sheet.getColumn(column + 2).numFmt = '#,##0;"▲"#,##0'
  sheet.getColumn(1).width = 16
  for (const column of fields.keys()) sheet.getColumn(column + 2).width = 11
}

function addRawRows(book: ExcelJS.Workbook, { issue, movement, page }: Run) {
  const sheet = book.addWorksheet("rows", { views: [{ state: "frozen", ySplit: 1 }] })
  sheet.addRow(["publication", "issue", "previous_issue", "product", ...fields]).font = { bold: true }
  for (const row of movement.rows) {
    sheet.addRow([
      issue.publicationCode,
      issue.issueNumber,
      movement.previousIssue,
      row.product,
      ...fields.map((field) => row[field]),
    ])
  }
  sheet.addRow([])
  sheet.addRow(["control", "left", "right", "ok"]).font = { bold: true }
  for (const check of [...(page.proof?.identities ?? []), ...movement.identities]) {
    sheet.addRow([check.name, check.left, check.right, check.ok])
  }
  sheet.getColumn(1).width = 32
}
