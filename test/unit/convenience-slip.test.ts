import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { needsStamp, readSlip, reissuedSlip, slipDigits } from "#app/billing/papers/convenience-slip.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import { sample } from "#templates/pdf/business-paper.ts"
import { businessPaperPdf } from "#templates/pdf/business-paper-pdf.ts"
import { readableSlip } from "#templates/pdf/slip-page.ts"
import { pagesOfPdf, symbolsOfPage } from "#test/support/pages-of-pdf.ts"

const facts = {
  ...{ companyCode: "912345", clientCode: "", invoiceNumber: "I2026-000042", copyNo: 0 },
  ...{ expiresOn: calendarDate("2026-12-31"), amountYen: 11_000, taxYen: 1_000 },
}

/** モジュラス10 ウェイト3 as it is said in words: from the right 3, 1, 3, 1 …; what is lacking to a full ten. */
function checkedByHand(digits: string): number {
  let sum = 0
  for (let at = 42, weight = 3; at >= 0; at -= 1, weight = 4 - weight) sum += Number(digits[at]) * weight
  return (sum + Number(digits[43])) % 10
}

const anyFacts = fc.record({
  companyCode: fc.stringMatching(/^\d{6}$/),
  clientCode: fc.stringMatching(/^\d{0,11}$/),
  invoiceNumber: fc
    .tuple(fc.integer({ min: 2020, max: 2099 }), fc.integer({ min: 1, max: 999_999 }))
    .map(([year, serial]) => `I${year}-${String(serial).padStart(6, "0")}`),
  copyNo: fc.integer({ min: 0, max: 9 }),
  expiresOn: fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(calendarDate("2026-01-01"), days)),
  amountYen: fc.integer({ min: 1, max: 300_000 }),
  taxYen: fc.constant(0),
})

describe("D2 the digits of a convenience store slip", () => {
  test("a golden one, written by hand: 91, company, free field, 再発行区分, expiry, stamp flag, amount, check digit", () => {
    // From the right 3, 1, 3, 1 …: the weighted sum is 145, and 5 is lacking to 150.
    const golden = ["91", "912345", "202600004200000000000", "0", "261231", "0", "011000"].join("")
    expect(golden.length).toBe(43)
    expect(slipDigits(facts)).toBe(`${golden}5`)
    expect(checkedByHand(slipDigits(facts))).toBe(0)
    expect(readableSlip(slipDigits(facts))).toMatch(/^\(91\)912345-202600004200000000000-0-261231-0-011000-5$/)
  })

  test("whatever the invoice: 44 digits in their places, a check digit that fits, read back as they were written", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const digits = slipDigits(given)
        expect(digits).toMatch(/^91\d{42}$/)
        expect(checkedByHand(digits)).toBe(0)
        expect(digits.slice(2, 8)).toBe(given.companyCode)
        expect(digits.slice(30, 36)).toBe(given.expiresOn.replaceAll("-", "").slice(2))
        expect(digits[36]).toBe(given.amountYen >= 50_000 ? "1" : "0")
        const { invoiceNumber, copyNo, amountYen } = given
        expect(readSlip(digits, given)).toEqual({ invoiceNumber, copyNo, amountYen })
        expect(reissuedSlip(digits, 3)).toBe(slipDigits({ ...given, copyNo: 3 }))
      }),
    )
  })

  test("any one digit mistyped is noticed, and so is another company's slip", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 43 }), fc.integer({ min: 1, max: 9 }), (given, at, more) => {
        const digits = slipDigits(given)
        const other = (Number(digits[at]) + more) % 10
        expect(readSlip(`${digits.slice(0, at)}${other}${digits.slice(at + 1)}`, given)).toBeNull()
      }),
    )
    expect(readSlip(slipDigits(facts), { companyCode: "912346", clientCode: "" })).toBeNull()
  })

  test("the stamp goes by the amount without tax; no slip is of nothing or above 300,000 yen", () => {
    expect(needsStamp({ amountYen: 54_999, taxYen: 4_999 })).toBe(true)
    expect(needsStamp({ amountYen: 54_999, taxYen: 5_000 })).toBe(false)
    expect(needsStamp({ amountYen: 50_000, taxYen: 0 })).toBe(true)
    for (const amountYen of [0, 300_001]) expect(() => slipDigits({ ...facts, amountYen })).toThrow(RangeError)
    expect(slipDigits({ ...facts, amountYen: 300_000 })).toContain("1300000")
  })
})

describe("D2 the printed slip is read by a real decoder", () => {
  const paper = (change: Partial<typeof facts>) => {
    const { slip } = sample
    if (!slip?.slip) throw new Error("no sample")
    return { ...slip, slip: { ...slip.slip, digits: slipDigits({ ...facts, ...change }) } }
  }

  test.each([300, 600])("at %i dpi, as GS1-128, within the 60 mm of a store's scanner", async (dotsAnInch) => {
    for (const change of [
      {},
      { amountYen: 300_000 },
      { clientCode: "98765432109", companyCode: "000001", copyNo: 9 },
    ]) {
      const one = paper(change)
      const pdf = await businessPaperPdf(one, new Date("2026-11-22T00:00:00Z"))
      const pages = await pagesOfPdf(pdf)
      expect(pages.length).toBe(2)
      const [symbol, second] = await symbolsOfPage(pdf, 2, { formats: ["Code128"], dotsAnInch })
      expect(symbol).toMatchObject({ text: `(91)${one.slip.digits.slice(2)}`, identifier: "]C1" })
      expect(second).toBeUndefined()
      expect(symbol?.millimetres).toBeGreaterThan(47)
      expect(symbol?.millimetres).toBeLessThan(50)
      expect(pages[1]?.replaceAll(/\s/g, "")).toContain(readableSlip(one.slip.digits))
    }
  })

  test("any slip is read at 300 dpi", async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts, async (given) => {
        const digits = slipDigits(given)
        const one = { ...paper({}), slip: { digits, agentName: "", expiresOn: "", hasStampBox: false } }
        const pdf = await businessPaperPdf(one, new Date("2026-11-22T00:00:00Z"))
        const [symbol] = await symbolsOfPage(pdf, 2, { formats: ["Code128"], dotsAnInch: 300 })
        expect(symbol?.text).toBe(`(91)${digits.slice(2)}`)
      }),
      { numRuns: 12 },
    )
  })

  test("the sample's digits are a slip's", () => {
    const digits = sample["slip"]?.slip?.digits ?? ""
    expect(readSlip(digits, { companyCode: "912345", clientCode: "" })?.invoiceNumber).toBe("I2026-000042")
  })
})
