import {
  clientHeader,
  column,
  type Column,
  fieldsOf,
  fileOfRecords,
  recordOf,
  type Values,
} from "#app/billing/bank/zengin-record.ts"

// 総合振込 21 (全銀協「適用業務およびレコード・フォーマット」). Fields that banks do not read (手形交換所番号, 顧客コード2) are zero; 識別表示 is blank, so
// that the two 顧客コード are what they are called and no EDI.

const header = clientHeader("取組日", "transfer day")

const data = {
  bankCode: column("被仕向銀行番号", "bank code", 2, 4, "digits"),
  bankName: column("被仕向銀行名", "bank name", 6, 15, "words"),
  branchCode: column("被仕向支店番号", "branch code", 21, 3, "digits"),
  branchName: column("被仕向支店名", "branch name", 24, 15, "words"),
  clearingHouse: column("手形交換所番号", "clearing house", 39, 4, "digits"),
  accountKind: column("預金種目", "account kind", 43, 1, "digits"),
  accountNumber: column("口座番号", "account number", 44, 7, "digits"),
  holderName: column("受取人名", "payee's name", 51, 30, "words"),
  amount: column("振込金額", "amount", 81, 10, "digits"),
  novelty: column("新規コード", "novelty code", 91, 1, "digits"),
  customerCode: column("顧客コード1", "customer code 1", 92, 10, "digits"),
  customerCode2: column("顧客コード2", "customer code 2", 102, 10, "digits"),
  way: column("振込指定区分", "way of transfer", 112, 1, "digits"),
} as const satisfies Record<string, Column>

const trailer = {
  count: column("合計件数", "count", 2, 6, "digits"),
  yen: column("合計金額", "sum", 8, 12, "digits"),
} as const satisfies Record<string, Column>

type Given =
  | "bankCode"
  | "bankName"
  | "branchCode"
  | "branchName"
  | "accountKind"
  | "accountNumber"
  | "holderName"
  | "customerCode"

/** One transfer: to which account, in the bank's kana, and how many yen. */
export type RemittanceRecord = Readonly<Record<Given, string>> & Readonly<{ amountYen: number }>

/** 預金種目 of an account of ours in this file. */
export const remittanceKinds = { ordinary: "1", current: "2", savings: "4" } as const

/** 振込データ as signs of one byte each: all by wire (電信扱), none with EDI. */
export function writeRemittanceFile(
  head: Omit<Values<typeof header>, "type" | "code">,
  records: readonly RemittanceRecord[],
  hasLineBreaks: boolean,
): string {
  const unread = { clearingHouse: "0", novelty: "0", customerCode2: "0", way: "7" }
  const yen = records.reduce((sum, { amountYen }) => sum + amountYen, 0)
  const lines = [
    recordOf("1", fieldsOf(header, { ...head, type: "21", code: "0" })),
    ...records.map(({ amountYen, ...given }) =>
      recordOf("2", fieldsOf(data, { ...given, ...unread, amount: String(amountYen) })),
    ),
    recordOf("8", fieldsOf(trailer, { count: String(records.length), yen: String(yen) })),
    recordOf("9", []),
  ]
  return fileOfRecords(lines, hasLineBreaks)
}
