import { describe, expect, test } from "vitest"
import { readBankCsv } from "#app/billing/bank/read-bank-csv.ts"
import { isZengin, readZengin, zenginDate } from "#app/billing/bank/read-zengin.ts"
import { type OwedItem, type Payer, suggest } from "#app/billing/bank/suggestion.ts"
import { zengin01, zengin03 } from "#test/support/zengin-file.ts"

describe("全銀 files of deposits", () => {
  test("D5 03: deposits with their names and numbers; withdrawals are passed over; with and without line ends", () => {
    const rows = [
      { on: "081120", yen: 10_780, name: "ｶ)ﾂﾊﾞﾒ", code: "0000000042", edi: "I2026-000001" },
      { on: "081121", yen: 500, name: "ﾃﾞﾝｷﾀﾞｲ", out: true },
      { on: "081122", yen: 999_999_999_999, name: "ﾀﾅｶ ﾊﾅｺ" },
    ]
    for (const crlf of [true, false]) {
      const bytes = zengin03(rows, { crlf })
      expect(isZengin(bytes)).toBe(true)
      const file = readZengin(bytes, 2026)
      expect(file).toMatchObject({ format: "zengin-03", account: "0001-123-1234567", passedOver: 1, bad: [] })
      expect(file.deposits).toHaveLength(2)
      expect(file.deposits[0]).toEqual({
        ...{
          lineNo: 2,
          reference: "00000001",
          receivedOn: "2026-11-20",
          amountYen: 10_780,
          remitterCode: "0000000042",
        },
        ...{ remitterName: "ｶ)ﾂﾊﾞﾒ", message: "I2026-000001", fromBank: "ﾐﾂﾋﾞｼ ﾎﾝﾃﾝ" },
      })
      expect(file.deposits[1]).toMatchObject({ receivedOn: "2026-11-22", amountYen: 999_999_999_999 })
    }
  })

  test("01: amounts (A) and (B), cancelled transfers passed over", () => {
    const file = readZengin(
      zengin01([
        { on: "081120", yen: 11_000, name: "ﾀﾅｶ", edi: "A" },
        { on: "081120", yen: 12_345_678_901, name: "ｵｵｸﾞﾁ", edi: "B" },
        { on: "081121", yen: 11_000, name: "ﾀﾅｶ", cancelled: true },
      ]),
      2026,
    )
    expect(file.bad).toEqual([])
    expect(file.deposits.map(({ amountYen, message }) => [amountYen, message])).toEqual([
      [11_000, "A"],
      [12_345_678_901, "B"],
    ])
    expect(file.passedOver).toBe(1)
  })

  test("dates are those of the era: 08 is 2026, 31 is 2019 or earlier", () => {
    expect([
      zenginDate("081120", 2026),
      zenginDate("310430", 2026),
      zenginDate("081332", 2026),
      zenginDate("x", 2026),
    ]).toEqual(["2026-11-20", "2019-04-30", null, null])
  })

  test("every bad line is named: a short record, a date, an amount, a trailer that differs or is not there", () => {
    const lines = zengin03(
      [
        { on: "081120", yen: 100 },
        { on: "089999", yen: 200 },
      ],
      { crlf: true, trailerYen: 301 },
    )
      .toString("latin1")
      .split("\r\n")
    const short = [lines[0], lines[1]?.slice(0, 150), ...lines.slice(2)].join("\r\n")
    expect(readZengin(Buffer.from(short, "latin1"), 2026).bad.map(({ lineNo, field }) => [lineNo, field])).toEqual([
      [2, "長さ"],
      [3, "勘定日"],
      [4, "合計件数"],
      [4, "合計金額"],
    ])
    const cut = lines.slice(0, 2).join("\r\n")
    expect(readZengin(Buffer.from(cut, "latin1"), 2026).bad.map(({ field }) => field)).toEqual(["トレーラ"])
  })
})

