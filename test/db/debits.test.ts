import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { cancelDebitRequest } from "#app/billing/debit/cancel-debit-request.server.ts"
import { debitAccountsForPayer } from "#app/billing/debit/debit-accounts-for-payer.server.ts"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { payersToDebit } from "#app/billing/debit/payers-to-debit.server.ts"
import { stopDebitAccount } from "#app/billing/debit/stop-debit-account.server.ts"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { bankBytes, bankText } from "#app/values/bank-kana.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { bankAnswers, fileOfRequest, registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const day = calendarDate

const invoice = (contractId: ContractId, dueOn: string) =>
  world.act((scope) =>
    invoiceContract(scope, {
      ...{ contractId, dueOn: day(dueOn) },
      addressee: { name: "宛名", department: "", honorific: "様" },
    }),
  )

/** A reader who pays by direct debit, with an invoice due on a day. */
async function payer(dueOn: string, offer: "M12" | "Q4" = "M12", more: Readonly<Record<string, string>> = {}) {
  const id = await world.reader()
  const contract = await world.order(id, offer, { paymentWay: "direct-debit" })
  const invoiceId = await invoice(contract, dueOn)
  await world.act((scope) => registerAccount(scope, id, more))
  return { id, contract, invoiceId }
}

const make = (on: string) => world.act((scope) => makeDebitRequest(scope, day(on)))
const cancel = (id: string) => world.act((scope) => cancelDebitRequest(scope, id))
const sent = (id: string) => world.look((scope) => fileOfRequest(scope, id))
const take = (bytes: Buffer, requestId?: string) =>
  world.act((scope) => takeDebitResult(scope, { name: "kekka.txt", bytes, requestId }))
const left = (invoiceId: string) =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{ left_yen: number }>`
      select left_yen from invoice_open_item where invoice_id = ${invoiceId}::uuid`
    return row?.left_yen
  })
const accountsOf = (id: MemberId) => world.look((scope) => debitAccountsForPayer(scope, id))
const count = (table: "payment" | "debit_line" | "debit_invoice" | "voucher" | "invoice_settlement") =>
  world.look(async (scope) => {
    const answer = await scope.tx.raw<{ rows: { count: number }[] }>("select count(*)::integer as count from ??", [
      table,
    ])
    return answer.rows[0]?.count ?? -1
  })

/** Whoever else owes by this day is out of the way of the next test. */
async function settleAll(on: string) {
  const made = await make(on).catch(() => null)
  if (made === null) return
  world.today(on)
  await take(bankAnswers(await sent(made.requestId), ""), made.requestId)
}

beforeAll(async () => {
  await world.found()
  world.today("2026-04-10")
})
afterEach(async () => expect(await world.differences()).toEqual([]))

