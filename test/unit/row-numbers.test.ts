import { expect, test } from "vitest"
import { readRows } from "#app/seminars/door/row-numbers.ts"

test("F7 rows as people type them, and as scanners do", () => {
  expect(readRows("3,5-9 １２、14〜16\nS0123456789-1")).toEqual({
    rows: [3, 5, 6, 7, 8, 9, 12, 14, 15, 16],
    codes: ["S0123456789-1"],
    unreadable: [],
  })
  expect(readRows("0 9-5 三番 2 2")).toEqual({ rows: [2], codes: [], unreadable: ["0", "9-5", "三番"] })
})
