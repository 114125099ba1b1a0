import { expect, test } from "vitest"
import { FrozenStatistic } from "#app/reports/statistics/statistic.ts"

const frozen = { code: "R4", previousIssue: null, totals: { paid: 1 }, identities: [] }
const reads = (...rows: readonly unknown[]) => FrozenStatistic.safeParse({ ...frozen, rows }).success

test("M1 a frozen statistic is read back row by row: figures, words and gaps, and nothing else", () => {
  expect(reads({ issue: 101, way: "card", paid: 3 }, { issue: null })).toBe(true)
  expect(reads()).toBe(true)
  for (const row of [
    null,
    3,
    "row",
    [1, 2],
    { paid: { yen: 1 } },
    { paid: true },
    { paid: [1] },
    { paid: undefined },
  ]) {
    expect(reads({ issue: 101 }, row)).toBe(false)
  }
})
