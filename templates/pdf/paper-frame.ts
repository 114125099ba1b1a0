import type { Layout } from "#templates/pdf/paper-layout.ts"
import type { Pen } from "#templates/pdf/pen.ts"
import { headWords, instantInTokyo, type Paper, periodWords, stateMark } from "#templates/paper.ts"
import { actorAsRead } from "#app/values/text.ts"

const STAMP = 46
const SMALL = 7.4

/** The head of each page: whose paper, which, of when, by which conditions; the first page has the 確認印 boxes too. */
export function drawHeader(pen: Pen, paper: Paper, layout: Layout, isFirst: boolean): void {
  const stamps = isFirst ? paper.stamps : []
  const factsRight = layout.right - stamps.length * STAMP - (stamps.length > 0 ? 12 : 0)
  const width = factsRight - layout.left - 160
  const { left, top } = layout
  pen.text(paper.organization, { x: left, y: top + 8, width, size: 8.4 })
  const titleWidth = Math.min(pen.widthOf(paper.title, 15, "bold"), width - 50)
  pen.text(paper.title, { x: left, y: top + 27, width: titleWidth, size: 15, weight: "bold" })
  drawMark(pen, stateMark[paper.state], left + titleWidth + 9, top + 14.5)
  const below = factsRight - left
  const conditions = conditionLines(pen, paper, below)
  const period = periodLines(pen, paper, below)
  const lines = [...(conditions.length > 1 ? [period.join("")] : period), ...conditions]
  lines.forEach((line, at) => {
    pen.text(line, { x: left, y: top + 43.5 + at * 10.5, width: below, size: SMALL })
  })
  const facts = [
    `帳票番号 ${paper.number}`,
    `出力 ${instantInTokyo(paper.printedAt)}`,
    `出力者 ${actorAsRead(paper.printedBy)}`,
  ]
  facts.forEach((fact, at) => {
    pen.text(fact, { x: factsRight - 150, y: top + 8 + at * 11, width: 150, size: SMALL, align: "right" })
  })
  stamps.forEach((name, at) => {
    drawStamp(pen, name, layout.right - (stamps.length - at) * STAMP, top)
  })
}

function drawMark(pen: Pen, mark: string, x: number, y: number) {
  const width = pen.widthOf(mark, 8.4, "bold") + 10
  pen.box(x, y, width, 14, 0.8)
  pen.text(mark, { x, y: y + 10.2, width, size: 8.4, align: "center", weight: "bold" })
}

function drawStamp(pen: Pen, name: string, x: number, y: number) {
  pen.box(x, y, STAMP, STAMP + 12, 0.5)
  pen.rule(x, x + STAMP, y + 12, 0.5)
  pen.text(name, { x: x + 2, y: y + 8.9, width: STAMP - 4, size: 7, align: "center" })
}

/** The period, or a long title of what the paper is about, in at most two lines. */
const periodLines = (pen: Pen, paper: Paper, width: number): readonly string[] => {
  const [first = "", ...others] = pen.wrapped(periodWords(paper), SMALL, width)
  return others.length === 0 ? [first] : [first, others.join("")]
}

/** 抽出条件 in at most two lines, broken between conditions. */
function conditionLines(pen: Pen, paper: Paper, width: number): readonly string[] {
  const [first = "", ...others] = paper.conditions
  const lines = [`${headWords(paper).conditions} ${first === "" ? "なし" : first}`]
  for (const condition of others) {
    const last = lines.at(-1) ?? ""
    const joined = `${last} / ${condition}`
    if (lines.length < 2 && pen.widthOf(joined, SMALL) > width) lines.push(condition)
    else lines[lines.length - 1] = joined
  }
  return lines
}

/** The foot of each page: how to handle the paper and until when to keep it; n/N at the right. */
export function drawFooter(pen: Pen, paper: Paper, layout: Layout, at: { page: number; pages: number }): void {
  const y = layout.bottom + 16
  pen.rule(layout.left, layout.right, layout.bottom + 6, 0.25, "#999999")
  pen.text(paper.footer, { x: layout.left, y, width: layout.right - layout.left - 60, size: 7 })
  const count = `${at.page} / ${at.pages}`
  pen.text(count, { x: layout.right - 60, y, width: 60, size: 8, align: "right" })
}
