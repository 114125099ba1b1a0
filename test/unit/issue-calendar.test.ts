import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { afterChange, emptyQuarters, type PlannedIssue, predictedIssues } from "#app/publications/issue-calendar.ts"
import { calendarEffect } from "#app/subscriptions/calendar-effect.ts"
import { addDays, calendarDate, daysBetween } from "#app/values/calendar.ts"

const issue = (number: number, shipsOn: string, label = `第${number}号`): PlannedIssue => ({
  ...{ number, label, units: 1 },
  shipsOn: calendarDate(shipsOn),
})

describe("dates that add up", () => {
  test("days between and days added are each other's opposite, over leap years and centuries", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2399 }), fc.integer({ min: -4_000, max: 4_000 }), (year, days) => {
        const from = calendarDate(`${year}-02-28`)
        expect(daysBetween(from, addDays(from, days))).toBe(days)
      }),
    )
    expect(addDays(calendarDate("2028-02-28"), 1)).toBe("2028-02-29")
    expect(addDays(calendarDate("2026-12-31"), 1)).toBe("2027-01-01")
    expect(daysBetween(calendarDate("2026-01-01"), calendarDate("2027-01-01"))).toBe(365)
  })
})

describe("C4 prediction from a frequency", () => {
  test("a monthly title of the 31st takes the last day of short months and comes back to the 31st", () => {
    const next = predictedIssues([issue(1, "2026-10-31", "2026年11月号")], "monthly", 5)
    expect(next.map(({ shipsOn }) => shipsOn)).toEqual([
      "2026-11-30",
      "2026-12-31",
      "2027-01-31",
      "2027-02-28",
      "2027-03-31",
    ])
    expect(next.map(({ label }) => label).slice(0, 2)).toEqual(["2026年12月号", "2027年1月号"])
    const known = [issue(1, "2026-10-31"), issue(2, "2026-11-30")]
    expect(predictedIssues(known, "monthly", 1)[0]?.shipsOn).toBe("2026-12-31")
  })

  test("weekly by days, quarterly by three months, irregular not at all", () => {
    expect(predictedIssues([issue(1, "2026-12-28")], "weekly", 1)).toMatchObject([{ number: 2, shipsOn: "2027-01-04" }])
    expect(predictedIssues([issue(9, "2026-11-29")], "quarterly", 1)).toMatchObject([
      { number: 10, shipsOn: "2027-02-28" },
    ])
    expect(predictedIssues([issue(1, "2026-12-28")], "irregular", 3)).toEqual([])
    expect(predictedIssues([], "monthly", 3)).toEqual([])
  })

  test("a quarter that ships nothing is named", () => {
    const issues = [issue(1, "2027-01-20"), issue(2, "2027-08-20")]
    expect(emptyQuarters(issues, calendarDate("2026-11-16"), 3)).toEqual(["2027-04"])
  })
})

describe("what a change would do", () => {
  const issues = [issue(1, "2026-12-16"), issue(2, "2027-01-16"), issue(3, "2027-02-16"), issue(4, "2027-03-16")]
  const group = {
    ...{
      contracts: 10,
      unitsLeft: 3,
      delay: 0,
      netYen: [833, 833, 834],
      deferredYen: 2_750,
      grossYen: [916, 916, 918],
    },
  }
  const effectOf = (change: Parameters<typeof afterChange>[2]) =>
    calendarEffect([group], issues, afterChange(issues, "monthly", change))

  test("a skipped issue moves the end to the next one and the revenue with it", () => {
    const effect = effectOf({ kind: "skip", number: 2 })
    expect(effect).toMatchObject({ movedContracts: 10, mostDays: 28, unservedContracts: 0, refundYen: 0 })
    expect(effect.months).toEqual([
      { month: "2026-12", beforeYen: 8_330, afterYen: 8_330 },
      { month: "2027-01", beforeYen: 8_330, afterYen: 0 },
      { month: "2027-02", beforeYen: 8_340, afterYen: 8_330 },
      { month: "2027-03", beforeYen: 0, afterYen: 8_340 },
    ])
  })

  test("a double issue takes two units and ends terms sooner; the sum stays", () => {
    const effect = effectOf({ kind: "double", number: 1 })
    expect(effect.mostDays).toBe(-31)
    const sum = (key: "beforeYen" | "afterYen") => effect.months.reduce((total, row) => total + row[key], 0)
    expect(sum("afterYen")).toBe(sum("beforeYen"))
  })

  test("a title that ends leaves what is paid and unserved to be refunded or transferred", () => {
    expect(effectOf({ kind: "discontinue", number: 1 })).toMatchObject({
      unservedContracts: 10,
      refundYen: (2_750 - 916) * 10,
    })
  })
})
