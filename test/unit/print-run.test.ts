import { describe, expect, test } from "vitest"
import { printRun, type PrintRunBasis } from "#app/reports/statistics/print-run.ts"

const basis: PrintRunBasis = {
  ...{ issue: 10, copies: 1000, coming: [11, 12, 14], ended: 100, renewed: 60, gains: [20, 20, 20] },
  ending: new Map([
    [10, 100],
    [11, 50],
    [12, 0],
  ]),
}

describe("the print-run proposal", () => {
  test("takes away what ends and is not renewed, adds what an issue gains, and widens with time", () => {
    const [first, second, third] = printRun(basis) ?? []
    expect(first).toMatchObject({ issue: 11, expected: 980 })
    expect(second).toMatchObject({ issue: 12, expected: 980 })
    expect(third).toMatchObject({ issue: 14, expected: 1000 })
    const width = (one: typeof first) => (one ? one.high - one.low : 0)
    expect(width(second)).toBeGreaterThan(width(first))
    expect(first?.print).toBe(Math.ceil((first?.high ?? 0) * 1.02))
  })

  test("says nothing where the past is too short or no renewal is decided", () => {
    expect(printRun({ ...basis, gains: [20, 20] })).toBeNull()
    expect(printRun({ ...basis, ended: 0, renewed: 0 })).toBeNull()
  })
})
