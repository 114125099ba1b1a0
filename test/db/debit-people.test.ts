import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { discloseMember } from "#app/desk/disclosure/disclose-member.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { mergeMembers } from "#app/desk/merge-members.server.ts"
import { readsForMember } from "#app/desk/reads-for-member.server.ts"
import { undoMerge } from "#app/desk/undo-merge.server.ts"
import { pathOfFile, removeErasedBytes } from "#app/platform/files.server.ts"
import { storedFileForDownload } from "#app/reports/stored-file-for-download.server.ts"
import { bankText } from "#app/values/bank-kana.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { existsSync, readFileSync } from "node:fs"
import { bankAnswers, fileOfRequest, registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const traces = ["7070707", "ｹｼﾀ ﾜｽﾚｺ"]

const invoice = (contractId: ContractId, dueOn: string) =>
  world.act((scope) =>
    invoiceContract(scope, {
      ...{ contractId, dueOn: calendarDate(dueOn) },
      addressee: { name: "宛名", department: "", honorific: "様" },
    }),
  )
const make = (on: string) => world.act((scope) => makeDebitRequest(scope, calendarDate(on)))
const sent = (id: string) => world.look((scope) => fileOfRequest(scope, id))
const take = (bytes: Buffer) => world.act((scope) => takeDebitResult(scope, { name: "kekka.txt", bytes }))
const recordsOf = async (id: string) =>
  (bankText(await sent(id)).match(/.{120}/gs) ?? []).filter((line) => line.startsWith("2"))
const numberOf = (id: MemberId) =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{ number: string }>`select number from member where id = ${id}::uuid`
    return row?.number ?? ""
  })

/** Every table with a text somewhere that names the account or its holder. */
const tablesNaming = () =>
  world.look(async (scope) => {
    const tables = await scope.sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'knex%' order by table_name`
    const found: string[] = []
    for (const { name } of tables) {
      const answer = await scope.tx.raw<{ rows: unknown[] }>(
        "select from ?? as one where to_jsonb(one)::text like any (?::text[]) limit 1",
        [name, traces.map((trace) => `%${trace}%`)],
      )
      if (answer.rows.length > 0) found.push(name)
    }
    return found
  })

beforeAll(async () => {
  await world.found()
  world.today("2026-04-10")
  await world.act(setUpDebits)
})
afterEach(async () => expect(await world.differences()).toEqual([]))

describe("N1 F20 the account of a payer is his personal data", () => {
  test("it is disclosed, its way to the bank is in the log, and it is erased with the files that carried it", async () => {
    const id = await world.reader()
    const contract = await world.order(id, "M3", { paymentWay: "direct-debit" })
    await invoice(contract, "2026-04-27")
    await world.act((scope) => registerAccount(scope, id, { accountNumber: "7070707", holderName: "ケシタ ワスレコ" }))
    expect(await tablesNaming()).toEqual(["debit_account"])
    const made = await make("2026-04-27")
    const number = await numberOf(id)
    await world.ship("TSUKI", 3)
    await expect(world.act((scope) => eraseMember(scope, number))).rejects.toMatchObject({ code: "money-still-owed" })
    await take(bankAnswers(await sent(made.requestId), "0"))
    const reads = await world.look((scope) => readsForMember(scope, id))
    expect(reads.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["register-debit-account", "export-debit-account"]),
    )
    const pack = await world.act((scope) => discloseMember(scope, id))
    const zip = await world.look((scope) => Promise.resolve(readFileSync(pathOfFile(scope, pack.sha256))))
    expect(zip.length).toBeGreaterThan(1_000)
    const files = await world.look(
      (scope) => scope.sql<{ id: string; sha256: string }>`
        select stored_file.id, stored_file.sha256 from stored_file join debit_request as request
          on stored_file.id in (request.file_id, request.result_file_id)`,
    )
    expect(files.length).toBe(2)
    // They carry account numbers, and are taken from their own page alone, which tells each payer's log.
    for (const { id: fileId } of files)
      expect(await world.look((scope) => storedFileForDownload(scope, fileId))).toBeNull()

    await world.act((scope) => eraseMember(scope, number))
    await world.look(removeErasedBytes)
    expect(await tablesNaming()).toEqual([])
    const left = await world.look((scope) =>
      Promise.resolve(files.filter(({ sha256 }) => existsSync(pathOfFile(scope, sha256)))),
    )
    expect(left).toEqual([])
    const kept = await world.look(
      (scope) => scope.sql`
        select request.sha256, line.amount_yen, line.result from debit_request as request join debit_line as line
          on line.request_id = request.id`,
    )
    expect(kept).toEqual([{ sha256: made.sha256, amount_yen: 10_000, result: "0" }])
  })

  test("whose debit the bank has not answered yet cannot be erased", async () => {
    world.today("2026-07-01")
    const id = await world.reader()
    const contract = await world.order(id, "M3", { startIssue: 4, paymentWay: "direct-debit" })
    await invoice(contract, "2026-07-27")
    await world.act((scope) => registerAccount(scope, id))
    const made = await make("2026-07-27")
    await world.pay(contract, 10_000)
    await world.ship("TSUKI", 6)
    const number = await numberOf(id)
    await expect(world.act((scope) => eraseMember(scope, number))).rejects.toMatchObject({
      code: "debit-with-the-bank",
    })
    await take(bankAnswers(await sent(made.requestId), "1"))
    await world.act((scope) => eraseMember(scope, number))
  })
})

describe("two members who are one person", () => {
  test("the account of either serves the invoices of both, the kept one's first; undone, what is with the bank goes on", async () => {
    world.today("2026-10-01")
    const [kept, merged] = [await world.reader(), await world.reader()]
    const contracts = [await world.order(kept, "Q4"), await world.order(merged, "M12")]
    for (const contract of contracts) await invoice(contract, "2026-10-27")
    await world.act((scope) => registerAccount(scope, merged, { accountNumber: "2222222" }))
    const { mergeId } = await world.act((scope) => mergeMembers(scope, { kept, merged }))
    const first = await make("2026-10-27")
    expect(first).toMatchObject({ lines: 1, totalYen: 17_600 })
    expect((await recordsOf(first.requestId)).map((line) => line.slice(43, 50))).toEqual(["2222222"])
    world.today("2026-10-28")
    await take(bankAnswers(await sent(first.requestId), "0"))
    for (const contract of contracts) expect((await world.position(contract)).deferredYen).toBeGreaterThan(0)

    // A mandate that comes in the merged one's name is the kept one's, and takes the place of the other.
    await world.act((scope) => registerAccount(scope, merged, { accountNumber: "3333333", customerNumber: "8000" }))
    await invoice(await world.order(kept, "M3"), "2026-11-27")
    const second = await make("2026-11-27")
    expect((await recordsOf(second.requestId)).map((line) => [line.slice(43, 50), line.slice(107, 111)])).toEqual([
      ["3333333", "8000"],
    ])
    await world.act((scope) => undoMerge(scope, mergeId))
    world.today("2026-11-28")
    expect(await take(bankAnswers(await sent(second.requestId), "0"))).toMatchObject({ done: 1, doneYen: 10_000 })
    const [payment] = await world.look(
      (scope) => scope.sql<{ payer_id: string }>`select payer_id from payment order by number desc limit 1`,
    )
    expect(payment?.payer_id).toBe(kept)
  })
})
