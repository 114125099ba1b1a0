import { readFile } from "node:fs/promises"
import { beforeAll, describe, expect, test } from "vitest"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { type ImportResult, importSubscribers } from "#app/subscriptions/import-subscribers.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("legacy")
const folder = "db/seeds/legacy"
const json = async (name: string): Promise<unknown> => JSON.parse(await readFile(`${folder}/${name}`, "utf8"))

async function takeOver(fileName: string, options: { goodRows?: boolean; rollBack?: boolean; path?: string } = {}) {
  return inScope(
    await house.actor(),
    (scope) =>
      importSubscribers(scope, {
        path: options.path ?? `${folder}/${fileName}`,
        fileName,
        asOf: calendarDate("2026-10-31"),
        goodRows: options.goodRows ?? false,
        progress: () => undefined,
      }),
    { rollBack: options.rollBack ?? false },
  )
}

const rowCounts = async () =>
  readScope(
    await house.actor(),
    (scope) => scope.sql`
      select (select count(*) from member) as members, (select count(*) from contract) as contracts,
        (select count(*) from movement) as movements, (select count(*) from voucher) as vouchers,
        (select count(*) from shipment) as shipments, (select count(*) from subscriber_import) as imports`,
  )

describe("taking over a legacy base", () => {
  test("A1 E1 the control reports equal the older system's control totals", async () => {
    const result = await takeOver("subscribers.csv")
    const { rows, ...totals } = expectRecord(await json("control-totals.json"))
    const expected = Object.fromEntries(
      Object.entries(totals).filter(([key]) => key !== "nextIssueRun" && key !== "asOf"),
    )
    expect(result.rows).toBe(rows)
    expect(result).toMatchObject(expected)
  })

  test("a second run of the same file adds no row anywhere", async () => {
    const before = await rowCounts()
    await takeOver("subscribers.csv")
    expect(await rowCounts()).toEqual(before)
  })

  test("the books tie out after the takeover", async () => {
    const check = await readScope(await house.actor(), checkBooks)
    expect(check.differences).toEqual([])
    expect(check.ok).toBe(true)
  })
})

describe("a file with known errors", () => {
  let result: ImportResult
  beforeAll(async () => {
    result = await takeOver("subscribers-with-errors.csv", { rollBack: true })
  })

  test("every spoiled cell is named by line and column, and nothing else", async () => {
    const named = result.rejected.map(({ line, column, value }) => ({ line, column, value }))
    expect(named).toEqual(await json("subscribers-with-errors.expected.json"))
  })

  test("each message says in both languages how to mend the cell", () => {
    for (const cell of result.rejected) {
      expect(cell.message).toMatch(/[ぁ-ん]/)
      expect(cell.messageEn).toMatch(/[a-z]{3}/)
      expect(cell.messageEn).not.toMatch(/。/)
    }
  })

  test("nothing of it is applied", () => {
    expect(result).toMatchObject({ applied: false, members: 0, contracts: 0, deferredYen: 0 })
  })

  test("with good rows only, the others come in and a row that leans on a bad one does not", async () => {
    const good = await takeOver("subscribers-with-errors.csv", { goodRows: true, rollBack: true })
    expect(good.applied).toBe(true)
    expect(good.members).toBeGreaterThan(200)
    expect(good.rejected.length).toBeGreaterThanOrEqual(result.rejected.length)
  })
})

function expectRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new Error("not a record")
  return { ...value }
}
