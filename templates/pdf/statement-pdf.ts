import PDFDocument from "pdfkit"
import { formatYen } from "#app/values/yen.ts"
import { drawEnvelope, type Envelope } from "#templates/pdf/envelope.ts"
import { paperFonts } from "#templates/pdf/paper-font.ts"
import { Pen } from "#templates/pdf/pen.ts"

/** A line of a statement: what was billed, or what lowered what is open; yen with tax. */
export type StatementLine = Readonly<{
  on: string
  paper: string
  what: string
  billedYen: number | null
  loweredYen: number | null
  balanceYen: number
}>

/** 取引明細書: what was billed and paid in a period, with what was and is open. */
export type Statement = Readonly<{
  locale: "ja" | "en"
  addressee: Envelope["addressee"]
  issuer: Envelope["issuer"]
  printedOn: string
  period: string
  openingYen: number
  closingYen: number
  lines: readonly StatementLine[]
  bankAccount: readonly string[]
}>

const words = {
  ja: {
    title: "取引明細書",
    date: "作成日",
    lead: "下記のとおり、ご請求とご入金の明細をお知らせいたします。行き違いの節はご容赦ください。",
    period: "対象期間",
    closing: "ご請求残高",
    headings: ["日付", "書類・入金番号", "内容", "ご請求(円)", "ご入金・減額(円)", "残高(円)"],
    opening: "前期繰越",
    carried: "次期繰越",
    pay: "お振込先",
    none: "該当なし",
    yen: "円",
  },
  en: {
    title: "Statement of account",
    date: "Date",
    lead: "This is what was billed and received in the period. Please tell us where it differs from your books.",
    period: "Period",
    closing: "Balance due",
    headings: ["Date", "Paper or payment", "What", "Billed (yen)", "Received (yen)", "Balance (yen)"],
    opening: "Brought forward",
    carried: "Carried forward",
    pay: "Pay to",
    none: "Nothing in this period",
    yen: " yen",
  },
} as const

const mm = (length: number) => (length * 72) / 25.4
const left = mm(20)
const right = mm(190)
const FOOT = mm(275)
const ROW = mm(6)

const columns = [
  { x: left, width: mm(22), align: "left" },
  { x: left + mm(23), width: mm(31), align: "left" },
  { x: left + mm(55), width: mm(40), align: "left" },
  { x: left + mm(96), width: mm(24), align: "right" },
  { x: left + mm(121), width: mm(25), align: "right" },
  { x: left + mm(147), width: mm(23), align: "right" },
] as const

type Cells = readonly (string | number | null)[]

/** 取引明細書 as PDF for a window envelope (A4): the same statement and instant give the same bytes. */
export async function statementPdf(statement: Statement, printedAt: Date): Promise<Buffer> {
  const said = words[statement.locale]
  const document = new PDFDocument({
    ...{ size: "A4", margin: 0, autoFirstPage: false, bufferPages: true, lang: statement.locale, displayTitle: true },
    info: { Title: said.title, Producer: "Teiki", Creator: "Teiki", CreationDate: printedAt, ModDate: printedAt },
  })
  const chunks: Uint8Array[] = []
  const collected = (async () => {
    for await (const chunk of document) if (chunk instanceof Uint8Array) chunks.push(chunk)
    return Buffer.concat(chunks)
  })()
  const pen = new Pen(document, paperFonts())
  document.addPage()
  drawEnvelope(pen, { ...statement, reference: [`${said.date} ${statement.printedOn}`] })
  drawTop(pen, statement)
  drawTable(pen, statement, () => void document.addPage())
  const pages = document.bufferedPageRange().count
  for (let at = 0; at < pages; at += 1) {
    document.switchToPage(at)
    pen.text(`${at + 1}/${pages}`, { x: left, y: mm(287), width: right - left, size: 8, align: "right" })
  }
  document.end()
  return collected
}

