// Records of 120 bytes (全銀協「適用業務およびレコード・フォーマット」): header 1, data 2, trailer 8, end 9, JIS X 0201. What 口座振替 91 and
// 総合振込 21 have in common.

export const RECORD_SIZE = 120

/** A column of a record: its names, its bytes counted from 1, and whether digits or words stand in it. */
export type Column = Readonly<{ name: string; english: string; from: number; length: number; kind: "digits" | "words" }>

export const column = (name: string, english: string, from: number, length: number, kind: Column["kind"]): Column => ({
  ...{ name, english, from, length, kind },
})

export type Values<Columns> = Readonly<Record<keyof Columns, string>>

/** The organization as each of its files begins with it: who it is, the day, its bank and account. */
export const clientHeader = (dayName: string, dayEnglish: string) => ({
  type: column("種別コード", "type", 2, 2, "digits"),
  code: column("コード区分", "code", 4, 1, "digits"),
  clientCode: column("委託者コード", "client code", 5, 10, "digits"),
  clientName: column("委託者名", "client name", 15, 40, "words"),
  day: column(dayName, dayEnglish, 55, 4, "digits"),
  bankCode: column("取引銀行番号", "bank code", 59, 4, "digits"),
  bankName: column("取引銀行名", "bank name", 63, 15, "words"),
  branchCode: column("取引支店番号", "branch code", 78, 3, "digits"),
  branchName: column("取引支店名", "branch name", 81, 15, "words"),
  accountKind: column("預金種目", "account kind", 96, 1, "digits"),
  accountNumber: column("口座番号", "account number", 97, 7, "digits"),
})

/** Digits to the right after zeros, words to the left before blanks; what does not fit is a fault of who calls. */
const written = (text: string, { name, length, kind }: Column): string => {
  const isFit = kind === "digits" ? /^\d*$/.test(text) : true
  if (text.length > length || !isFit) throw new RangeError(`${name} does not fit into ${length} bytes: ${text}`)
  return kind === "digits" ? text.padStart(length, "0") : text.padEnd(length, " ")
}

/** A record by its columns; bytes that no column names are blank. */
export function recordOf(type: "1" | "2" | "8" | "9", fields: readonly (readonly [Column, string])[]): string {
  const signs = Array.from({ length: RECORD_SIZE }, () => " ")
  signs[0] = type
  for (const [at, text] of fields) signs.splice(at.from - 1, at.length, ...Array.from(written(text, at)))
  return signs.join("")
}

/** Each column with its value. */
export const fieldsOf = <Columns extends Record<string, Column>>(columns: Columns, values: Values<Columns>) =>
  Object.entries(columns).map(([key, at]): [Column, string] => [at, values[key] ?? ""])

/** Records one after the other, or each on a line of its own (CRLF), as the bank asks. */
export const fileOfRecords = (records: readonly string[], hasLineBreaks: boolean): string =>
  records.map((record) => `${record}${hasLineBreaks ? "\r\n" : ""}`).join("")

/** MMDD of a day, as files of 120 bytes write it: they carry no year. */
export const dayInFile = (day: string): string => `${day.slice(5, 7)}${day.slice(8)}`
