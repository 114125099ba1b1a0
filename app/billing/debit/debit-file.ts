import { type BadLine, badLine } from "#app/billing/bank/bank-file.ts"
import {
  clientHeader,
  type Column,
  column,
  fieldsOf,
  fileOfRecords,
  RECORD_SIZE,
  recordOf,
  type Values,
} from "#app/billing/bank/zengin-record.ts"
import { bankText } from "#app/values/bank-kana.ts"

// 口座振替 91 (全銀協「適用業務およびレコード・フォーマット」): header 1, data 2, trailer 8, end 9, each of 120 bytes, JIS X 0201. The bank gives
// the file back with 振替結果 and the sums of what was done and what was not.

const header = clientHeader("引落日", "withdrawal day")

const data = {
  bankCode: column("引落銀行番号", "bank code", 2, 4, "digits"),
  bankName: column("引落銀行名", "bank name", 6, 15, "words"),
  branchCode: column("引落支店番号", "branch code", 21, 3, "digits"),
  branchName: column("引落支店名", "branch name", 24, 15, "words"),
  accountKind: column("預金種目", "account kind", 43, 1, "digits"),
  accountNumber: column("口座番号", "account number", 44, 7, "digits"),
  holderName: column("預金者名", "holder's name", 51, 30, "words"),
  amount: column("引落金額", "amount", 81, 10, "digits"),
  novelty: column("新規コード", "novelty code", 91, 1, "digits"),
  customerNumber: column("顧客番号", "customer number", 92, 20, "digits"),
  result: column("振替結果コード", "result code", 112, 1, "digits"),
} as const satisfies Record<string, Column>

const trailer = {
  count: column("合計件数", "count", 2, 6, "digits"),
  yen: column("合計金額", "sum", 8, 12, "digits"),
  doneCount: column("振替済件数", "count of done", 20, 6, "digits"),
  doneYen: column("振替済金額", "sum of done", 26, 12, "digits"),
  failedCount: column("振替不能件数", "count of not done", 38, 6, "digits"),
  failedYen: column("振替不能金額", "sum of not done", 44, 12, "digits"),
} as const satisfies Record<string, Column>

export type DebitHeader = Values<typeof header>
export type DebitRecord = Values<typeof data>
type DebitTrailer = Values<typeof trailer>

/** A file as it was read: each record with its place from 1, and what is wrong with it. */
export type DebitFile = Readonly<{
  header: DebitHeader | null
  records: readonly Readonly<{ lineNo: number; record: DebitRecord }>[]
  trailer: Readonly<{ lineNo: number; values: DebitTrailer }> | null
  bad: readonly BadLine[]
}>

/** 振替結果 and what people call it. */
export const debitResults = ["0", "1", "2", "3", "4", "8", "9"] as const
export type DebitResult = (typeof debitResults)[number]
export const isDebitResult = (code: string): code is DebitResult => debitResults.some((known) => known === code)

/** A wrong column of a record, named with its bytes. */
export const badColumn = (lineNo: number, { name, english, from, length }: Column, ja: string, en: string): BadLine => {
  const bytes = length === 1 ? String(from) : `${from}–${from + length - 1}`
  return badLine(lineNo, `${name}(${bytes}桁)`, `${name}(${bytes}桁) ${ja}`, `${english} (bytes ${bytes}): ${en}`)
}

export const debitColumns = { header, data, trailer } as const

/** 請求データ as signs of one byte each; no result is known yet, so the trailer's sums of done and not done are 0. */
export function writeDebitFile(
  head: Omit<DebitHeader, "type" | "code">,
  records: readonly Omit<DebitRecord, "result">[],
  hasLineBreaks: boolean,
): string {
  const yen = records.reduce((sum, { amount }) => sum + Number(amount), 0)
  const lines = [
    recordOf("1", fieldsOf(header, { ...head, type: "91", code: "0" })),
    ...records.map((record) => recordOf("2", fieldsOf(data, { ...record, result: "0" }))),
    recordOf("8", [
      [trailer.count, String(records.length)],
      [trailer.yen, String(yen)],
      ...[trailer.doneCount, trailer.doneYen, trailer.failedCount, trailer.failedYen].map((at) => [at, "0"] as const),
    ]),
    recordOf("9", []),
  ]
  return fileOfRecords(lines, hasLineBreaks)
}

const cut = (record: string, { from, length }: Column) => record.slice(from - 1, from - 1 + length)

