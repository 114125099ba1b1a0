import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { offsetOf, type ServiceOffset } from "#app/desk/services/service-level.ts"
import {
  billOfMonth,
  billsOfMonths,
  chargesOfMonth,
  earliestChangeAfter,
  earliestEndOf,
  optionsAlone,
  type ServiceTerms,
} from "#app/desk/services/service-terms.ts"
import { addDays, addMonths, calendarDate, daysBetween, month, monthOf } from "#app/values/calendar.ts"
import { taxInside, taxOnTop, yen } from "#app/values/yen.ts"

const day = calendarDate
const anyDay = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays(day("2000-01-01"), days))

describe("B6 minimum term: the end of the month three months after the start", () => {
  test.each([
    ["2026-04-15", "2026-07-31"],
    ["2026-04-01", "2026-07-31"],
    ["2026-04-30", "2026-07-31"],
    ["2026-11-30", "2027-02-28"],
    ["2027-11-29", "2028-02-29"],
    ["2026-10-31", "2027-01-31"],
    ["2028-02-29", "2028-05-31"],
  ])("B6 a start on %s holds until %s", (start, end) => expect(earliestEndOf(day(start))).toBe(end))

  test("B6 it is always a month's last day, more than three months away", () => {
    fc.assert(
      fc.property(anyDay, (start) => {
        const end = earliestEndOf(start)
        expect(addDays(end, 1).slice(8)).toBe("01")
        expect(monthOf(end)).toBe(addMonths(monthOf(start), 3))
        expect(daysBetween(start, end)).toBeGreaterThanOrEqual(88)
      }),
    )
  })
})

describe("B8 written notice a calendar month before", () => {
  test.each([
    ["2026-05-01", "2026-06-01"],
    ["2026-05-02", "2026-06-02"],
    ["2026-01-31", "2026-02-28"],
    ["2028-01-30", "2028-02-29"],
    ["2026-02-28", "2026-03-28"],
    ["2026-05-31", "2026-06-30"],
    ["2026-12-15", "2027-01-15"],
  ])("B8 notice on %s allows a change from %s", (notice, earliest) =>
    expect(earliestChangeAfter(day(notice))).toBe(earliest),
  )

  test("B8 a later notice never allows an earlier change", () => {
    fc.assert(fc.property(anyDay, (notice) => earliestChangeAfter(notice) <= earliestChangeAfter(addDays(notice, 1))))
  })
})

const terms = (more: Partial<Parameters<typeof billsOfMonths>[0]> = {}) => ({
  ...{ startsOn: day("2026-04-15"), endsOn: null, options: [], offsets: [] },
  plans: [{ code: "BASIC", name: "基本", monthlyYen: 30_000, fromOn: day("2026-04-15") }],
  ...more,
})
const option = (name: string, monthlyYen: number, isProrated: boolean) => ({
  ...{ code: name, name, monthlyYen, isProrated, fromOn: day("2026-04-15"), untilOn: null },
})
const netOf = (given: ServiceTerms, of: string) =>
  chargesOfMonth(given, month(of)).map(({ netYen, days }) => [netYen, days])

describe("B7 the starting month by days", () => {
  test("B7 the base fee from 4/15 is 30,000 × 16 ÷ 30, a cost that is not pro-rated is billed whole", () => {
    const given = terms({ options: [option("実費", 1_400, false)] })
    expect(netOf(given, "2026-04")).toEqual([
      [16_000, 16],
      [1_400, 30],
    ])
    expect(netOf(given, "2026-05")).toEqual([
      [30_000, 31],
      [1_400, 31],
    ])
    expect(netOf(given, "2026-03")).toEqual([])
  })

  test("B7 fractions of a yen fall away; an option may go by days, too", () => {
    const given = terms({
      plans: [{ code: "BASIC", name: "基本", monthlyYen: 10_000, fromOn: day("2026-04-15") }],
      options: [option("日割", 100, true)],
    })
    expect(netOf(given, "2026-04")).toEqual([
      [5_333, 16],
      [53, 16],
    ])
  })

  test("B7 the month in which it ends is billed whole, the one after it not at all", () => {
    const given = terms({ endsOn: day("2026-08-10") })
    expect(netOf(given, "2026-08")).toEqual([[30_000, 31]])
    expect(netOf(given, "2026-09")).toEqual([])
  })

  test("B8 a change within a month counts each plan by its days, once each", () => {
    const given = terms({
      plans: [
        { code: "LARGE", name: "大", monthlyYen: 60_000, fromOn: day("2026-06-11") },
        { code: "BASIC", name: "基本", monthlyYen: 30_000, fromOn: day("2026-04-15") },
      ],
    })
    expect(netOf(given, "2026-06")).toEqual([
      [10_000, 10],
      [40_000, 20],
    ])
    expect(netOf(given, "2026-07")).toEqual([[60_000, 31]])
  })
})

