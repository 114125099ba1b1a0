import { readdirSync, existsSync } from "node:fs"
import path from "node:path"
import { beforeAll, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { house } from "#app/platform/house.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { month } from "#app/values/calendar.ts"
import { paperCsv } from "#templates/paper.ts"
import { bytesOf } from "#test/support/bytes-of.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const november = month("2026-11")
const login = { email: "books@example.jp", password: "a long phrase of nobody's 2026" }
let cookie = ""

beforeAll(async () => {
  await inScope(await web.house.actor(), (scope) =>
    addStaff(scope, { email: login.email, name: "経理", role: "administrator", password: login.password }),
  )
  const answer = await fetch(`${web.url}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: web.url, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(login),
  })
  cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? ""
})

const open = (place: string) =>
  fetch(`${web.url}/console/books/2026-11/${place}`, { headers: { cookie, "accept-encoding": "identity" } })

test("E2 an open month's ledger comes as CSV with its length, whole, and nothing of it stays on disk", async () => {
  const answer = await open("deferred/csv")
  expect(answer.status).toBe(200)
  const bytes = Buffer.from(await answer.arrayBuffer())
  expect(answer.headers.get("content-length")).toBe(String(bytes.byteLength))
  const paper = await readScope(await web.house.actor(), (scope) => paperForMonth(scope, november, "deferred"))
  expect(bytes.toString()).toBe(`\uFEFF${paperCsv(paper)}`)
  const folder = path.join(house().settings.home, "downloads")
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test("E2 the month's books come for another program, as they stand", async () => {
  const answer = await open("export/bugyo")
  expect(answer.headers.get("content-disposition")).toContain(encodeURIComponent("bugyo-2026-11-未締.csv"))
  const bytes = Buffer.from(await answer.arrayBuffer())
  const written = await readScope(await web.house.actor(), async (scope) =>
    bytesOf((await booksForMonth(scope, november, "bugyo")).content),
  )
  expect(bytes).toEqual(written)
})

test("E3 a ledger comes in CP932, too, and its page names what is written as 〓", async () => {
  await inScope(
    await web.house.actor(),
    (scope) => scope.sql`update member set company_name = '𠮷野家' where number = (
    select payer.number from contract join member as payer on payer.id = payer_id order by contract.number limit 1)`,
  )
  const answer = await open("deferred/csv-cp932")
  expect(answer.headers.get("content-disposition")).toContain(encodeURIComponent("deferred-2026-11-未締-cp932.csv"))
  expect(answer.headers.get("content-type")).toBe("text/csv; charset=Shift_JIS")
  const text = new TextDecoder("shift_jis").decode(await answer.arrayBuffer())
  expect(text).toContain("〓野家")
  const page = await (await open("deferred/cp932")).text()
  expect(page).toContain("𠮷")
  expect(page).toContain("Shift_JISにない1文字を〓で書き出します")
  expect((await open("tax/csv-cp932")).headers.get("content-type")).toBe("text/csv; charset=Shift_JIS")
  expect((await open("deferred/csv-utf16")).status).toBe(404)
})