describe("a bank's CSV", () => {
  test("columns are found by name below any preamble; equal deposits of a day stay two; withdrawals are passed over", () => {
    const text =
      '"口座","1234567"\r\n日付,お引出金額,お預入金額,お取引内容\r\n2026/11/20,,"11,000",タナカ\r\n2026/11/20,,"11,000",タナカ\r\n2026/11/21,500,,デンキ\r\n'
    const file = readBankCsv(text)
    expect(file).toMatchObject({ bad: [], passedOver: 1 })
    expect(
      file.deposits.map(({ receivedOn, amountYen, remitterName }) => [receivedOn, amountYen, remitterName]),
    ).toEqual([
      ["2026-11-20", 11_000, "タナカ"],
      ["2026-11-20", 11_000, "タナカ"],
    ])
    expect(new Set(file.deposits.map(({ reference }) => reference)).size).toBe(2)
  })

  test("what cannot be read is named by line", () => {
    expect(readBankCsv("a,b\r\n1,2\r\n").bad.map(({ field }) => field)).toEqual(["見出し"])
    const bad = readBankCsv("日付,入金額\r\n2026/13/01,100\r\n2026/11/01,百円\r\n").bad
    expect(bad.map(({ lineNo, field }) => [lineNo, field])).toEqual([
      [2, "日付"],
      [3, "入金額"],
    ])
  })
})

describe("suggestions", () => {
  const item = (subjectId: string, owedYen: number, invoiceId: string | null = null): OwedItem => ({
    ...{
      subjectId,
      subjectNumber: subjectId,
      orderId: null,
      isLost: false,
      owedYen,
      invoiceId,
      invoiceNumber: invoiceId,
      dueOn: null,
    },
  })
  const payer = (id: string, reasons: Payer["reasons"], items: readonly OwedItem[]): Payer => ({
    id,
    number: id,
    name: id,
    reasons,
    items,
  })
  const rule = { absorbs: true, fees: [220, 330] }
  const say = (amountYen: number, payers: readonly Payer[], fees = rule) => {
    const found = suggest(amountYen, payers, fees)
    return (
      found && [
        found.payer.id,
        found.identity,
        found.amount,
        found.parts.map(({ amountYen: yen }) => yen),
        found.feeYen,
        found.restYen,
        found.isCertain,
      ]
    )
  }

  test("exact, less a known fee, in part, more than owed, nothing owed", () => {
    const one = [payer("P", ["kana"], [item("a", 11_000)])]
    expect(say(11_000, one)).toEqual(["P", "kana", "exact", [11_000], 0, 0, true])
    expect(say(10_780, one)).toEqual(["P", "kana", "less-fee", [11_000], 220, 0, true])
    expect(say(10_780, one, { ...rule, absorbs: false })).toEqual(["P", "kana", "part", [10_780], 0, 0, false])
    expect(say(9_900, one)).toEqual(["P", "kana", "part", [9_900], 0, 0, false])
    expect(say(12_000, one)).toEqual(["P", "kana", "more", [11_000], 0, 1_000, false])
    expect(say(500, [payer("P", ["alias"], [])])).toEqual(["P", "alias", "nothing-owed", [], 0, 500, false])
  })

  test("the titles of a set are paid as one, whatever else is owed", () => {
    const set = [item("a", 3_000, "I"), item("b", 4_000)].map((one) => ({ ...one, orderId: "O" }))
    const payers = [payer("P", ["kana"], [...set, item("c", 5_000)])]
    expect(say(7_000, payers)).toEqual(["P", "kana", "exact", [3_000, 4_000], 0, 0, true])
    expect(say(6_780, payers)).toEqual(["P", "kana", "less-fee", [3_000, 4_000], 220, 0, true])
  })

  test("an invoice of several contracts is paid as one; so is everything", () => {
    const items = [item("a", 3_000, "I"), item("b", 4_000, "I"), item("c", 5_000)]
    expect(say(7_000, [payer("P", ["code"], items)])?.slice(2, 4)).toEqual(["exact", [3_000, 4_000]])
    expect(say(12_000, [payer("P", ["code"], items)])?.slice(2, 4)).toEqual(["exact", [3_000, 4_000, 5_000]])
    expect(say(5_000, [payer("P", ["code"], items)])?.slice(2, 4)).toEqual(["exact", [5_000]])
  })

  test("a number beats a name, a name beats an amount; two of the same weight are certain of neither", () => {
    const owing = [item("a", 11_000)]
    expect(say(11_000, [payer("K", ["kana"], owing), payer("N", ["number"], owing)])?.[0]).toBe("N")
    expect(say(11_000, [payer("A", ["amount-only"], owing), payer("K", ["kana-of-several"], owing)])?.[0]).toBe("K")
    expect(say(11_000, [payer("A", ["amount-only"], owing)])?.[6]).toBe(false)
    expect(say(11_000, [payer("X", ["kana"], owing), payer("Y", ["kana"], owing)])?.[6]).toBe(false)
    expect(suggest(11_000, [], rule)).toBeNull()
  })
})