function drawTop(pen: Pen, statement: Statement) {
  const said = words[statement.locale]
  const width = right - left
  pen.text(said.title, { x: left, y: mm(90), width, size: 18, weight: "bold", align: "center" })
  pen.text(said.lead, { x: left, y: mm(99), width, size: 9.5 })
  pen.text(`${said.period} ${statement.period}`, { x: left, y: mm(107), width: mm(95), size: 10 })
  pen.box(mm(125), mm(102), mm(65), mm(10), 1)
  pen.text(said.closing, { x: mm(127), y: mm(108.5), width: mm(26), size: 10 })
  const closing = `${formatYen(statement.closingYen)}${said.yen}`
  pen.text(closing, { x: mm(152), y: mm(108.8), width: mm(36), size: 13, weight: "bold", align: "right", whole: true })
  if (statement.bankAccount.length > 0) {
    pen.text(`${said.pay} ${statement.bankAccount.join(" ")}`, { x: left, y: mm(116), width, size: 9 })
  }
}

function drawTable(pen: Pen, statement: Statement, addPage: () => void) {
  const said = words[statement.locale]
  let y = drawRow(pen, mm(120), said.headings, "head")
  const row = (cells: Cells, kind: "row" | "sum") => {
    if (y + ROW > FOOT) {
      addPage()
      y = drawRow(pen, mm(20), said.headings, "head")
    }
    y = drawRow(pen, y, cells, kind)
  }
  row([null, null, said.opening, null, null, statement.openingYen], "sum")
  if (statement.lines.length === 0) row([null, null, said.none, null, null, null], "row")
  for (const line of statement.lines) {
    row([line.on, line.paper, line.what, line.billedYen, line.loweredYen, line.balanceYen], "row")
  }
  const sum = (key: "billedYen" | "loweredYen") => statement.lines.reduce((total, line) => total + (line[key] ?? 0), 0)
  row([null, null, said.carried, sum("billedYen"), sum("loweredYen"), statement.closingYen], "sum")
}

function drawRow(pen: Pen, y: number, cells: Cells, kind: "head" | "row" | "sum"): number {
  if (kind !== "row") pen.fill(left, y, right - left, ROW, "#ececec")
  columns.forEach(({ x, width, align }, at) => {
    const cell = cells[at] ?? null
    if (cell === null) return
    const text = typeof cell === "number" ? formatYen(cell) : cell
    const place = { x: x + mm(1), y: y + mm(4.2), width: width - mm(1.5), size: 8.5, align }
    pen.text(text, {
      ...place,
      weight: kind === "row" ? "regular" : "bold",
      whole: typeof cell === "number" || kind === "head",
    })
  })
  pen.rule(left, right, y + ROW, kind === "row" ? 0.25 : 0.8, kind === "row" ? "#bdbdbd" : "black")
  return y + ROW
}

export const sample: Statement = {
  locale: "ja",
  addressee: {
    ...{ name: "株式会社髙﨑書店", department: "経理部 𠮷田様方", honorific: "御中", postalCode: "1010051" },
    lines: ["東京都千代田区神田神保町1-105", "神保町ビル 3階"],
  },
  issuer: { name: "日本園芸出版株式会社", lines: ["〒101-0051 東京都千代田区神田神保町1-105", "電話 03-0000-0521"] },
  printedOn: "2026年12月1日",
  period: "2026年10月1日〜2026年11月30日",
  openingYen: 5_500,
  closingYen: 1_100,
  lines: Array.from({ length: 36 }, (_, at) => ({
    on: "2026-10-05",
    paper: at % 2 === 0 ? "I2026-000123" : "P000124",
    what: at % 2 === 0 ? "月刊ガーデン 1年12冊" : "銀行振込",
    billedYen: at % 2 === 0 ? 11_000 : null,
    loweredYen: at % 2 === 0 ? null : 11_000 + (at === 35 ? 4_400 : 0),
    balanceYen: at % 2 === 0 ? 16_500 : at === 35 ? 1_100 : 5_500,
  })),
  bankAccount: ["みらい銀行 神保町支店 普通 1234567", "ニホンエンゲイシュッパン(カ"],
}
