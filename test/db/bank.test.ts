import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { acceptSuggestion } from "#app/billing/bank/accept-suggestion.server.ts"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { matchCertainLines } from "#app/billing/bank/match-certain-lines.server.ts"
import { holdBankLine, settleBankLine } from "#app/billing/bank/settle-bank-line.server.ts"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

const world = smallWorld(useHouse("empty"))
let files = 0

const take = (bytes: Buffer) => world.act((scope) => takeBankFile(scope, { name: "meisai.txt", bytes }))

/** One deposit in a file of its own. */
async function deposit(yen: number, name: string, more: { code?: string; edi?: string } = {}) {
  files += 1
  await take(zengin03([{ on: "080410", yen, name, reference: String(files), ...more }]))
  const { lines } = await waiting()
  const line = lines.find((one) => one.amountYen === yen && one.remitterName === name)
  if (!line) throw new Error("the deposit is not there")
  return line
}

const waiting = (state: "open" | "held" | "done" = "open") =>
  world.look((scope) => bankLines(scope, { state, limit: 100, offset: 0 }))

async function owing(kana: string, yen = 11_000): Promise<{ payer: MemberId; contract: ContractId }> {
  const payer = await world.reader()
  await world.act(
    (scope) => scope.sql`update member set family_name_kana = ${kana}, given_name_kana = '' where id = ${payer}::uuid`,
  )
  return { payer, contract: await world.order(payer, yen === 11_000 ? "M12" : "Q4") }
}

const left = (contractId: ContractId) =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{ left_yen: number }>`
      select item.left_yen from invoice_open_item as item join issued_paper_line as line on line.paper_id = item.invoice_id
      where line.contract_id = ${contractId}::uuid`
    return row?.left_yen
  })

const invoice = (contractId: ContractId) =>
  world.act((scope) =>
    invoiceContract(scope, {
      ...{ contractId, dueOn: calendarDate("2026-05-31") },
      addressee: { name: "宛名", department: "", honorific: "様" },
    }),
  )

type Line = Awaited<ReturnType<typeof deposit>>
const accept = (line: Line) =>
  world.act((scope) => {
    const { suggestion } = line
    if (!suggestion) throw new Error("nothing is suggested")
    const { payer, parts, feeYen } = suggestion
    return settleBankLine(scope, { lineId: line.id, payerId: payer.id, parts, feeYen, reasons: [suggestion.identity] })
  })

beforeAll(async () => {
  await world.found()
  world.today("2026-04-10")
})
afterEach(async () => expect(await world.differences()).toEqual([]))

describe("files of deposits", () => {
  test("D5 a second upload adds nothing, nor does a deposit that another file brings again; a broken file adds nothing at all", async () => {
    const one = { on: "080409", yen: 101, name: "ｲﾁ", reference: "A1" }
    const two = { on: "080409", yen: 102, name: "ﾆ", reference: "A2" }
    expect(await take(zengin03([one]))).toMatchObject({ deposits: 1, added: 1, alreadyTaken: false })
    expect(await take(zengin03([one]))).toMatchObject({ added: 0, alreadyTaken: true })
    expect(await take(zengin03([one, two]))).toMatchObject({ deposits: 2, added: 1 })
    await expect(take(zengin03([{ ...two, reference: "A3" }], { trailerYen: 1 }))).rejects.toMatchObject({
      code: "bank-file-not-readable",
      options: { details: [{ lineNo: 3, field: "合計金額" }] },
    })
    expect((await waiting()).total).toBe(2)
  })
})

