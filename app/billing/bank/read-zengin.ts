import { type BadLine, badLine, type BankFile, type Deposit } from "#app/billing/bank/bank-file.ts"
import { bankText } from "#app/values/bank-kana.ts"
import { isCalendarDate } from "#app/values/calendar.ts"

// 全銀フォーマット (全銀協「適用業務およびレコード・フォーマット」): 入出金取引明細 03 and 振込入金通知 01, records of 200 bytes, JIS X 0201.

const SIZE = 200

type Parts = Readonly<Record<string, readonly [from: number, length: number]>>

const heads = {
  "03": { bank: [23, 4], branch: [42, 3], account: [64, 10] },
  "01": { bank: [23, 4], branch: [42, 3], account: [61, 7] },
} as const satisfies Record<string, Parts>

const details = {
  "03": {
    ...{ reference: [2, 8], date: [10, 6], side: [22, 1], amount: [25, 12], remitterCode: [72, 10] },
    ...{ remitterName: [82, 48], bankName: [130, 15], branchName: [145, 15], note: [160, 20], edi: [180, 20] },
  },
  "01": {
    ...{ reference: [2, 6], date: [8, 6], amount: [20, 10], remitterCode: [40, 10], remitterName: [50, 48] },
    ...{ bankName: [98, 15], branchName: [113, 15], cancelled: [128, 1], edi: [129, 20] },
    // Amounts of more than ten digits stand in 金額(2), followed by its 他店券; then the EDI moves on.
    ...{ amount2: [129, 12], edi2: [153, 20] },
  },
} as const satisfies Record<string, Parts>

const trailers = {
  "03": { count: [2, 6], amount: [8, 13] },
  "01": { count: [2, 6], amount: [8, 12] },
} as const satisfies Record<string, Parts>

const cut = (record: string, [from, length]: readonly [number, number]) => record.slice(from - 1, from - 1 + length)
const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : null)

/** 和暦 YYMMDD of the 200-byte formats: 令和, or 平成 where that would lie well ahead of this year. */
export function zenginDate(text: string, thisYear: number): string | null {
  if (!/^\d{6}$/.test(text)) return null
  const year = Number(text.slice(0, 2))
  const western = year + 2018 <= thisYear + 1 ? year + 2018 : year + 1988
  const date = `${western}-${text.slice(2, 4)}-${text.slice(4, 6)}`
  return isCalendarDate(date) ? date : null
}

/** Whether bytes look like a 全銀 file of deposits. */
export const isZengin = (bytes: Buffer): boolean => /^1(01|03)[01]/.test(bytes.subarray(0, 4).toString("latin1"))

function recordsOf(bytes: Buffer): string[] {
  const text = bankText(bytes).replace(/\u001A+$/, "")
  if (/[\r\n]/.test(text)) return text.split(/\r?\n|\r/).filter((line) => line !== "")
  return Array.from({ length: Math.ceil(text.length / SIZE) }, (_, at) => text.slice(at * SIZE, (at + 1) * SIZE))
}

/** Reads a 全銀 file of deposits; every wrong record is named, and the trailer's count and sum must fit. */
export function readZengin(bytes: Buffer, thisYear: number): BankFile {
  const records = recordsOf(bytes)
  const code = records[0]?.slice(1, 3) === "01" ? "01" : "03"
  const bad: BadLine[] = []
  const read: { deposits: Deposit[]; passedOver: number; account: string; sum: { count: number; yen: number } } = {
    ...{ deposits: [], passedOver: 0, account: "", sum: { count: 0, yen: 0 } },
  }
  records.forEach((record, at) => {
    const lineNo = at + 1
    if (record.length !== SIZE) {
      bad.push(badLine(lineNo, "長さ", `レコードが${record.length}バイトです(200バイトが必要)`, `${record.length} bytes instead of 200`)) // prettier-ignore
      return
    }
    const type = record[0]
    if (type === "1") {
      const head = heads[code]
      read.account = `${cut(record, head.bank)}-${cut(record, head.branch)}-${cut(record, head.account).trim()}`
    } else if (type === "2") {
      readDetail(record, lineNo, { code, thisYear, bad, read })
    } else if (type === "8") {
      checkTrailer(record, lineNo, { code, bad, read })
    } else if (type !== "9") {
      bad.push(
        badLine(lineNo, "データ区分", `データ区分「${type ?? ""}」は読めません`, `unknown record type “${type ?? ""}”`),
      )
    }
  })
  if (!records.some((record) => record.startsWith("8"))) {
    bad.push(
      badLine(records.length, "トレーラ", "トレーラレコードがありません(途中で切れています)", "the trailer is missing"),
    )
  }
  return { format: `zengin-${code}`, account: read.account, deposits: read.deposits, passedOver: read.passedOver, bad }
}

type Reading = {
  code: "01" | "03"
  bad: BadLine[]
  read: { deposits: Deposit[]; passedOver: number; sum: { count: number; yen: number } }
}

function readDetail(record: string, lineNo: number, reading: Reading & { thisYear: number }) {
  const { code, bad, read } = reading
  const of = code === "01" ? { ...details["03"], ...details["01"] } : { ...details["01"], ...details["03"] }
  const isSecond = code === "01" && /^\d{24}$/.test(record.slice(128, 152))
  const amount = number(cut(record, isSecond ? of.amount2 : of.amount))
  const receivedOn = zenginDate(cut(record, of.date), reading.thisYear)
  if (receivedOn === null)
    bad.push(badLine(lineNo, "勘定日", `勘定日「${cut(record, of.date)}」は日付ではありません`, "not a date"))
  if (amount === null) bad.push(badLine(lineNo, "金額", `金額「${cut(record, isSecond ? of.amount2 : of.amount)}」は数字ではありません`, "not an amount")) // prettier-ignore
  if (amount === null || receivedOn === null) return
  if (code === "03" && cut(record, of.side) !== "1") {
    read.passedOver += 1
    return
  }
  const isCancelled = code === "01" && /[1-9]/.test(cut(record, of.cancelled))
  if (!isCancelled) {
    read.sum.count += 1
    read.sum.yen += amount
  }
  if (isCancelled || amount === 0) {
    read.passedOver += 1
    return
  }
  const edi = cut(record, isSecond ? of.edi2 : of.edi)
  read.deposits.push({
    ...{ lineNo, reference: cut(record, of.reference), receivedOn, amountYen: amount },
    ...{ remitterCode: cut(record, of.remitterCode).trim(), remitterName: cut(record, of.remitterName).trim() },
    message: [edi, code === "03" ? cut(record, of.note) : ""].map((text) => text.trim()).filter((text) => text !== "").join(" "), // prettier-ignore
    fromBank: `${cut(record, of.bankName).trim()} ${cut(record, of.branchName).trim()}`.trim(),
  })
}

function checkTrailer(record: string, lineNo: number, { code, bad, read }: Reading) {
  const of = trailers[code]
  const [count, yen] = [number(cut(record, of.count)), number(cut(record, of.amount))]
  if (count !== read.sum.count) {
    bad.push(badLine(lineNo, "合計件数", `合計件数 ${count ?? "?"} と明細 ${read.sum.count} 件が一致しません`, "the trailer's count differs")) // prettier-ignore
  }
  if (yen !== read.sum.yen) {
    bad.push(badLine(lineNo, "合計金額", `合計金額 ${yen ?? "?"} 円と明細 ${read.sum.yen} 円が一致しません`, "the trailer's sum differs")) // prettier-ignore
  }
}
