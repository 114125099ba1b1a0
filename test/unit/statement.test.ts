import { expect, test } from "vitest"
import { sample, statementPdf } from "#templates/pdf/statement-pdf.ts"
import { pagesOfPdf } from "#test/support/pages-of-pdf.ts"

const printedAt = new Date("2026-12-01T01:00:00Z")

test("D5 a statement goes over pages with its headings, sums up what it lists, and comes out the same again", async () => {
  const pdf = await statementPdf(sample, printedAt)
  const [first = "", second = "", ...others] = await pagesOfPdf(pdf)
  expect(others).toEqual([])
  for (const text of ["取引明細書", "株式会社髙﨑書店", "𠮷田様方", "ご請求残高", "1,100円", "前期繰越", "1/2"]) {
    expect(first).toContain(text)
  }
  for (const text of ["ご入金・減額(円)", "次期繰越 198,000 202,400 1,100", "2/2"]) expect(second).toContain(text)
  expect((await statementPdf(sample, printedAt)).equals(pdf)).toBe(true)
})

test("a statement in English, and one of nothing", async () => {
  const english = { ...sample, locale: "en" as const, lines: [], closingYen: 5_500 }
  const [page = ""] = await pagesOfPdf(await statementPdf(english, printedAt))
  for (const text of ["Statement of account", "Nothing in this period", "Brought forward", "5,500 yen"]) {
    expect(page).toContain(text)
  }
})