describe("D5 消込", () => {
  test("a payer's kana of any width, with corporate marks and small kana, and the exact amount: booked as his payment", async () => {
    const { contract } = await owing("キヨウト・シヨテン")
    const line = await deposit(11_000, "(ｶ)ｷｮｳﾄｼﾖﾃﾝ")
    expect(line.suggestion).toMatchObject({ identity: "kana", amount: "exact", isCertain: true })
    await accept(line)
    expect(await world.lastVoucher()).toEqual({ 普通預金: 11_000, 前受金: -11_000 })
    expect(await world.position(contract)).toMatchObject({ deferredYen: 11_000 })
    await expect(accept(line)).rejects.toMatchObject({ code: "bank-line-decided" })
  })

  test("19: a fee of 220 taken off is 支払手数料 and closes the invoice", async () => {
    const { contract } = await owing("テスウリヨウ")
    await invoice(contract)
    const line = await deposit(10_780, "ﾃｽｳﾘﾖｳ")
    expect(line.suggestion).toMatchObject({ amount: "less-fee", feeYen: 220 })
    await accept(line)
    expect(await world.lastVoucher()).toEqual({ 普通預金: 10_780, 支払手数料: 220, 前受金: -11_000 })
    expect(await left(contract)).toBe(0)
  })

  test("9,900 for 11,000 leaves 請求残 1,100; a number in the message finds the invoice whatever the name", async () => {
    const { contract } = await owing("ブブンニユウキン")
    const id = await invoice(contract)
    const [paper] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from issued_paper where id = ${id}::uuid`,
    )
    const line = await deposit(9_900, "ﾀﾞﾚｶﾍﾞﾂﾉﾅﾏｴ", { edi: paper?.number ?? "" })
    expect(line.suggestion).toMatchObject({ identity: "number", amount: "part", isCertain: false })
    await accept(line)
    expect(await left(contract)).toBe(1_100)
    // The name was learned; the next transfer under it is his.
    const next = await deposit(1_100, "ﾀﾞﾚｶﾍﾞﾂﾉﾅﾏｴ")
    expect(next.suggestion).toMatchObject({ identity: "alias", amount: "exact", isCertain: true })
    await accept(next)
    expect(await left(contract)).toBe(0)
  })

  test("18: more than is owed stays 仮受金; what nobody knows is held there and goes to its contract later", async () => {
    const { contract } = await owing("カバライ")
    await accept(await deposit(12_500, "ｶﾊﾞﾗｲ"))
    expect(await world.lastVoucher()).toEqual({ 普通預金: 12_500, 前受金: -11_000, 仮受金: -1_500 })
    expect(await world.position(contract)).toMatchObject({ deferredYen: 11_000 })
    const line = await deposit(6_600, "ﾌﾒｲ")
    expect(line.suggestion).toBeNull()
    await world.act((scope) => holdBankLine(scope, line.id))
    expect(await world.lastVoucher()).toEqual({ 普通預金: 6_600, 仮受金: -6_600 })
    await expect(world.act((scope) => holdBankLine(scope, line.id))).rejects.toMatchObject({
      code: "bank-line-decided",
    })
    const late = await owing("アトカラ", 6_600)
    await world.act((scope) =>
      settleBankLine(scope, {
        ...{ lineId: line.id, payerId: late.payer, feeYen: 0, reasons: [] },
        parts: [{ subjectId: late.contract, amountYen: 6_600 }],
      }),
    )
    expect(await world.lastVoucher()).toEqual({ 仮受金: 6_600, 前受金: -6_600 })
    expect((await waiting("held")).total).toBe(0)
  })

  test("a transfer's own number is its payer's; two people of one name are certain of neither; parts of other payers are refused", async () => {
    const [one, other] = [await owing("ドウメイ"), await owing("ドウメイ")]
    await world.act(
      (scope) => scope.sql`
        insert into payer_terms (organization_id, member_id, remitter_code) values (${scope.organizationId}, ${other.payer}::uuid, '77')`,
    )
    const unclear = await deposit(11_000, "ﾄﾞｳﾒｲ")
    expect(unclear.suggestion).toMatchObject({ identity: "kana-of-several", isCertain: false })
    const numbered = await deposit(11_000, "ﾄﾞｳﾒｲ ", { code: "0000000077" }).catch(() => null)
    const line = numbered ?? (await waiting()).lines.find(({ remitterCode }) => remitterCode === "0000000077")
    expect(line?.suggestion).toMatchObject({ identity: "code", payer: { id: other.payer }, isCertain: true })
    const settle = (parts: { subjectId: string; amountYen: number }[]) =>
      world.act((scope) =>
        settleBankLine(scope, { lineId: line?.id ?? "", payerId: other.payer, parts, feeYen: 0, reasons: [] }),
      )
    await expect(settle([{ subjectId: one.contract, amountYen: 11_000 }])).rejects.toMatchObject({
      code: "unknown-subject",
    })
    await expect(settle([{ subjectId: other.contract, amountYen: 11_001 }])).rejects.toMatchObject({
      code: "match-beyond-deposit",
    })
    await expect(
      world.act((scope) =>
        settleBankLine(scope, { lineId: "x", payerId: other.payer, parts: [], feeYen: 0, reasons: [] }),
      ),
    ).rejects.toMatchObject({ code: "no-such-bank-line" })
  })

  test("a suggestion is accepted as it was shown, or not at all; a payer may be named by his number", async () => {
    const { payer, contract } = await owing("カワッタ")
    const line = await deposit(11_000, "ｶﾜﾂﾀ")
    const shown = { lineId: line.id, payerId: payer, partsYen: 11_000, feeYen: 0 }
    await world.pay(contract, 5_000)
    await expect(world.act((scope) => acceptSuggestion(scope, shown))).rejects.toMatchObject({
      code: "suggestion-changed",
    })
    const now = { ...shown, partsYen: 6_000 }
    await world.act((scope) => acceptSuggestion(scope, now))
    expect(await world.lastVoucher()).toEqual({ 普通預金: 11_000, 前受金: -6_000, 仮受金: -5_000 })
    const named = await deposit(700, "ｼﾗﾅｲﾋﾄ")
    const choose = (payerNumber: string) =>
      world.act((scope) => settleForPayer(scope, { lineId: named.id, payerNumber }))
    await expect(choose("NOBODY")).rejects.toMatchObject({ code: "no-such-payer" })
    const [member] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`,
    )
    await choose(member?.number ?? "")
    expect(await world.lastVoucher()).toEqual({ 普通預金: 700, 仮受金: -700 })
  })

  test("what is beyond doubt is settled in one go, each payer once a pass; a second run finds nothing more", async () => {
    const { payer } = await owing("ジドウ")
    await world.order(payer, "Q4")
    files += 1
    await take(
      zengin03([
        { on: "080410", yen: 11_000, name: "ｼﾞﾄﾞｳ", reference: `auto${files}` },
        { on: "080410", yen: 6_600, name: "ｼﾞﾄﾞｳ", reference: `auto${files}b` },
      ]),
    )
    const run = () => world.act(matchCertainLines)
    const first = await run()
    expect(first.matched).toBeGreaterThanOrEqual(2)
    expect(await run()).toEqual({ matched: 0, matchedYen: 0 })
    const done = await waiting("done")
    expect(
      done.lines
        .filter(({ remitterName }) => remitterName === "ｼﾞﾄﾞｳ")
        .map(({ amountYen }) => amountYen)
        .sort(),
    ).toEqual([11_000, 6_600])
  })
})