describe("B9 optional fees", () => {
  const known = [
    { code: "A", requiresCode: null },
    { code: "B", requiresCode: "A" },
  ]
  test("B9 what is added to another is not had alone", () => {
    expect(optionsAlone(["B"], known)).toEqual(["B"])
    expect(optionsAlone(["A", "B"], known)).toEqual([])
    expect(optionsAlone(["A"], known)).toEqual([])
  })

  test("B9 1,400 and 900 before tax, with tax rounded once on the sum", () => {
    const given = terms({ options: [option("時間外", 1_400, false), option("オリジナル", 900, false)] })
    const bill = billOfMonth(given, month("2026-05"), { ratePercent: 10, rounding: "floor" })
    expect([bill.netYen, bill.taxYen, bill.totalYen]).toEqual([32_300, 3_230, 35_530])
    const odd = billOfMonth(terms({ plans: [{ code: "BASIC", name: "基", monthlyYen: 15, fromOn: day("2026-04-01") }], options: [option("実費", 15, false)] }), month("2026-05"), { ratePercent: 10, rounding: "floor" }) // prettier-ignore
    expect([odd.netYen, odd.taxYen]).toEqual([30, 3])
  })

  test("B9 tax on top of a net is the tax inside what both make, however it is rounded", () => {
    const amounts = fc.integer({ min: 0, max: 1_000_000_000 })
    fc.assert(
      fc.property(amounts, fc.constantFrom(8, 10, 12), fc.constantFrom("floor", "round", "ceil"), (net, rate, how) => {
        const taxYen = taxOnTop(yen(net), rate, how)
        expect(taxInside(yen(net + taxYen), rate, how)).toBe(taxYen)
      }),
    )
  })
})

describe("D6 J4 a missed service level", () => {
  const missed = (of: string, monthlyYen: number, more = {}): ServiceOffset => ({
    ...{ id: of, month: month(of), availability: 96.9, code: "BASIC", name: "基本", monthlyYen, billedIn: null },
    ...{ amountYen: offsetOf(monthlyYen), ...more },
  })
  const withTax = (...months: readonly string[]) =>
    months.map((of) => ({ month: month(of), ratePercent: 10, rounding: "floor" as const }))
  const net = (offsets: readonly ServiceOffset[], ...months: readonly string[]) =>
    billsOfMonths(terms({ offsets }), withTax(...months)).map(({ netYen, taxYen }) => [netYen, taxYen])

  test("J4 a tenth of 50,000 is 5,000, rounded down to the yen", () => {
    expect([offsetOf(50_000), offsetOf(1_409)]).toEqual([5_000, 140])
  })

  test("D6 it is taken off the next bill, once; what is billed already, or is of a later month, takes nothing", () => {
    expect(net([missed("2026-05", 50_000)], "2026-05", "2026-06", "2026-07")).toEqual([
      [30_000, 3_000],
      [25_000, 2_500],
      [30_000, 3_000],
    ])
    expect(net([missed("2026-05", 50_000, { billedIn: month("2026-06") })], "2026-07")).toEqual([[30_000, 3_000]])
  })

  test("D6 a bill asks for something all the same: what would leave nothing waits, whole, for a later one", () => {
    const offsets = [missed("2026-05", 200_000), missed("2026-04", 200_000)]
    expect(net(offsets, "2026-06", "2026-07", "2026-08")).toEqual([
      [10_000, 1_000],
      [10_000, 1_000],
      [30_000, 3_000],
    ])
    expect(net([missed("2026-05", 300_000)], "2026-06")).toEqual([[30_000, 3_000]])
  })
})
