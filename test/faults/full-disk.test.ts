import { createHash } from "node:crypto"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { pathOfFile } from "#app/platform/files.server.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { startJob } from "#test/support/job-process.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F7: no room for a file, in the PDF of an invoice, in the data pack of a month and in what is written out. A job's process may write files of a
// few KiB only (RLIMIT_FSIZE).

const seed = Number(process.env.FAULT_SEED ?? 20261130)
const random = seededRandom(seed)
const house = useHouse("empty")
const world = smallWorld(house)
const out = mkdtempSync(path.join(tmpdir(), "teiki-export-"))

beforeAll(async () => {
  await world.found()
  const library = await world.reader({ companyName: "図書館" })
  await world.order(library, "M12", { paymentWay: "invoice" })
  for (let no = 0; no < 8; no += 1) await world.pay(await world.order(await world.reader(), "M12"), 11_000)
  await world.ship("TSUKI", 1)
})
afterAll(async () => {
  rmSync(out, { recursive: true, force: true })
  expect(await world.differences()).toEqual([])
})

const sha256Of = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex")

/** Each row has its whole file, each file is what its name says, and no half of one lies about. */
async function checkStore() {
  const { rows, folder } = await world.look(async (scope) => ({
    rows: await scope.sql<{ sha256: string; byte_count: number }>`select sha256, byte_count from stored_file`,
    folder: pathOfFile(scope, ""),
  }))
  for (const { sha256, byte_count } of rows) {
    expect(readFileSync(path.join(folder, sha256)).byteLength).toBe(byte_count)
  }
  const names = existsSync(folder) ? readdirSync(folder) : []
  expect(names.map((name) => sha256Of(path.join(folder, name)))).toEqual(names)
  return rows.length
}

const run = (line: readonly string[], fileKib?: number) =>
  startJob(house.ownerUrl, [...line, "--organization", "tsuki"], fileKib === undefined ? {} : { fileKib }).exit

const count = async (table: "issued_paper" | "closed_file" | "voucher_number") =>
  (await world.look((scope) => scope.tx(table).select(scope.tx.raw("1")))).length

describe(`F7 no room for a file (FAULT_SEED=${seed})`, () => {
  test("an invoice's PDF: no paper, no row, no half of a file; with room again the invoice is issued", async () => {
    const line = ["issue-invoices", "--as-of", "2026-04-16"]
    const before = await checkStore()
    const full = await run(line, 1 + Math.floor(random() * 8))
    expect(full.code, `FAULT_SEED=${seed} ${full.answer}`).toBe(1)
    expect(full.answer).toContain("EFBIG")
    expect([await checkStore(), await count("issued_paper")]).toEqual([before, 0])
    expect((await run(line)).answer).toContain('"invoices":1')
    expect([await checkStore(), await count("issued_paper")]).toEqual([before + 1, 1])
  })

  test("a month's data pack: the month stays open; with room again it is closed with every file whole", async () => {
    const line = ["close-month", "--month", "2026-04", "--explanation", "試験", "--as-of", "2026-05-01"]
    const before = await checkStore()
    const full = await run(line, 4 + Math.floor(random() * 16))
    expect(full.code, `FAULT_SEED=${seed} ${full.answer}`).toBe(1)
    expect(full.answer).toContain("EFBIG")
    expect([await checkStore(), await count("closed_file"), await count("voucher_number")]).toEqual([before, 0, 0])
    const done = await run(line)
    expect(done.code, done.answer).toBe(0)
    expect(await checkStore()).toBe(before + (await count("closed_file")))
  })

  test.each([
    ["a ledger", ["export-ledger", "--month", "2026-04", "--ledger", "vouchers"]],
    ["the members", ["export-members"]],
    ["nine statistics", ["issue-reports", "--publication", "TSUKI", "--issue", "1", "--format", "json"]],
  ])("%s written out: nothing of it lies in its folder, and with room again it is whole", async (_name, job) => {
    const folder = mkdtempSync(path.join(tmpdir(), "teiki-export-"))
    const line = [...job, "--out", folder]
    const full = await run(line, 1)
    expect(full.answer, `FAULT_SEED=${seed}`).toContain("EFBIG")
    expect(readdirSync(folder)).toEqual([])
    const done = await run(line)
    expect(done.code, done.answer).toBe(0)
    const [file = "", ...others] = readdirSync(folder)
    expect(others).toEqual([])
    expect(done.answer).toContain(file)
    expect(readFileSync(path.join(folder, file)).byteLength).toBeGreaterThan(1_024)
    rmSync(folder, { recursive: true })
  })

  test("an export: nothing lies in its folder, neither under its name nor in part", async () => {
    const line = ["export-books", "--month", "2026-04", "--format", "hledger", "--out", out]
    const full = await run(line, 1)
    expect(full.answer).toContain("EFBIG")
    expect(readdirSync(out)).toEqual([])
    const done = await run(line)
    expect(done.code, done.answer).toBe(0)
    const [file = ""] = readdirSync(out)
    expect(done.answer).toContain(sha256Of(path.join(out, file)))
  })
})
