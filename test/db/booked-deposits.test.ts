import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { bookedDepositsFor } from "#app/billing/bank/booked-deposits.server.ts"
import { matchCertainLines } from "#app/billing/bank/match-certain-lines.server.ts"
import { setBankLineAside, takeBackBankLine } from "#app/billing/bank/set-bank-line-aside.server.ts"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { bookPayout } from "#app/billing/book-payout.server.ts"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { bankAnswers, fileOfRequest, registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

const house = useHouse("empty")
const world = smallWorld(house)
let files = 0

beforeAll(async () => {
  await world.found()
  world.today("2026-06-10")
})
afterEach(async () => expect(await world.differences()).toEqual([]))

/** A payout of Stripe that is booked: sales less a fee of 396 yen. */
async function payout(payoutId: string, netYen: number, arrivedOn: string) {
  const contract = await world.order(await world.reader(), "M12", { paymentWay: "card" })
  await world.pay(contract, 11_000, "card")
  const on = calendarDate(arrivedOn)
  const sale = {
    transactionId: `txn_${payoutId}`,
    kind: "charge",
    sourceId: "ch",
    createdOn: on,
    feeYen: 11_000 - netYen,
  }
  await world.act((scope) =>
    bookPayout(scope, { payoutId, arrivedOn: on, failedOn: null, netYen, lines: [{ ...sale, amountYen: 11_000 }] }),
  )
}

/** Deposits in a file of their own, as they then wait. */
async function deposits(...rows: readonly Readonly<{ on: string; yen: number; name: string }>[]) {
  const given = rows.map((row) => {
    files += 1
    return { ...row, reference: String(files), edi: "" }
  })
  await world.act((scope) => takeBankFile(scope, { name: "meisai.txt", bytes: zengin03(given) }))
  const { lines } = await waiting()
  return rows.map((row) => {
    const found = lines.filter((line) => line.amountYen === row.yen && line.remitterName === row.name)
    if (!found[0]) throw new Error("the deposit is not there")
    return found
  })
}
const waiting = (state: "open" | "ignored" = "open") =>
  world.look((scope) => bankLines(scope, { state, limit: 100, offset: 0 }))
const aside = (lineId: string, bookedAs: string, because = "") =>
  world.act((scope) => setBankLineAside(scope, { lineId, bookedAs, because }))
const vouchers = async () =>
  (await world.look((scope) => scope.sql<{ count: number }>`select count(*)::integer as count from voucher`))[0]?.count

describe("D5 deposits that something else has booked", () => {
  test("a payout of Stripe is known by amount and day; set aside it books nothing, and comes back when taken back", async () => {
    await payout("po_1", 10_604, "2026-06-08")
    const [[line] = []] = await deposits({ on: "080610", yen: 10_604, name: "ｽﾄﾗｲﾌﾟｼﾞﾔﾊﾟﾝ" })
    expect(line?.booked.map(({ key, kind, on }) => [key, kind, on])).toEqual([["payout:po_1", "payout", "2026-06-08"]])
    const before = await vouchers()
    await aside(line?.id ?? "", "payout:po_1")
    expect(await vouchers()).toBe(before)
    expect((await waiting()).total).toBe(0)
    expect((await waiting("ignored")).lines).toMatchObject([{ amountYen: 10_604, aside: "payout:po_1" }])
    await expect(aside(line?.id ?? "", "payout:po_1")).rejects.toMatchObject({ code: "bank-line-decided" })
    await world.act((scope) => takeBackBankLine(scope, line?.id ?? ""))
    expect((await waiting()).lines[0]?.booked).toHaveLength(1)
    await aside(line?.id ?? "", "payout:po_1")
    expect(await world.act(matchCertainLines)).toMatchObject({ matched: 0 })
  })

  test("another amount, too old a payout, or one that is another deposit's is not offered and is refused", async () => {
    await payout("po_2", 10_500, "2026-05-20")
    await payout("po_3", 10_400, "2026-06-09")
    const found = await deposits(
      { on: "080610", yen: 10_500, name: "ﾌﾙｲ" },
      { on: "080610", yen: 10_400, name: "ｱﾀﾗｼｲ" },
      { on: "080610", yen: 10_604, name: "ﾓｳﾋﾄﾂ" },
    )
    const [old, fresh, again] = found.map(([line]) => line)
    expect([old, fresh, again].map((line) => line?.booked.length)).toEqual([0, 1, 0])
    await expect(aside(old?.id ?? "", "payout:po_2")).rejects.toMatchObject({ code: "deposit-not-booked" })
    await expect(aside(again?.id ?? "", "payout:po_1")).rejects.toMatchObject({ code: "deposit-not-booked" })
    await expect(aside(old?.id ?? "", "")).rejects.toMatchObject({ code: "deposit-needs-reason" })
    await aside(old?.id ?? "", "", "口座間の振替")
    expect((await waiting("ignored")).lines.some((line) => line.aside === "口座間の振替")).toBe(true)
    const [payer] = await world.look((scope) => scope.sql<{ number: string }>`select number from member limit 1`)
    const settle = { lineId: old?.id ?? "", payerNumber: payer?.number ?? "" }
    await expect(world.act((scope) => settleForPayer(scope, settle))).rejects.toMatchObject({
      code: "bank-line-decided",
    })
  })

  test("two who set two deposits aside for one payout at once: both saw it free (the control), one has it", async () => {
    await payout("po_4", 10_300, "2026-06-09")
    const [[first, second] = []] = await deposits(
      { on: "080610", yen: 10_300, name: "ﾌﾀﾂ" },
      { on: "080610", yen: 10_300, name: "ﾌﾀﾂ" },
    )
    const actor = await house.actor("tsuki")
    let looked = 0
    const race = (line: { id: string } | undefined) =>
      inScope(actor, async (scope) => {
        const free = await bookedDepositsFor(scope, [line?.id ?? ""])
        looked += free.size
        while (looked < 2) await scope.sql`select pg_sleep(0.02)`
        await setBankLineAside(scope, { lineId: line?.id ?? "", bookedAs: "payout:po_4", because: "" })
      })
    const ended = await Promise.allSettled([race(first), race(second)])
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const [row] = await world.look(
      (scope) =>
        scope.sql<{ count: number }>`select count(*)::integer as count from bank_line where booked_as = 'payout:po_4'`,
    )
    expect(row?.count).toBe(1)
  })

  test("the lump of a day's 口座振替 is known by what the bank has done of it", async () => {
    await world.act(setUpDebits)
    const ids = [await world.reader(), await world.reader()]
    for (const id of ids) {
      const contractId = await world.order(id, "M12", { paymentWay: "direct-debit" })
      await world.act(
        (scope) =>
        invoiceContract(scope, { contractId, dueOn: calendarDate("2026-06-20"), addressee: { name: "宛名", department: "", honorific: "様" } }), // prettier-ignore
      )
      await world.act((scope) => registerAccount(scope, id))
    }
    const { requestId, number } = await world.act((scope) => makeDebitRequest(scope, calendarDate("2026-06-26")))
    world.today("2026-06-29")
    const bytes = bankAnswers(await world.look((scope) => fileOfRequest(scope, requestId)), "01")
    await world.act((scope) => takeDebitResult(scope, { name: "kekka.txt", bytes }))
    const [[line] = []] = await deposits({ on: "080629", yen: 11_000, name: "ｺｳｻﾞﾌﾘｶｴ" })
    expect(line?.booked.map(({ key, kind }) => [key, kind])).toEqual([[`debit:${number}`, "debit"]])
    await aside(line?.id ?? "", `debit:${number}`)
  })
})