describe("D5 口座振替: request and result", () => {
  test("without the bank's contract nothing is made; then the file is the one of the specification, to the byte", async () => {
    const first = await payer("2026-04-27", "M12", { customerNumber: "4711" })
    await expect(make("2026-04-27")).rejects.toMatchObject({ code: "debit-not-set-up" })
    await world.act(setUpDebits)
    await expect(make("2026-04-09")).rejects.toMatchObject({ code: "debit-day-passed" })
    await expect(make("2026-04-26")).rejects.toMatchObject({ code: "nothing-to-debit" })
    const made = await make("2026-04-27")
    expect(made).toMatchObject({ lines: 1, totalYen: 11_000, isNew: true })
    const golden = [
      "1" + "91" + "0" + "0012345678" + "ﾂｷｼﾕﾂﾊﾟﾝ                                " + "0427" + "0001" + "ﾐｽﾞﾎ           " +
        "123" + "ｼﾞﾝﾎﾞｳﾁﾖｳ      " + "1" + "1234567" + "                 ",
      "2" + "0005" + "ﾐﾂﾋﾞｼUFJ       " + "045" + "ﾆﾎﾝﾊﾞｼ         " + "    " + "1" + "0007654" + "ﾔﾏｻﾞｷ ﾊﾅｺ                     " +
        "0000011000" + "1" + "00000000000000004711" + "0" + "        ",
      "8" + "000001" + "000000011000" + "000000" + "000000000000" + "000000" + "000000000000" + " ".repeat(65),
      "9" + " ".repeat(119),
    ].join("") // prettier-ignore
    expect(bankText(await sent(made.requestId))).toBe(golden)
    expect(Buffer.compare(await sent(made.requestId), Buffer.from(bankBytes(golden)))).toBe(0)
    expect(await make("2026-04-27")).toEqual({ ...made, isNew: false })
    expect(await count("debit_line")).toBe(1)
    await expect(make("2026-04-28")).rejects.toMatchObject({ code: "nothing-to-debit" })
    // While the bank is asked, the payer is not reminded.
    expect(await world.look((scope) => invoicesOverdue(scope, day("2026-07-01")))).toEqual([])
    world.today("2026-04-30")
    expect(await take(bankAnswers(await sent(made.requestId), "0"))).toMatchObject({
      done: 1,
      doneYen: 11_000,
      failed: 0,
    })
    expect(await world.lastVoucher()).toEqual({ 普通預金: 11_000, 前受金: -11_000 })
    expect(await world.position(first.contract)).toMatchObject({ deferredYen: 11_000 })
    expect(await left(first.invoiceId)).toBe(0)
    const [payment] = await world.look(
      (scope) => scope.sql`select way, received_on, amount_yen, payer_id from payment order by number desc limit 1`,
    )
    expect(payment).toEqual({ way: "direct-debit", received_on: "2026-04-27", amount_yen: 11_000, payer_id: first.id })
  })

  test("one record a payer for all that is due; done and not done; each account stops as the bank says; the same file again changes nothing", async () => {
    world.today("2026-05-01")
    const two = await payer("2026-05-27")
    const second = await invoice(await world.order(two.id, "Q4"), "2026-05-20")
    const later = await invoice(await world.order(two.id, "Q4"), "2026-06-20")
    const poor = await payer("2026-05-27")
    const closed = await payer("2026-05-27")
    const unknown = await payer("2026-05-27")
    const others = [await payer("2026-05-27"), await payer("2026-05-27"), await payer("2026-05-27")]
    const made = await make("2026-05-27")
    expect(made).toMatchObject({ lines: 7, totalYen: 11_000 * 7 + 6_600 })
    world.today("2026-05-29")
    const answer = bankAnswers(await sent(made.requestId), "0124389")
    expect(await take(answer)).toMatchObject({
      done: 1,
      doneYen: 17_600,
      failed: 6,
      failedYen: 66_000,
      alreadyTaken: false,
    })
    expect([await left(two.invoiceId), await left(second), await left(later)]).toEqual([0, 0, 6_600])
    expect(await world.lastVoucher()).toMatchObject({ 普通預金: 17_600 })
    const before = [await count("payment"), await count("voucher"), await count("invoice_settlement")]
    expect(await take(answer)).toMatchObject({ done: 1, failed: 6, alreadyTaken: true })
    expect([await count("payment"), await count("voucher"), await count("invoice_settlement")]).toEqual(before)
    await expect(take(bankAnswers(await sent(made.requestId), "0000000"))).rejects.toMatchObject({
      code: "debit-request-decided",
    })
    const live = async (id: MemberId) => (await accountsOf(id)).accounts[0]?.stoppedBecause
    expect([await live(poor.id), await live(closed.id), await live(unknown.id)]).toEqual([
      null,
      "no-account",
      "no-mandate",
    ])
    expect((await accountsOf(poor.id)).debits).toMatchObject([{ amountYen: 11_000, state: "settled", result: "1" }])
    // What was not done is reminded of, and asked for again where the account is live.
    const overdue = await world.look((scope) => invoicesOverdue(scope, day("2026-06-10")))
    expect(overdue.map(({ payerId }) => payerId).sort()).toEqual(
      [poor, closed, unknown, ...others].map(({ id }) => id).sort(),
    )
    const next = await make("2026-06-27")
    expect(next).toMatchObject({ lines: 5, totalYen: 11_000 * 4 + 6_600 })
    const codes =
      bankText(await sent(next.requestId))
        .match(/.{120}/gs)
        ?.filter((line) => line.startsWith("2")) ?? []
    expect(codes.map((line) => line[90])).toEqual(["0", "0", "0", "0", "0"])
    await cancel(next.requestId)
    await expect(cancel(next.requestId)).rejects.toMatchObject({ code: "debit-request-decided" })
    expect(await make("2026-06-27")).toMatchObject({ lines: 5, isNew: true })
    await settleAll("2026-06-27")
  })

  test("a bad file does nothing: wrong line and column are named; another request's file is not this one's", async () => {
    world.today("2026-07-01")
    await payer("2026-07-27")
    const made = await make("2026-07-27")
    const request = await sent(made.requestId)
    await expect(take(bankAnswers(request, "0"))).rejects.toMatchObject({ code: "debit-day-to-come" })
    world.today("2026-07-28")
    const broken = Buffer.from(bankAnswers(request, "0"))
    broken[120 + 89] = 0x31
    await expect(take(broken)).rejects.toMatchObject({
      code: "bank-file-not-readable",
      options: { details: [{ lineNo: 2, field: "引落金額(81–90桁)" }, { lineNo: 3 }, { lineNo: 3 }] },
    })
    const other = Buffer.from(bankAnswers(request, "0"))
    other.write("0815", 54, "latin1")
    await expect(take(other)).rejects.toMatchObject({ options: { details: [{ lineNo: 1, field: "引落日" }] } })
    await expect(take(other, made.requestId)).rejects.toMatchObject({
      options: { details: [{ lineNo: 1, field: "引落日(55–58桁)" }] },
    })
    await expect(take(bankAnswers(request, "0"), "x")).rejects.toMatchObject({ code: "no-such-debit-request" })
    await expect(cancel("019a0000-0000-7000-8000-000000000000")).rejects.toMatchObject({
      code: "no-such-debit-request",
    })
    await expect(take(Buffer.from("nonsense"))).rejects.toMatchObject({ code: "bank-file-not-readable" })
    expect(await world.look((scope) => scope.sql`select from debit_line where request_id = ${made.requestId}::uuid and result is not null`)).toEqual([]) // prettier-ignore
    expect(await take(bankAnswers(request, "0"))).toMatchObject({ done: 1, number: made.number })
  })

  test("what was paid otherwise meanwhile stays 仮受金; served issues are paid first; only the invoices of the request are settled", async () => {
    world.today("2026-08-01")
    const both = await payer("2026-08-27")
    const made = await make("2026-08-27")
    await world.pay(both.contract, 4_000)
    world.today("2026-08-28")
    const answer = bankAnswers(await sent(made.requestId), "0")
    const taken = await Promise.all([take(answer, made.requestId), take(answer), take(answer)])
    expect(taken.map(({ alreadyTaken }) => alreadyTaken).sort()).toEqual([false, true, true])
    expect(await world.lastVoucher()).toEqual({ 普通預金: 11_000, 前受金: -7_000, 仮受金: -4_000 })
    expect(await left(both.invoiceId)).toBe(0)
  })
})

