import fc from "fast-check"

import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { copyOut } from "#app/platform/copy.server.ts"
import { encodeCp932 } from "#app/platform/cp932.server.ts"
import { CsvStream } from "#app/platform/csv-stream.server.ts"
import { statement } from "#app/platform/statement.server.ts"
import { ledgerAsCsv } from "#app/reports/ledger-as-csv.server.ts"
import { controlTotalsOf } from "#app/reports/ledger.ts"
import { ledgerKeys } from "#app/reports/paper-keys.ts"
import { ledgerForMonth, paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { screenForMonth } from "#app/reports/screen-for-month.server.ts"
import { month } from "#app/values/calendar.ts"
import { controlTotals, csvCell, paperCsv } from "#templates/paper.ts"
import { bytesOf } from "#test/support/bytes-of.ts"
import { startJob } from "#test/support/job-process.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const signs = Array.from("あ𠮷,\"'\r\n\t =+-@ax\\")
const april = month("2026-04")
const out = mkdtempSync(path.join(tmpdir(), "teiki-ledger-"))

beforeAll(async () => {
  await world.found()
  const names: [string, string][] = []
  for (const name of ['=SUM(1) "引用"', "改\r\n行,𠮷〜", "-5", ""]) {
    const reader = await world.reader()
    names.push([reader, name])
    await world.order(reader, "Q4", { paymentWay: "invoice" })
    await world.pay(await world.order(reader, "M12", { paymentWay: "invoice" }), 500)
  }
  await world.ship("TSUKI", 1)
  for (const [id, name] of names) {
    await world.act((scope) => scope.sql`update member set company_name = ${name} where id = ${id}::uuid`)
  }
})
afterAll(() => {
  rmSync(out, { recursive: true, force: true })
})

test("E2 whatever stands in a cell, COPY through our form is what a paper's CSV says, and its figures are added up", async () => {
  const text = fc.array(fc.constantFrom(...signs), { maxLength: 6 }).map((signs) => signs.join(""))
  const row = fc.record({ text, yen: fc.option(fc.integer({ min: -5_000_000_000, max: 5_000_000_000 })) })
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
      const csv = new CsvStream(["words", "figure", "words"])
      const content = await world.look(async (scope) => {
        const values = statement`
          select 'r', one ->> 'text', (one ->> 'yen')::bigint, one ->> 'text'
          from json_array_elements(${JSON.stringify(rows)}::json) with ordinality as given (one, at) order by at`
        return bytesOf(csv.of(await copyOut(scope, "csv", values)))
      })
      const lines = rows.map((one) => `${csvCell(one.text)},${csvCell(one.yen)},${csvCell(one.text)}\r\n`)
      expect(content.toString()).toBe(lines.join(""))
      const sum = rows.reduce((total, { yen }) => total + (yen ?? 0), 0)
      expect(csv.tally.get("r")).toEqual({ records: rows.length, sums: [0, sum, 0] })
    }),
    { numRuns: 50 },
  )
})

test.each(ledgerKeys)("E2 E3 %s as a stream is the paper's CSV byte for byte, with its control totals", async (key) => {
  await world.look(async (scope) => {
    const paper = await paperForMonth(scope, april, key)
    const ledger = await ledgerForMonth(scope, april, key)
    const utf8 = ledgerAsCsv(scope, ledger, "utf-8")
    expect((await bytesOf(utf8.content)).toString()).toBe(`\uFEFF${paperCsv(paper)}`)
    expect(controlTotalsOf(ledger.columns, utf8.tally())).toEqual(controlTotals(paper))
    const cp932 = ledgerAsCsv(scope, ledger, "cp932")
    const whole = encodeCp932(paperCsv(paper))
    expect(await bytesOf(cp932.content)).toEqual(whole.bytes)
    expect(cp932.missing().named.map(({ character }) => character)).toEqual(whole.missing)
  })
})

test.each(ledgerKeys)("E2 E3 %s on the screen, page by page, is the paper's rows with its totals", async (key) => {
  await world.look(async (scope) => {
    const { rows, columns, conditions } = await paperForMonth(scope, april, key)
    const { totals, total } = await screenForMonth(scope, april, key, { page: 1, pageSize: 1 })
    expect(rows.slice(total)).toEqual(totals)
    const pageSize = 4
    for (let page = 1; (page - 1) * pageSize < total; page += 1) {
      const screen = await screenForMonth(scope, april, key, { page, pageSize })
      const due = rows.slice((page - 1) * pageSize, Math.min(page * pageSize, total))
      const carried = screen.rows.length - due.length
      expect(screen.rows.slice(carried)).toEqual(due)
      expect(carried).toBe(page === 1 || due[0]?.kind === "group" || key === "vouchers" ? 0 : 1)
      if (carried === 1) {
        const head = rows.slice(0, (page - 1) * pageSize).findLast(({ kind }) => kind === "group")
        expect(screen.rows[0]?.cells[0]).toBe(`${head?.cells[0] ?? ""}(続き)`)
      }
      expect({ columns: screen.columns, conditions: screen.conditions }).toEqual({ columns, conditions })
    }
  })
})

test("E2 a ledger is written out in CP932, whole, with what is missing by record and field", async () => {
  const line = ["export-ledger", "--month", "2026-04", "--ledger", "receivable", "--encoding", "cp932", "--out", out]
  const { code, answer } = await startJob(house.ownerUrl, [...line, "--organization", "tsuki"]).exit
  expect(code, answer).toBe(0)
  const text = new TextDecoder("shift_jis").decode(readFileSync(path.join(out, "receivable-2026-04-未締.csv")))
  expect(text).toContain("'=SUM(1)")
  expect(text).toContain("改\r\n行,〓～")
  expect(answer).toMatch(/"missing":\{"count":1,"named":\[\{"character":"𠮷","record":\d+,"field":2\}\]\}/)
})