test("deposits that share a number are two; a later file that repeats them brings only what is new", async () => {
  const csv = (rows: readonly string[]) => Buffer.from(["日付,入金額,振込依頼人名,照会番号", ...rows].join("\r\n"))
  const rows = ["2026-04-01,501,ﾄﾞｳｼﾞﾂ,7", "2026-04-01,502,ﾄﾞｳｼﾞﾂ,7", "2026-04-01,502,ﾄﾞｳｼﾞﾂ,7"]
  expect(await take(csv(rows))).toMatchObject({ deposits: 3, added: 3 })
  expect(await take(csv([...rows, "2026-04-01,503,ﾄﾞｳｼﾞﾂ,7"]))).toMatchObject({ deposits: 4, added: 1 })
})

test("a fee that two deposits took off one invoice is a fee once: the second waits, whoever accepts it when", async () => {
  const { payer, contract } = await owing("フタツ")
  await invoice(contract)
  const [first, second] = [await deposit(10_780, "ﾌﾀﾂ"), await deposit(10_780, "ﾌﾀﾂ ﾆｶｲﾒ")]
  const settle = (lineId: string) =>
    world.act((scope) =>
      settleBankLine(scope, {
        ...{ lineId, payerId: payer, feeYen: 220, reasons: [] },
        parts: [{ subjectId: contract, amountYen: 11_000 }],
      }),
    )
  // Both were suggested before either was accepted.
  const outcomes = await Promise.allSettled([settle(first.id), settle(second.id)])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { code: "suggestion-changed" },
  })
  expect(await left(contract)).toBe(0)
})

test("equal deposits of one day at two banks are two where their CSV says whose it is; the same one again is none", async () => {
  const csv = (mark: string) => Buffer.from(`日付,入金金額,摘要\r\n2026-04-20,5000,${mark}オナジ\r\n`)
  const of = (account: string, mark: string) =>
    world.act((scope) => takeBankFile(scope, { name: `${account}.csv`, bytes: csv(mark), account }))
  expect((await of("みらい銀行", "")).added).toBe(1)
  // Another file of the same content would be the same file; a bank writes its own heading.
  const other = Buffer.from("日付,入金金額,摘要,備考\r\n2026-04-20,5000,オナジ,\r\n")
  const takeOther = (account: string) =>
    world.act((scope) => takeBankFile(scope, { name: "other.csv", bytes: other, account }))
  expect((await takeOther("あさひ銀行")).added).toBe(1)
  expect((await takeOther("あさひ銀行")).alreadyTaken).toBe(true)
})

test("16: a debt that was written off is still known as somebody's; its money is 償却債権取立益 by one key", async () => {
  const { contract } = await owing("カシダオレ")
  await world.ship("TSUKI", 3)
  await world.act((scope) => stopContract(scope, { contractId: contract }))
  await world.act((scope) => writeOffContract(scope, { contractId: contract, note: "" }))
  const line = await deposit(2_750, "ｶｼﾀﾞｵﾚ")
  expect(line.suggestion).toMatchObject({
    amount: "exact",
    parts: [{ subjectId: contract, amountYen: 2_750 }],
    restYen: 0,
  })
  await accept(line)
  expect(await world.lastVoucher()).toEqual({ 普通預金: 2_750, 償却債権取立益: -2_500, 仮受消費税: -250 })
  expect((await deposit(100, "ｶｼﾀﾞｵﾚ")).suggestion).toMatchObject({ amount: "nothing-owed", parts: [] })
})