describe("the payer's account", () => {
  test("another account stops the one before and is code 2 once; the customer number stays and is one payer's", async () => {
    world.today("2026-09-01")
    const one = await payer("2026-09-28", "M12", { customerNumber: "900" })
    await settleAll("2026-09-28")
    world.today("2026-10-01")
    await expect(world.act((scope) => registerAccount(scope, one.id, { customerNumber: "901" }))).rejects.toMatchObject(
      { code: "customer-number-stays" },
    )
    await expect(
      world.act((scope) => registerAccount(scope, one.id, { mandatedOn: "2026-10-02" })),
    ).rejects.toMatchObject({ code: "mandate-of-tomorrow" })
    const other = await world.reader()
    await expect(world.act((scope) => registerAccount(scope, other, { customerNumber: "900" }))).rejects.toMatchObject({
      code: "a_customer_number_is_one_payers",
    })
    await world.act((scope) => registerAccount(scope, one.id, { accountNumber: "1111111" }))
    const { accounts, customerNumber } = await accountsOf(one.id)
    expect(accounts.map(({ lastDigits, stoppedBecause }) => [lastDigits, stoppedBecause])).toEqual([
      ["111", null],
      ["654", "replaced"],
    ])
    expect(customerNumber).toBe("900")
    await invoice(await world.order(one.id, "Q4"), "2026-10-27")
    const made = await make("2026-10-27")
    const [, record = ""] = bankText(await sent(made.requestId)).match(/.{120}/gs) ?? []
    expect([record.slice(43, 50), record[90], record.slice(91, 111)]).toEqual(["1111111", "2", "00000000000000000900"])
    await settleAll("2026-10-27")
    await world.act((scope) => stopDebitAccount(scope, one.id))
    await expect(world.act((scope) => stopDebitAccount(scope, one.id))).rejects.toMatchObject({ code: "no-live-debit" })
    await invoice(await world.order(one.id, "Q4"), "2026-11-27")
    await expect(make("2026-11-27")).rejects.toMatchObject({ code: "nothing-to-debit" })
  })
})

