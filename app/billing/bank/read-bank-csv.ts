import { parse } from "csv-parse/sync"
import { type BadLine, badLine, type BankFile, type Deposit } from "#app/billing/bank/bank-file.ts"
import { readDate } from "#app/values/calendar.ts"
import { readInteger } from "#app/values/text.ts"

/** What banks call the columns of their CSV. */
const headings = {
  date: ["日付", "取引日", "勘定日", "お取引日", "入出金日", "入金日", "Date"],
  amount: ["入金金額", "入金額", "お預入金額", "お預入れ額", "お預り金額", "入金", "預入金額", "Deposit"],
  name: ["振込依頼人名", "依頼人名", "お取引内容", "取引内容", "摘要", "内容", "Name"],
  code: ["振込依頼人コード", "依頼人番号", "依頼人コード", "仮想口座番号"],
  reference: ["照会番号", "取引番号"],
  message: ["EDI情報", "EDI", "メモ", "備考"],
} as const

type Key = keyof typeof headings

/** Reads a bank's CSV of deposits by the names of its columns; rows without a deposit are passed over, every wrong row is named. */
export function readBankCsv(text: string): BankFile {
  const rows: unknown = parse(text.replace(/^\uFEFF/, ""), {
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  })
  const table = isTable(rows) ? rows : []
  const start = table.findIndex((row) => placesOf(row) !== null)
  const places = start < 0 ? null : placesOf(table[start] ?? [])
  const none = { format: "csv" as const, account: "csv", deposits: [], passedOver: 0 }
  if (places === null) {
    return { ...none, bad: [badLine(1, "見出し", "日付・入金額の見出し行が見つかりません", "no heading row with date and deposit")] } // prettier-ignore
  }
  const bad: BadLine[] = []
  const deposits: Deposit[] = []
  const seen = new Map<string, number>()
  let passedOver = 0
  table.slice(start + 1).forEach((row, at) => {
    const lineNo = start + at + 2
    const cell = (key: Key) => row[places[key] ?? -1] ?? ""
    if (/^[-\s¥0]*$/.test(cell("amount"))) {
      passedOver += 1
      return
    }
    const [amountYen, receivedOn] = [readInteger(cell("amount")), readDate(cell("date"))]
    if (amountYen === null || amountYen <= 0) bad.push(badLine(lineNo, "入金額", `入金額「${cell("amount")}」は金額ではありません`, "not an amount")) // prettier-ignore
    if (receivedOn === null)
      bad.push(badLine(lineNo, "日付", `日付「${cell("date")}」は日付ではありません`, "not a date"))
    if (amountYen === null || amountYen <= 0 || receivedOn === null) return
    // Without the bank's own number, equal deposits of one day are told apart by their order.
    const same = `${receivedOn} ${amountYen} ${cell("name")}`
    seen.set(same, (seen.get(same) ?? 0) + 1)
    deposits.push({
      ...{
        lineNo,
        receivedOn,
        amountYen,
        remitterCode: cell("code"),
        remitterName: cell("name"),
        message: cell("message"),
      },
      ...{ reference: cell("reference") || `${amountYen}:${cell("name")}:${seen.get(same) ?? 1}`, fromBank: "" },
    })
  })
  return { ...none, deposits, passedOver, bad }
}

const isTable = (value: unknown): value is string[][] =>
  Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === "string"))

function placesOf(row: readonly string[]): Partial<Record<Key, number>> | null {
  const plain = row.map((cell) => cell.normalize("NFKC").replace(/[\s()円]/g, ""))
  const placeOf = (key: Key) => plain.findIndex((cell) => headings[key].some((name) => name.normalize("NFKC") === cell))
  const places: Partial<Record<Key, number>> = {}
  for (const key of ["date", "amount", "name", "code", "reference", "message"] as const) {
    if (placeOf(key) !== -1) places[key] = placeOf(key)
  }
  return places.date !== undefined && places.amount !== undefined ? places : null
}
