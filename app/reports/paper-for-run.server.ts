import type { decreases, increases } from "#app/reports/movement-report.ts"
import { type MovementReport } from "#app/reports/movement-report.ts"
import type { RunForPage } from "#app/reports/run-for-page.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import type { Paper, PaperRow } from "#templates/paper.ts"
import { paperXlsx } from "#templates/paper-xlsx.ts"

const columns = [
  ["opening", "前号部数"],
  ["started", "新規"],
  ["revived", "復活"],
  ["resumed", "休止明け"],
  ["transferredIn", "移管入"],
  ["copiesUp", "部数増"],
  ["expired", "満了"],
  ["cancelled", "中途解約"],
  ["stopped", "未入金停止"],
  ["held", "休止"],
  ["undeliverable", "宛先不明"],
  ["transferredOut", "移管出"],
  ["copiesDown", "部数減"],
  ["closing", "今号部数"],
] as const satisfies readonly (readonly [
  "opening" | "closing" | (typeof increases | typeof decreases)[number],
  string,
])[]

const products = { paid: "有料", gift: "ギフト", complimentary: "寄贈", grace: "猶予" } as const

type Run = Readonly<{ issue: IssueOfTitle; page: RunForPage; movement: MovementReport; organization: string }>

/** R1 増減表 of a confirmed run as a workbook; the same run gives the same bytes. */
export const workbookForRun = (run: Run): Promise<Uint8Array> => paperXlsx(paperForRun(run))

/** The report as a paper, dated when its figures were frozen. */
function paperForRun(run: Run): Paper {
  const { issue, page, movement } = run
  const cells = (name: string, figures: MovementReport["totals"]) => [name, ...columns.map(([field]) => figures[field])]
  const rows: PaperRow[] = movement.rows.map((row) => ({ kind: "row", cells: cells(products[row.product], row) }))
  return {
    number: `R1-${issue.publicationCode}-${issue.issueNumber}`,
    title: "増減表",
    organization: run.organization,
    period: `${issue.publicationName} 第${issue.issueNumber}号(${issue.label}) 発送日 ${page.shipsOn}`,
    conditions: [movement.previousIssue === null ? "前号なし" : `前号 第${movement.previousIssue}号`, "部数は発送部数"],
    state: "final",
    printedAt: page.confirmedAt,
    printedBy: page.confirmedBy,
    orientation: "landscape",
    columns: [
      { heading: "区分", width: 10, align: "left" },
      ...columns.map(([, heading]) => ({ heading, unit: "部", width: 8, align: "right" as const, summed: true })),
    ],
    rows: [...rows, { kind: "total", cells: cells("合計", movement.totals) }],
    stamps: ["責任者", "担当"],
    footer: "発送処理の確定時に固定した値です。",
  }
}
