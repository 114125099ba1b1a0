import { inflateRawSync } from "node:zlib"
import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { discloseMember } from "#app/desk/disclosure/disclose-member.server.ts"
import { eraseDue } from "#app/desk/erase-due.server.ts"
import { retentionForPage } from "#app/desk/retention-for-page.server.ts"
import { bytesOfStoredFile } from "#app/platform/files.server.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { storedFileForDownload } from "#app/reports/stored-file-for-download.server.ts"
import { wantCardRefund } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import { answerByRefund, tellAccount } from "#app/subscriptions/discontinued/answer-discontinued.server.ts"
import { offerChoiceForm } from "#app/subscriptions/discontinued/discontinued-form.ts"
import { offerChoice } from "#app/subscriptions/discontinued/offer-choice.server.ts"
import { cancelRemittance } from "#app/subscriptions/remittances/cancel-remittance.server.ts"
import { makeRemittance } from "#app/subscriptions/remittances/make-remittance.server.ts"
import { payRemittance } from "#app/subscriptions/remittances/pay-remittance.server.ts"
import { refundsToRemit, totalsToRemit } from "#app/subscriptions/remittances/refunds-to-remit.server.ts"
import { remittanceForPage, remittances } from "#app/subscriptions/remittances/remittances-for-page.server.ts"
import { returnRemitted } from "#app/subscriptions/remittances/return-remitted.server.ts"
import { bankBytes, bankText } from "#app/values/bank-kana.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { naiveBooks } from "#test/oracle/naive-books.ts"
import { fileOfRemittance, readersAccount, setUpRemittances } from "#test/support/remittance-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const { act, look } = world
const day = calendarDate

type Reader = { id: MemberId; contract: ContractId }
const readers: Reader[] = []
const reader = (at: number): Reader => {
  const found = readers[at]
  if (!found) throw new Error(`no reader ${at}`)
  return found
}

const make = (on: string, after?: string) => act((scope) => makeRemittance(scope, { on: day(on), after }))
const pay = (id: string, on: string) => act((scope) => payRemittance(scope, id, day(on)))
const giveBack = (remittanceId: string, refundNumber: string, on: string) =>
  act((scope) => returnRemitted(scope, { remittanceId, refundNumber, on: day(on) }))
const tell = (at: number, more: Partial<typeof readersAccount> = {}) =>
  act((scope) => tellAccount(scope, reader(at).contract, { ...readersAccount, ...more }, "staff"))
const refundOf = (at: number) =>
  look(async (scope) => {
    const [row] = await scope.sql<{ number: string; paidOn: string | null }>`
      select number, paid_on as "paidOn" from refund where contract_id = ${reader(at).contract}::uuid`
    return { number: row?.number ?? "", paidOn: row?.paidOn ?? null }
  })
const waiting = async (isReady: boolean) =>
  (await look((scope) => refundsToRemit(scope, { isReady, limit: 50, offset: 0 }))).map(({ number }) => number)
const newest = async () => (await look(remittances))[0]?.number

/** A text in a ZIP, by its local header. */
function firstIn(zip: Buffer, name: string): string {
  const at = zip.indexOf(name)
  return inflateRawSync(zip.subarray(at + name.length + zip.readUInt16LE(at - 2))).toString("utf8")
}

beforeAll(async () => {
  await world.found()
  for (let at = 0; at < 6; at += 1) {
    const id = await world.reader()
    const contract = await world.order(id, "M12")
    await world.pay(contract, 11_000)
    readers.push({ id, contract })
  }
  await act((scope) => changeCalendar(scope, "TSUKI", { kind: "discontinue", number: 5 }))
  await world.ship("TSUKI", 5)
  world.today("2026-08-20")
  await act((scope) => offerChoice(scope, "TSUKI", offerChoiceForm("ja").parse({ answerUntil: "2026-09-30" })))
  for (const [at, { contract }] of readers.entries()) {
    const account = at === 1 ? { ...readersAccount, bankCode: "9900", bankName: "ゆうちょ", branchCode: "018", branchName: "〇一八", accountKind: "savings" as const, accountHolder: "ｶ)ﾐﾄﾞﾘﾉﾆﾜ" } : readersAccount // prettier-ignore
    await act((scope) => answerByRefund(scope, contract, "staff", at < 2 ? account : null))
  }
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
  expect(await look(naiveBooks)).toEqual([])
})

