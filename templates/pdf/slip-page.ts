import bwipjs from "bwip-js/node"
import { formatYen } from "#app/values/yen.ts"
import { type BusinessPaper, type ConvenienceSlip, slipWords } from "#templates/pdf/business-paper.ts"
import type { Pen } from "#templates/pdf/pen.ts"

const mm = (length: number) => (length * 72) / 25.4

/**
 * A module of 1/150 inch (0.169 mm) is two whole dots of a printer of 300 dpi and four of 600 dpi, so that no bar is blurred. 288 of them are 48.8 mm;
 * with ten of white on both sides the symbol stays within the 60 mm that stores' scanners see.
 */
const MODULE = 72 / 150
const BAR_HEIGHT = mm(12)

const TOP = mm(196)
const parts = { store: { x: mm(12), width: mm(100) }, payer: { x: mm(118), width: mm(80) } } as const

/** Widths of bars and spaces in turn, in modules, as bwip-js draws GS1-128. (Its export `raw` by name is a symbology of that name.) */
function barsOf(digits: string): readonly number[] {
  const [symbol] = bwipjs.raw({ bcid: "gs1-128", text: `(91)${digits.slice(2)}` })
  if (!symbol || !("sbs" in symbol)) throw new Error("no symbol")
  return symbol.sbs
}

/** (91)912345-202600004200000000000-0-261231-0-011000-4: each field of the digits by itself. */
export const readableSlip = (digits: string): string => {
  const cuts = [2, 8, 29, 30, 36, 37, 43, 44]
  const fields = cuts.slice(1).map((to, at) => digits.slice(cuts[at], to))
  return `(91)${fields.join("-")}`
}

/** The page with the コンビニ払込票 of an invoice: how to pay above, the slip and its receipt below the fold. */
export function drawSlipPage(pen: Pen, paper: BusinessPaper, slip: ConvenienceSlip): void {
  const words = slipWords[paper.locale]
  const [x, width] = [mm(20), mm(170)]
  pen.text(words.title, { x, y: mm(36), width, size: 16, weight: "bold", align: "center" })
  pen.text(`${paper.addressee.name} ${paper.addressee.honorific}`, { x, y: mm(52), width, size: 11, weight: "bold" })
  let y = mm(64)
  const amount = `¥${formatYen(paper.totalYen)}`
  for (const [label, value] of [
    [words.number, paper.number],
    [words.amount, amount],
    [words.expires, slip.expiresOn],
    [words.payee, paper.issuer.name],
    ...(slip.agentName === "" ? [] : [[words.agent, slip.agentName] as const]),
  ] as const) {
    pen.text(label, { x, y, width: mm(42), size: 10 })
    pen.text(value, { x: x + mm(44), y, width: mm(124), size: label === words.amount ? 13 : 10, weight: "bold" })
    y += mm(8)
    pen.rule(x, x + width, y - mm(5.2), 0.25, "#bdbdbd")
  }
  y += mm(6)
  for (const line of words.how.flatMap((one) => pen.wrapped(`・${one}`, 9.5, width))) {
    pen.text(line, { x, y, width, size: 9.5 })
    y += mm(6)
  }
  pen.dashes(0, mm(210), mm(190))
  pen.text(words.cut, { x, y: mm(188.4), width, size: 7.5, align: "center" })
  drawStorePart(pen, paper, slip)
  drawPayerPart(pen, paper, slip)
}

function drawRows(
  pen: Pen,
  at: Readonly<{ x: number; y: number; width: number }>,
  rows: readonly (readonly [string, string])[],
) {
  let { y } = at
  for (const [label, value] of rows) {
    const place = { x: at.x + mm(21), y: y + mm(4.6), width: at.width - mm(23) }
    const isAmount = value.startsWith("¥")
    // A long name goes on smaller rather than losing its end.
    const size = isAmount ? 11.5 : Math.max(6.5, Math.min(9, (9 * place.width) / pen.widthOf(value, 9)))
    pen.text(label, { x: at.x + mm(2), y: place.y, width: mm(18), size: 7.5, whole: true })
    pen.text(value, { ...place, size, weight: isAmount ? "bold" : "regular" })
    y += mm(6.6)
    pen.rule(at.x, at.x + at.width, y, 0.25, "#9a9a9a")
  }
  return y
}

const rowsOf = (paper: BusinessPaper, slip: ConvenienceSlip) => {
  const words = slipWords[paper.locale]
  return [
    [words.payer, `${paper.addressee.name} ${paper.addressee.honorific}`],
    [words.number, paper.number],
    [words.amount, `¥${formatYen(paper.totalYen)}`],
    [words.expires, slip.expiresOn],
    [words.payee, paper.issuer.name],
    ...(slip.agentName === "" ? [] : [[words.agent, slip.agentName] as const]),
  ] as const
}

/** 払込票: what the store keeps, with the symbol and its digits. */
function drawStorePart(pen: Pen, paper: BusinessPaper, slip: ConvenienceSlip) {
  const words = slipWords[paper.locale]
  const { x, width } = parts.store
  pen.box(x, TOP, width, mm(88), 0.8)
  pen.text(words.store, { x, y: TOP + mm(6), width, size: 10, weight: "bold", align: "center" })
  pen.rule(x, x + width, TOP + mm(9), 0.5)
  drawRows(pen, { x, y: TOP + mm(9), width }, rowsOf(paper, slip))
  const bars = barsOf(slip.digits)
  const wide = bars.reduce((sum, bar) => sum + bar, 0) * MODULE
  const place = { x: Math.round((x + mm(7)) / MODULE) * MODULE, y: TOP + mm(56) }
  pen.bars(bars, { ...place, module: MODULE, height: BAR_HEIGHT })
  const readable = readableSlip(slip.digits)
  pen.text(readable, {
    x: place.x,
    y: place.y + BAR_HEIGHT + mm(4),
    width: wide,
    size: 6.6,
    align: "center",
    whole: true,
  })
  pen.text(words.storeStamp, { x: x + mm(66), y: TOP + mm(54), width: mm(30), size: 7, align: "center" })
  pen.box(x + mm(66), TOP + mm(56), mm(30), mm(28), 0.4)
}

/** 受領証: what the payer takes home, with a place for the store's stamp and, from 50,000 yen, for the revenue stamp. */
function drawPayerPart(pen: Pen, paper: BusinessPaper, slip: ConvenienceSlip) {
  const words = slipWords[paper.locale]
  const { x, width } = parts.payer
  pen.box(x, TOP, width, mm(88), 0.8)
  pen.text(words.receipt, { x, y: TOP + mm(6), width, size: 10, weight: "bold", align: "center" })
  pen.rule(x, x + width, TOP + mm(9), 0.5)
  drawRows(pen, { x, y: TOP + mm(9), width }, rowsOf(paper, slip))
  if (slip.hasStampBox) {
    pen.text(words.revenueStamp, { x: x + mm(4), y: TOP + mm(54), width: mm(24), size: 7, align: "center" })
    pen.box(x + mm(4), TOP + mm(56), mm(24), mm(24), 0.4)
  }
  pen.text(words.storeStamp, { x: x + mm(46), y: TOP + mm(54), width: mm(30), size: 7, align: "center" })
  pen.box(x + mm(46), TOP + mm(56), mm(30), mm(28), 0.4)
}
