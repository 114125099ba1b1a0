import { parse } from "csv-parse/sync"
import { z } from "zod"
import { type BadLine, badLine } from "#app/billing/bank/bank-file.ts"
import { readSlip } from "#app/billing/papers/convenience-slip.ts"
import { type CalendarDate, readDate } from "#app/values/calendar.ts"
import { readInteger } from "#app/values/text.ts"

/** 速報, 速報取消, 確報: what an agent says of a slip. */
const kinds = { 速報: "announced", 速報取消: "withdrawn", 確報: "settled" } as const
export type CollectedKind = (typeof kinds)[keyof typeof kinds]

export type Collected = Readonly<{
  lineNo: number
  digits: string
  invoiceNumber: string
  paidOn: CalendarDate
  amountYen: number
  kind: CollectedKind
}>

const columns = ["払込票番号", "収納日", "金額", "区分"] as const

const kindOf = (text: string): CollectedKind | null =>
  text === "速報" || text === "速報取消" || text === "確報" ? kinds[text] : null

/**
 * Reads what stores collected, as CSV with the columns 払込票番号 (44 digits), 収納日, 金額 and 区分 (速報・速報取消・確報); each agent's own file is brought
 * into this form outside. Every wrong row is named by line and column.
 */
export function readCollected(
  text: string,
  own: Readonly<{ companyCode: string; clientCode: string }>,
): { rows: readonly Collected[]; bad: readonly BadLine[] } {
  const table = z
    .array(z.array(z.string()))
    .parse(parse(text.replace(/^\uFEFF/, ""), { relax_column_count: true, skip_empty_lines: true, trim: true }))
  const heading = table[0] ?? []
  const lacking = columns.filter((name) => !heading.includes(name))
  if (lacking.length > 0) {
    return {
      rows: [],
      bad: lacking.map((name) => badLine(1, name, `見出し「${name}」がありません`, `no column “${name}”`)),
    }
  }
  const bad: BadLine[] = []
  const rows = table.slice(1).flatMap((cells, at): Collected[] => {
    const lineNo = at + 2
    const cell = (name: (typeof columns)[number]) => cells[heading.indexOf(name)] ?? ""
    const digits = cell("払込票番号").replace(/[\s()-]/g, "")
    const [slip, paidOn] = [readSlip(digits, own), readDate(cell("収納日"))]
    const [amountYen, kind] = [readInteger(cell("金額")), kindOf(cell("区分"))]
    const wrong = (name: (typeof columns)[number], ja: string, en: string) => {
      bad.push(badLine(lineNo, name, `${name}「${cell(name)}」${ja}`, `“${cell(name)}” ${en}`))
    }
    if (!slip) wrong("払込票番号", "は当方の払込票の44桁ではありません", "is no slip of ours")
    if (!paidOn) wrong("収納日", "は日付ではありません", "is no date")
    if (slip && amountYen !== slip.amountYen)
      wrong("金額", `は払込票の金額 ${slip.amountYen} 円と違います`, "differs from the slip")
    if (!kind) wrong("区分", "は速報・速報取消・確報のどれでもありません", "is no kind of notice")
    return slip && paidOn && kind ? [{ lineNo, digits, paidOn, kind, ...slip }] : []
  })
  return { rows, bad }
}