describe("requests made at once", () => {
  test("two days asked for at the same instant share no invoice; without the lock both would choose the same", async () => {
    world.today("2026-11-01")
    for (let at = 0; at < 5; at += 1) await payer("2026-11-25")
    const chosen = (on: string) => world.look((scope) => payersToDebit(scope, day(on)))
    // The negative control: what either would take, read side by side.
    const [a, b] = await Promise.all([chosen("2026-11-25"), chosen("2026-11-26")])
    expect([a.length, b.length]).toEqual([5, 5])
    const outcomes = await Promise.allSettled([make("2026-11-25"), make("2026-11-26"), make("2026-11-25")])
    const made = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []))
    expect(made.filter(({ isNew }) => isNew).length).toBe(1)
    const rows = await world.look(
      (scope) => scope.sql<{ invoices: number; distinct: number }>`
        select count(*)::integer as invoices, count(distinct invoice_id)::integer as distinct from debit_invoice where is_pending`,
    )
    expect(rows).toEqual([{ invoices: 5, distinct: 5 }])
    // Past the lock, the database itself refuses a second pending request of an invoice.
    await expect(
      world.act(
        (scope) => scope.sql`
          with request as (
            insert into debit_request (organization_id, number, withdraw_on, line_count, total_yen, file_id, sha256, made_at, made_by)
            select organization_id, 'D-TWICE', '2026-12-25', 1, 1, file_id, sha256, made_at, made_by from debit_request
            where state = 'pending' returning id, organization_id
          ), line as (
            insert into debit_line (organization_id, request_id, line_no, member_id, debit_account_id, customer_number, novelty, amount_yen)
            select request.organization_id, request.id, 1, member_id, debit_account_id, customer_number, '0', 1
            from request, debit_line where debit_line.request_id = ${made[0]?.requestId ?? ""}::uuid and line_no = 1 returning request_id
          )
          insert into debit_invoice (organization_id, request_id, line_no, invoice_id, amount_yen)
          select organization_id, line.request_id, 1, invoice_id, 1 from line, debit_invoice where debit_invoice.line_no = 1 and is_pending`,
      ),
    ).rejects.toMatchObject({ code: "an_invoice_is_in_one_pending_debit" })
  })
})
