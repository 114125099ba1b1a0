import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readDebitFile, writeDebitFile } from "#app/billing/debit/debit-file.ts"
import { resultDifferences } from "#app/billing/debit/result-differences.ts"
import { bankBytes, bankKana, bankText } from "#app/values/bank-kana.ts"

// 全銀協「適用業務およびレコード・フォーマット」口座振替 91: written by hand, record by record, 120 bytes each.
const golden = [
  "1" + "91" + "0" + "0012345678" + "ﾂｷｼﾕﾂﾊﾟﾝ                                " + "1228" + "0001" + "ﾐｽﾞﾎ           " +
    "123" + "ｼﾞﾝﾎﾞｳﾁﾖｳ      " + "1" + "1234567" + "                 ",
  "2" + "0005" + "ﾐﾂﾋﾞｼUFJ       " + "045" + "ﾆﾎﾝﾊﾞｼ         " + "    " + "1" + "0007654" + "ﾔﾏｻﾞｷ ﾊﾅｺ                     " +
    "0000011000" + "1" + "00000000000000000001" + "0" + "        ",
  "2" + "9900" + "ﾕｳﾁﾖ           " + "018" + "ｾﾞﾛｲﾁﾊﾁ        " + "    " + "2" + "1112223" + "ｶ)ﾐﾄﾞﾘﾉﾆﾜ                     " +
    "0000006600" + "0" + "00000000000000004711" + "0" + "        ",
  "8" + "000002" + "000000017600" + "000000" + "000000000000" + "000000" + "000000000000" + " ".repeat(65),
  "9" + " ".repeat(119),
] // prettier-ignore

const head = {
  ...{ clientCode: "0012345678", clientName: "ﾂｷｼﾕﾂﾊﾟﾝ", day: "1228", bankCode: "0001", bankName: "ﾐｽﾞﾎ" },
  ...{ branchCode: "123", branchName: "ｼﾞﾝﾎﾞｳﾁﾖｳ", accountKind: "1", accountNumber: "1234567" },
}
const records = [
  {
    ...{ bankCode: "0005", bankName: "ﾐﾂﾋﾞｼUFJ", branchCode: "045", branchName: "ﾆﾎﾝﾊﾞｼ", accountKind: "1" },
    ...{ accountNumber: "0007654", holderName: "ﾔﾏｻﾞｷ ﾊﾅｺ", amount: "11000", novelty: "1", customerNumber: "1" },
  },
  {
    ...{ bankCode: "9900", bankName: "ﾕｳﾁﾖ", branchCode: "018", branchName: "ｾﾞﾛｲﾁﾊﾁ", accountKind: "2" },
    ...{ accountNumber: "1112223", holderName: "ｶ)ﾐﾄﾞﾘﾉﾆﾜ", amount: "6600", novelty: "0", customerNumber: "4711" },
  },
]

const result = (change: (lines: string[]) => void) => {
  const lines = [...golden]
  lines[1] = `${lines[1]?.slice(0, 111) ?? ""}0        `
  lines[2] = `${lines[2]?.slice(0, 111) ?? ""}1        `
  lines[3] = `8000002000000017600000001000000011000000001000000006600${" ".repeat(65)}`
  change(lines)
  return readDebitFile(bankBytes(lines.join("")))
}
const request = readDebitFile(bankBytes(golden.join("")))
const wrong = (change: (lines: string[]) => void) => {
  const read = result(change)
  return [...read.bad, ...resultDifferences(request, read)].map(({ lineNo, field }) => `${lineNo} ${field}`)
}
const put = (lines: string[], line: number, from: number, text: string) => {
  const before = lines[line - 1] ?? ""
  lines[line - 1] = before.slice(0, from - 1) + text + before.slice(from - 1 + text.length)
}