describe("D5 振込データ: refunds to readers' accounts", () => {
  test("the file is the one of the specification, to the byte, with line ends where the bank wants them", async () => {
    await expect(make("2026-08-28")).rejects.toMatchObject({ code: "remittance-not-set-up" })
    await act((scope) => setUpRemittances(scope))
    for (const [on, code] of [
      ["2026-08-19", "remittance-day-passed"],
      ["2026-08-29", "no-bank-day"],
      ["2026-09-21", "no-bank-day"],
      ["2026-10-20", "remittance-day-too-far"],
    ] as const) {
      // prettier-ignore
      await expect(make(on)).rejects.toMatchObject({ code, options: { field: "on" } })
    }
    const made = await make("2026-08-28")
    const golden = [
      "1" + "21" + "0" + "0000009876" + "ﾂｷｼﾕﾂﾊﾟﾝ                                " + "0828" + "0001" + "ﾐｽﾞﾎ           " +
        "123" + "ｼﾞﾝﾎﾞｳﾁﾖｳ      " + "1" + "1234567" + "                 ",
      "2" + "0005" + "ﾐﾂﾋﾞｼﾕ-ｴﾌｼﾞｴｲ  " + "020" + "ﾆﾎﾝﾊﾞｼ         " + "0000" + "1" + "0007654" + "ﾄﾞｸｼﾔ ﾀﾛｳ                     " +
        "0000006418" + "0" + "0000000001" + "0000000000" + "7" + " " + "       ",
      "2" + "9900" + "ﾕｳﾁﾖ           " + "018" + "ｾﾞﾛｲﾁﾊﾁ        " + "0000" + "4" + "0007654" + "ｶ)ﾐﾄﾞﾘﾉﾆﾜ                     " +
        "0000006418" + "0" + "0000000002" + "0000000000" + "7" + " " + "       ",
      "8" + "000002" + "000000012836" + " ".repeat(101),
      "9" + " ".repeat(119),
    ] // prettier-ignore
    expect(golden.map((line) => line.length)).toEqual([120, 120, 120, 120, 120])
    const sent = await look((scope) => fileOfRemittance(scope, made.id))
    expect(bankText(sent)).toBe(golden.join(""))
    expect(Buffer.compare(sent, Buffer.from(bankBytes(golden.join(""))))).toBe(0)
    const { lines } = await look((scope) => remittanceForPage(scope, made.id, { limit: 50, offset: 0 }))
    expect(lines.map(({ refundNumber, amountYen }) => [refundNumber, amountYen])).toEqual([
      ["R000001", 6_418],
      ["R000002", 6_418],
    ])
    await act((scope) => cancelRemittance(scope, made.id))
    await expect(act((scope) => cancelRemittance(scope, made.id))).rejects.toMatchObject({ code: "remittance-decided" })
    await act((scope) => setUpRemittances(scope, true))
    const again = await make("2026-08-28", made.number)
    expect(bankText(await look((scope) => fileOfRemittance(scope, again.id)))).toBe(golden.map((line) => `${line}\r\n`).join("")) // prettier-ignore
  })

  test("a second press, and two at once, make no second file; the key refuses a refund in two", async () => {
    const [known] = await look(remittances)
    if (!known) throw new Error("no remittance")
    expect(await make("2026-08-28")).toEqual({ id: known.id, number: known.number, isNew: false })
    await expect(make("2026-08-28", known.number)).rejects.toMatchObject({ code: "nothing-to-remit" })
    await tell(2)
    const both = await Promise.all([make("2026-08-28", known.number), make("2026-08-31", known.number)])
    expect(both.map(({ isNew }) => isNew).sort()).toEqual([false, true])
    expect(new Set(both.map(({ id }) => id)).size).toBe(1)
    await expect(
      act(
        (scope) => scope.sql`
          insert into remittance_line (organization_id, remittance_id, line_no, refund_number, amount_yen)
          select organization_id, ${known.id}::uuid, 99, refund_number, amount_yen from remittance_line
          where remittance_id = ${both[0].id}::uuid`,
      ),
    ).rejects.toMatchObject({ code: "a_refund_is_in_one_live_remittance" })
    expect(await waiting(true)).toEqual([])
  })

  test("what is with the bank is neither paid by hand, nor sent to a card, nor given another account", async () => {
    const { number } = await refundOf(0)
    const byHand = act((scope) => payRefund(scope, { number, paidOn: scope.today, way: "cash" }))
    await expect(byHand).rejects.toMatchObject({ code: "refund-in-remittance" })
    await expect(act((scope) => wantCardRefund(scope, number))).rejects.toMatchObject({ code: "refund-in-remittance" })
    await expect(tell(0)).rejects.toMatchObject({ code: "account-in-remittance" })
  })

  test("an account told with names alone waits until somebody fills in its codes", async () => {
    // As accounts were kept before banks' codes were asked for.
    await act(
      (scope) => scope.sql`
        update discontinued_contract set bank_name = 'みずほ銀行', branch_name = '神田支店', account_kind = 'ordinary', account_number = '12345',
          account_holder = '読者', account_told_at = ${scope.now} where contract_id = ${reader(3).contract}::uuid`,
    )
    const { number } = await refundOf(3)
    expect([await waiting(true), await waiting(false)]).toEqual([[], [number]])
    await expect(make("2026-08-31", await newest())).rejects.toMatchObject({ code: "nothing-to-remit" })
    await tell(3)
    expect([await waiting(true), await waiting(false)]).toEqual([[number], []])
    expect(await look(totalsToRemit)).toEqual({ ready: 1, readyYen: 6_418, unclear: 0 })
  })

  test("the file is paid in one voucher, less what the bank could not pay; what comes back later is owed again, to the yen", async () => {
    const [second, first] = (await look(remittances)).filter(({ state }) => state === "made")
    if (!first || !second) throw new Error("no remittance")
    const [{ number: one }, { number: two }] = [await refundOf(0), await refundOf(1)]
    world.today("2026-08-27")
    await expect(pay(first.id, "2026-08-27")).rejects.toMatchObject({ code: "paid-before-remittance" })
    await expect(pay(first.id, "2026-08-28")).rejects.toMatchObject({ code: "paid-in-the-future" })
    world.today("2026-08-31")
    await expect(giveBack(first.id, two, "2026-09-01")).rejects.toMatchObject({ code: "returned-out-of-time" })
    // Told before it was paid: nothing was booked, so nothing is.
    await giveBack(first.id, two, "2026-08-28")
    expect(await pay(first.id, "2026-08-28")).toBe(6_418)
    expect(await world.lastVoucher()).toEqual({ 未払金: 6_418, 普通預金: -6_418 })
    await expect(pay(first.id, "2026-08-28")).rejects.toMatchObject({ code: "remittance-decided" })
    expect([(await refundOf(0)).paidOn, (await refundOf(1)).paidOn]).toEqual(["2026-08-28", null])
    // Given back after it was paid: the money is on the account again, and owed.
    await giveBack(first.id, one, "2026-08-31")
    expect(await world.lastVoucher()).toEqual({ 普通預金: 6_418, 未払金: -6_418 })
    expect((await refundOf(0)).paidOn).toBeNull()
    await expect(giveBack(first.id, one, "2026-08-31")).rejects.toMatchObject({ code: "not-in-remittance" })
    expect(await waiting(false)).toEqual([one, two])
    await tell(0, { accountNumber: "1112223" })
    const third = await make("2026-09-01", await newest())
    const text = bankText(await look((scope) => fileOfRemittance(scope, third.id)))
    expect([text.match(/1112223/g)?.length, text.slice(-244, -237)]).toEqual([1, "8000002"])
    world.today("2026-09-01")
    expect(await pay(third.id, "2026-09-01")).toBe(12_836)
    expect(await world.lastVoucher()).toEqual({ 未払金: 12_836, 普通預金: -12_836 })
    expect(await pay(second.id, "2026-09-01")).toBe(6_418)
    const history = await look(
      (scope) => scope.sql<{ kind: string }>`
        select kind from contract_event where contract_id = ${reader(0).contract}::uuid and kind like 'refund%' order by seq`,
    )
    expect(history.map(({ kind }) => kind)).toEqual(["refunded", "refund-returned", "refunded"])
  })

  test("a file without a refund left is not paid, but taken back", async () => {
    await tell(4)
    const made = await make("2026-09-02", await newest())
    await giveBack(made.id, (await refundOf(4)).number, "2026-09-01")
    world.today("2026-09-02")
    await expect(pay(made.id, "2026-09-02")).rejects.toMatchObject({ code: "nothing-left-of-remittance" })
    await act((scope) => cancelRemittance(scope, made.id))
    await expect(giveBack(made.id, "R000001", "2026-09-02")).rejects.toMatchObject({ code: "remittance-decided" })
    await expect(pay("none", "2026-09-02")).rejects.toMatchObject({ code: "no-such-remittance" })
  })
})

