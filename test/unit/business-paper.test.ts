import { describe, expect, test } from "vitest"
import { creditNoteIsDue, ratesOf } from "#app/billing/papers/paper.ts"
import { registrationNumberState } from "#app/billing/papers/registration-number.ts"
import { sample } from "#templates/pdf/business-paper.ts"
import { businessPaperPdf } from "#templates/pdf/business-paper-pdf.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"

const issuedAt = new Date("2026-11-22T01:00:00Z")

const drawn = async (name: string) => {
  const paper = sample[name]
  if (!paper) throw new Error(`no sample ${name}`)
  return pagesOfPdf(await businessPaperPdf(paper, issuedAt))
}

describe("commercial papers", () => {
  test("M7 an invoice carries what a 適格請求書 must: number, dates, rates with their tax, both names, the reduced rate's mark", async () => {
    const [page = ""] = await drawn("invoice")
    for (const text of [
      ...[
        "登録番号 T7000012050002",
        "日本園芸出版株式会社",
        "2026年12月号〜2027年11月号",
        "8%※",
        "※は軽減税率対象です。",
      ],
      ...[
        "10%対象",
        "38,600円",
        "内消費税額等 3,509円",
        "8%対象※",
        "内消費税額等 2,080円",
        "合計",
        "66,680円",
        "▲1,000",
      ],
      ...["I2026-000042", "お支払期限", "2026年12月31日", "ニホンエンゲイシュッパン(カ", "髙﨑"],
    ]) {
      expect(page, text).toContain(text)
    }
    expect(page.replaceAll(/\s/g, "")).toContain(
      "一般社団法人全日本伝統庭園文化財保存修復技術者協会連合会神田神保町事務所",
    )
  })

  test("40 lines run over two pages, each with headings and its number; sums stand on the last", async () => {
    const pages = await drawn("manyLines")
    expect(pages).toHaveLength(2)
    expect(pages[0]).toContain("次ページへ続く")
    expect(pages[1]).toContain("第40回")
    expect(pages.map((page) => page.includes("合計"))).toEqual([false, true])
    expect(pages.map((page) => page.includes("単価(税込)"))).toEqual([true, true])
    expect(pages[1]).toContain("2/2")
  })

  test("nothing to pay is ¥0; a copy says 再発行 and how it was paid; English where the reader wants it", async () => {
    expect((await drawn("nothing"))[0]).toContain("¥0")
    const [receipt = ""] = await drawn("receipt")
    for (const text of ["再発行", "クレジットカード利用", "¥13,200", "様"]) expect(receipt).toContain(text)
    expect((await drawn("creditNote"))[0]).toContain("Original invoice")
  })

  test("the same paper and instant give the same bytes", async () => {
    const { invoice } = sample
    if (!invoice) throw new Error("no sample")
    const pdf = await businessPaperPdf(invoice, issuedAt)
    expect(pdf.equals(await businessPaperPdf(invoice, issuedAt))).toBe(true)
  })
})

test("a registration number's check digit is tried, the published examples fit, a slip of one digit does not", () => {
  expect(["T7000012050002", "T4011001098993"].map(registrationNumberState)).toEqual(["fits", "fits"])
  expect(registrationNumberState("T7000012050003")).toBe("check-digit-differs")
  expect(["7000012050002", "T700001205000", ""].map(registrationNumberState)).toEqual(
    Array.from({ length: 3 }, () => "not-t-and-13-digits"),
  )
})

test("returns below 10,000 yen with tax need no 適格返還請求書; rates of one paper come highest first", () => {
  expect([9_999, 10_000].map(creditNoteIsDue)).toEqual([false, true])
  const line = { description: "", supplied: "", quantity: 1, subject: null }
  const lines = [8, 10, 0].map((taxRatePercent) => ({ ...line, unitYen: 1_000, taxRatePercent }))
  expect(ratesOf(lines, "round").map(({ ratePercent, taxYen }) => [ratePercent, taxYen])).toEqual([
    [10, 91],
    [8, 74],
    [0, 0],
  ])
})