describe("D5 the file of direct debit", () => {
  test("a request is the golden file to the byte, with line ends where the bank wants them", () => {
    expect(golden.map((line) => line.length)).toEqual([120, 120, 120, 120, 120])
    expect(writeDebitFile(head, records, false)).toBe(golden.join(""))
    expect(writeDebitFile(head, records, true)).toBe(golden.map((line) => `${line}\r\n`).join(""))
    const bytes = Buffer.from(bankBytes(golden.join("")))
    expect(bytes.length).toBe(600)
    // ﾂｷｼﾕﾂﾊﾟﾝ: the half-voiced mark is a byte of its own.
    expect(bytes.subarray(14, 23).toString("hex")).toBe("c2b7bcd5c2cadfdd20")
  })

  test("it is read back with or without line ends; a field that does not fit is a fault, never cut", () => {
    for (const breaks of [false, true]) {
      const read = readDebitFile(bankBytes(writeDebitFile(head, records, breaks)))
      expect(read.bad).toEqual([])
      expect(read.header).toMatchObject(head)
      expect(read.records.map(({ record }) => record.holderName)).toEqual(["ﾔﾏｻﾞｷ ﾊﾅｺ", "ｶ)ﾐﾄﾞﾘﾉﾆﾜ"])
    }
    const [one] = records
    if (!one) throw new Error("no record")
    expect(() => writeDebitFile(head, [{ ...one, amount: "12345678901" }], false)).toThrow("引落金額")
  })

  test("a result that answers the request has no difference", () => {
    expect(wrong(() => undefined)).toEqual([])
  })

  const cases: readonly (readonly [string, (lines: string[]) => void, readonly string[]])[] = [
    ["another day", (l) => put(l, 1, 55, "0127"), ["1 引落日(55–58桁)"]],
    ["another client", (l) => put(l, 1, 5, "9999999999"), ["1 委託者コード(5–14桁)"]],
    ["no direct debit", (l) => put(l, 1, 2, "21"), ["1 種別コード(2–3桁)"]],
    ["EBCDIC", (l) => put(l, 1, 4, "1"), ["1 コード区分(4桁)"]],
    ["another account", (l) => put(l, 2, 44, "0007655"), ["2 口座番号(44–50桁)"]],
    ["an unknown result", (l) => put(l, 2, 112, "5"), ["2 振替結果コード(112桁)", "4 振替済件数(20–25桁)", "4 振替済金額(26–37桁)", "4 振替不能件数(38–43桁)", "4 振替不能金額(44–55桁)"]],
    ["another amount", (l) => put(l, 3, 81, "0000006601"), ["3 引落金額(81–90桁)", "4 合計金額(8–19桁)", "4 振替不能金額(44–55桁)"]],
    ["a letter in the amount", (l) => put(l, 3, 81, "00000O6600"), ["3 引落金額(81–90桁)", "3 引落金額(81–90桁)", "4 合計金額(8–19桁)", "4 振替不能金額(44–55桁)"]],
    ["nobody we asked", (l) => put(l, 3, 92, "00000000000000000009"), ["3 顧客番号(92–111桁)", "4 顧客番号"]],
    ["one of them twice", (l) => put(l, 3, 92, "00000000000000000001"), ["3 顧客番号(92–111桁)", "4 顧客番号"]],
    ["a trailer that counts wrongly", (l) => put(l, 4, 20, "000002"), ["4 振替済件数(20–25桁)"]],
    ["a record cut short", (l) => (l[4] = "9".padEnd(60)), ["5 長さ"]],
  ] // prettier-ignore
  test.each(cases)("%s is named by line and column", (_, change, named) => {
    expect(wrong(change)).toEqual(named)
  })

  test("a file that ends early, has no header or is empty says what it lacks", () => {
    const lacks = (lines: readonly string[]) => readDebitFile(bankBytes(lines.join(""))).bad.map(({ field }) => field)
    expect(lacks(golden.slice(0, 3))).toEqual(["トレーラ", "エンド"])
    expect(lacks(golden.slice(1))).toEqual(["ヘッダ"])
    expect(lacks([])).toEqual(["ヘッダ", "トレーラ", "エンド"])
    expect(lacks([...golden, ...golden])).toContain("データ区分(1桁)")
  })
})

describe("kana as banks write it", () => {
  test.each([
    ["つき出版", null],
    ["ツキシュッパン", "ﾂｷｼﾕﾂﾊﾟﾝ"],
    ["がっこう ヲヲ", "ｶﾞﾂｺｳ ｵｵ"],
    ["(株)ミドリ", null],
    ["カ)みどりノニワー", "ｶ)ﾐﾄﾞﾘﾉﾆﾜ-"],
    ["ヴァイオリン", "ｳﾞｱｲｵﾘﾝ"],
    ["ｶﾞｰﾃﾞﾝ abc-1", "ｶﾞ-ﾃﾞﾝ ABC-1"],
  ])("%s → %s", (given, written) => {
    expect(bankKana(given)).toBe(written)
  })

  test("whatever is written is of one byte a sign, comes back the same, and has no small kana, ｦ or long mark", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from("アァカガパヴッャーヲンＡbz０9（）．- あ"), "ﾞ", "ﾟ") }),
        (text) => {
          const kana = bankKana(text)
          fc.pre(kana !== null)
          expect(kana).toMatch(/^[ｱ-ﾝﾞﾟA-Z0-9 ().-]*$/)
          expect(bankText(bankBytes(kana))).toBe(kana)
          expect(bankKana(kana)).toBe(kana)
        },
      ),
    )
  })
})