/** Reads a 口座振替 file, sent or given back; every wrong record is named by its place and column. */
export function readDebitFile(bytes: Uint8Array): DebitFile {
  const lines = linesOf(bankText(bytes))
  const bad: BadLine[] = []
  const read: { header: DebitHeader | null; records: DebitFile["records"][number][]; trailer: DebitFile["trailer"] } = {
    ...{ header: null, records: [], trailer: null },
  }
  lines.forEach((line, at) => {
    const lineNo = at + 1
    const isLast = at === lines.length - 1
    if (line.length !== RECORD_SIZE) {
      bad.push(badLine(lineNo, "長さ", `レコードが${line.length}バイトです(120バイトが必要)`, `${line.length} bytes instead of 120`)) // prettier-ignore
    } else if (line.startsWith("1") && at === 0) {
      read.header = readHeader(line, bad)
    } else if (line.startsWith("2") && read.trailer === null) {
      read.records.push({ lineNo, record: readData(line, lineNo, bad) })
    } else if (line.startsWith("8") && read.trailer === null) {
      read.trailer = { lineNo, values: readTrailer(line, lineNo, bad) }
    } else if (!(line.startsWith("9") && isLast && read.trailer !== null)) {
      bad.push(badLine(lineNo, "データ区分(1桁)", `データ区分「${line[0] ?? ""}」はここに置けません`, `a record “${line[0] ?? ""}” does not belong here`)) // prettier-ignore
    }
  })
  return { ...read, bad: [...bad, ...missing(lines, read)] }
}

function linesOf(text: string): string[] {
  const plain = text.replace(/\u001A+$/, "")
  if (/[\r\n]/.test(plain)) return plain.split(/\r?\n|\r/).filter((line) => line !== "")
  return Array.from({ length: Math.ceil(plain.length / RECORD_SIZE) }, (_, at) =>
    plain.slice(at * RECORD_SIZE, (at + 1) * RECORD_SIZE),
  )
}

function missing(lines: readonly string[], read: Pick<DebitFile, "header" | "trailer">): BadLine[] {
  const end = Math.max(lines.length, 1)
  return [
    ...(read.header ? [] : [badLine(1, "ヘッダ", "ヘッダレコードがありません", "the header is missing")]),
    ...(read.trailer ? [] : [badLine(end, "トレーラ", "トレーラレコードがありません(途中で切れています)", "the trailer is missing")]), // prettier-ignore
    ...(lines.at(-1)?.startsWith("9") ? [] : [badLine(end, "エンド", "エンドレコードがありません", "the end record is missing")]), // prettier-ignore
  ]
}

/** The digits of a column; what is no number is told. */
function digits(line: string, lineNo: number, at: Column, bad: BadLine[]): string {
  const text = cut(line, at)
  if (!/^\d+$/.test(text)) bad.push(badColumn(lineNo, at, `「${text}」は数字ではありません`, `“${text}” is no number`))
  return text
}

const words = (line: string, at: Column) => cut(line, at).trimEnd()

function readHeader(line: string, bad: BadLine[]): DebitHeader {
  const number = (at: Column) => digits(line, 1, at, bad)
  const head = {
    ...{ type: number(header.type), code: number(header.code), clientCode: number(header.clientCode) },
    ...{ clientName: words(line, header.clientName), day: number(header.day), bankCode: number(header.bankCode) },
    ...{ bankName: words(line, header.bankName), branchCode: number(header.branchCode) },
    ...{ branchName: words(line, header.branchName), accountKind: number(header.accountKind) },
    accountNumber: number(header.accountNumber),
  }
  if (head.type !== "91") bad.push(badColumn(1, header.type, `「${head.type}」は口座振替(91)ではありません`, `“${head.type}” is not 91`)) // prettier-ignore
  if (head.code !== "0") bad.push(badColumn(1, header.code, "JISコード(0)ではありません", "not JIS (0)"))
  return head
}

function readData(line: string, lineNo: number, bad: BadLine[]): DebitRecord {
  const number = (at: Column) => digits(line, lineNo, at, bad)
  const record = {
    ...{ bankCode: number(data.bankCode), bankName: words(line, data.bankName), branchCode: number(data.branchCode) },
    ...{ branchName: words(line, data.branchName), accountKind: number(data.accountKind) },
    ...{ accountNumber: number(data.accountNumber), holderName: words(line, data.holderName) },
    ...{ amount: number(data.amount), novelty: cut(line, data.novelty), customerNumber: number(data.customerNumber) },
    result: cut(line, data.result),
  }
  if (!isDebitResult(record.result)) {
    bad.push(badColumn(lineNo, data.result, `「${record.result}」は振替結果ではありません(0・1・2・3・4・8・9)`, `“${record.result}” is no result (0, 1, 2, 3, 4, 8, 9)`)) // prettier-ignore
  }
  return record
}

function readTrailer(line: string, lineNo: number, bad: BadLine[]): DebitTrailer {
  const number = (at: Column) => digits(line, lineNo, at, bad)
  return {
    ...{ count: number(trailer.count), yen: number(trailer.yen), doneCount: number(trailer.doneCount) },
    ...{ doneYen: number(trailer.doneYen), failedCount: number(trailer.failedCount) },
    failedYen: number(trailer.failedYen),
  }
}