describe("N1 the accounts of readers in 振込データ", () => {
  const files = () => look((scope) => scope.sql<{ id: string; erased: boolean }>`
    select file.id, file.erased_at is not null as erased from remittance join stored_file as file on file.id = remittance.file_id
    order by remittance.number`) // prettier-ignore

  test("each payer's log says that his account left the house; no other page gives the file", async () => {
    const [count] = await look(
      (scope) => scope.sql<{ count: number }>`
        select count(*)::integer as count from audit_entry where action = 'export-payout-account'`,
    )
    expect(count).toEqual({ count: 8 })
    const [file] = await files()
    expect(await look((scope) => storedFileForDownload(scope, file?.id ?? ""))).toBeNull()
  })

  test("a member's disclosure holds them, and erasure takes them with the files that carried them", async () => {
    const held = await act((scope) => discloseMember(scope, reader(3).id))
    const pack = await look(async (scope) => Buffer.from((await bytesOfStoredFile(scope, held.id)) ?? []))
    const csv = firstIn(pack, "disclosure.csv")
    expect(csv).toContain("返金の振込先")
    expect(csv).toContain("0005 三菱UFJ 020 日本橋 0007654")
    expect(csv).toContain("6,418円")
    const [member] = await look(
      (scope) => scope.sql<{ number: string }>`select number from member where id = ${reader(3).id}::uuid`,
    )
    await act((scope) => eraseMember(scope, member?.number ?? ""))
    expect((await files()).map(({ erased }) => erased)).toEqual([false, false, false, true, false])
    const [asked] = await look(
      (scope) => scope.sql`
        select bank_code, account_number, account_holder from discontinued_contract where contract_id = ${reader(3).contract}::uuid`,
    )
    expect(asked).toEqual({ bank_code: "", account_number: "", account_holder: "" })
  })

  test("after their time files and the accounts that they paid are erased together; an open refund keeps its own", async () => {
    world.today("2027-10-01")
    const due = async () => (await look(retentionForPage)).find(({ kind }) => kind === "remittance-file")
    expect(await due()).toMatchObject({ months: 12, due: 4 + 2 })
    expect(await eraseDue(await house.actor("tsuki"), "remittance-file")).toBe(6)
    expect(await due()).toMatchObject({ due: 0 })
    const kept = await look(
      (scope) => scope.sql<{ contract_id: string }>`
        select contract_id from discontinued_contract where account_number <> ''`,
    )
    const open = [reader(1).contract, reader(4).contract]
    expect(kept.map(({ contract_id }) => contract_id).sort()).toEqual(open.sort())
  })
})
