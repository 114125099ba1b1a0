import { mkdtempSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
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

describe("rows that would lose a contract or its money", () => {
  const spoil = async (change: (cells: string[]) => string[]) => {
    const text = new TextDecoder("shift_jis").decode(await readFile(`${folder}/subscribers.csv`))
    const [header = "", first = ""] = text.split("\r\n")
    const file = path.join(mkdtempSync(path.join(tmpdir(), "teiki-rows-")), "rows.csv")
    await writeFile(
      file,
      `${header}\r\n${change(first.replaceAll('"', "").replace("6,600,6,600", "6600,6600").split(",")).join(",")}\r\n`,
    )
    const { rejected } = await takeOver("rows.csv", { path: file, rollBack: true })
    return rejected.map(({ column, message }) => `${column}: ${message}`)
  }

  test("the row itself is good", async () => {
    expect(await spoil((cells) => cells)).toEqual([])
  })

  test.each<[string, (cells: string[]) => string[], RegExp]>([
    ["cut off", (cells) => cells.slice(0, 10), /列の数/],
    ["without its contract number", (cells) => cells.with(19, ""), /^契約番号: /],
    ["of another person under the same number", (cells) => cells.with(1, "別人"), /^姓: /],
    ["with a NUL", (cells) => cells.with(1, "山\0﨑"), /読み取れない文字/],
  ])("a row %s is named, not taken in part", async (_what, change, message) => {
    const rejected = await spoil(change)
    expect(rejected.length).toBeGreaterThan(0)
    expect(rejected.join(" ")).toMatch(message)
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
