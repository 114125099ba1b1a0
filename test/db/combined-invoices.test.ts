import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { invoicesDue, issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { invoiceSharesOf } from "#app/billing/papers/invoice-shares.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { receiptsForOrder } from "#app/seminars/money/receipts-for-order.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const office = seminarWorld(useHouse("empty"))

/** A company's person, who applies several times; the company's invoices close on the 20th, due at the end of the next month. */
const person = {
  ...{ familyName: "総務", givenName: "花", familyNameKana: "ソウム", givenNameKana: "ハナ" },
  ...{ email: "soumu@matome.example", phone: "0312345678", companyName: "まとめ商会", way: "invoice" },
}
let payer: MemberId

beforeAll(async () => {
  await office.found()
  await office.load(seminarGiven("JOIN", paid(11_000)), seminarGiven("ALSO", paid(5_500)))
  const first = await office.apply("JOIN", { ...person, way: "onsite" })
  const [row] = await office.look(
    (scope) => scope.sql<{ payer: string }>`select payer_id as payer from seminar_order where id = ${first}::uuid`,
  )
  payer = idOf(row?.payer ?? "")
  await office.act(
    (scope) => scope.sql`
      insert into payer_terms (organization_id, member_id, closing_day, due_months, due_day)
      values (${scope.organizationId}, ${payer}::uuid, 20, 1, 31)`,
  )
})
afterEach(async () => expect(await office.differences()).toEqual([]))

const apply = (code: string) => office.apply(code, person)
const run = (on: string) => {
  office.today(on)
  return office.act((scope) => issueDueInvoices(scope, calendarDate(on)))
}
const sharesOf = async (subject: string) =>
  (await office.look((scope) => invoiceSharesOf(scope, subject))).map(({ number, openYen }) => [number, openYen])
const invoices = () =>
  office.look(
    (scope) => scope.sql<{ number: string; total: number; due: string; facts: unknown; lines: string[] }>`
      select number, total_yen as total, due_on as due, snapshot->'facts' as facts,
        (select array_agg(description || ' ' || amount_yen order by line_no) from issued_paper_line where paper_id = paper.id) as lines
      from issued_paper as paper where kind = 'invoice' and payer_id = ${payer}::uuid order by number`,
  )
const numberOf = async (order: string) =>
  (
    await office.look(
      (scope) => scope.sql<{ number: string }>`select number from seminar_order where id = ${order}::uuid`,
    )
  )[0]?.number ?? ""

describe("D5 one invoice over contracts and seminars for a payer with a closing day", () => {
  test("what was ordered up to the closing day goes together, the rest waits for the next; a second run adds nothing", async () => {
    office.today("2026-11-18")
    const contract = await office.order(payer, "M12", { paymentWay: "invoice" })
    const [join, one] = [await apply("JOIN"), await apply("ALSO")]
    office.today("2026-11-20")
    // 15:00 in London is the 21st in Tokyo: the clock's day counts, not the machine's.
    const late = await apply("ALSO")
    await office.act(
      (scope) => scope.sql`update seminar_order set confirmed_at = '2026-11-20T15:00:00Z' where id = ${late}::uuid`,
    )
    expect(await invoices()).toEqual([])
    expect(await run("2026-11-19")).toMatchObject({ invoices: 0 })
    const [group] = await office.look((scope) => invoicesDue(scope, calendarDate("2026-11-21")))
    expect(group?.map(({ amountYen }) => amountYen)).toEqual([11_000, 5_500, 11_000])
    expect(await run("2026-11-21")).toEqual({
      ...{ invoices: 1, contracts: 1, seminarOrders: 2, serviceBills: 0, amountYen: 27_500, isMore: false },
    })
    expect(await run("2026-11-21")).toMatchObject({ invoices: 0, amountYen: 0 })
    const [made] = await invoices()
    expect(made).toMatchObject({ total: 27_500, due: "2026-12-31", facts: [["締日", "2026年11月20日"]] })
    expect(made?.lines).toEqual([
      expect.stringMatching(/ 11000$/),
      `受講料 園芸講座 ALSO 一般 (${await numberOf(one)}) 5500`,
      `受講料 園芸講座 JOIN 一般 (${await numberOf(join)}) 11000`,
    ])
    for (const subject of [contract, join, one]) expect(await sharesOf(subject)).toHaveLength(1)
    expect(await sharesOf(late)).toEqual([])
    expect(await run("2026-12-20")).toMatchObject({ invoices: 1, seminarOrders: 1, amountYen: 5_500 })
  })

  test("the mail says when the invoice comes, and whoever applied sees no paper over what others ordered", async () => {
    office.today("2027-01-05")
    await office.load(seminarGiven("SPRING", { ...paid(11_000), sessions: [{ startsAt: "2027-03-10 13:30", endsAt: "2027-03-10 16:00", room: "KANDA" }] })) // prettier-ignore
    const [mine, others] = [await apply("SPRING"), await apply("SPRING")]
    const [mail] = await office.look(
      (scope) => scope.sql<{ text: string }>`
        select body_text as text from outbox where dedupe_key like ${`seminar-confirmed:${mine}:%`}`,
    )
    expect(mail?.text).toContain("締日(毎月20日)の後に、ほかのご請求とまとめてお送りします")
    expect(mail?.text).not.toContain("お支払期限")
    await run("2027-01-21")
    expect((await invoices()).at(-1)).toMatchObject({ total: 22_000 })
    expect(await office.look((scope) => papersForOrder(scope, mine))).toEqual([])
    await office.pay(others, 11_000)
    await office.act((scope) => receiptsForOrder(scope, others))
    expect((await office.look((scope) => papersForOrder(scope, others))).map(({ kind }) => kind)).toEqual(["receipt"])
    expect((await sharesOf(mine))[0]?.[1]).toBe(11_000)
    expect((await sharesOf(others))[0]?.[1]).toBe(0)
  })

  test("E5 a cancellation lowers its own share alone, however much is open of the others", async () => {
    office.today("2027-02-10")
    const [mine, others] = [await apply("SPRING"), await apply("SPRING")]
    await run("2027-02-21")
    await office.pay(mine, 11_000)
    await office.act((scope) => cancelRegistrations(scope, { orderId: mine, registrationIds: null, feePercent: 0 }))
    // Paid already: the money goes back, and what others owe stays open.
    expect((await sharesOf(others))[0]?.[1]).toBe(11_000)
    expect((await sharesOf(mine))[0]?.[1]).toBe(0)
    await office.act((scope) => cancelRegistrations(scope, { orderId: others, registrationIds: null, feePercent: 30 }))
    expect((await sharesOf(others))[0]?.[1]).toBe(3_300)
  })

  test("E5 cancelled before the closing day, the fee that is kept is billed as キャンセル料; without one nothing is", async () => {
    office.today("2027-02-25")
    const [kept, free] = [await apply("SPRING"), await apply("SPRING")]
    await office.act((scope) => cancelRegistrations(scope, { orderId: kept, registrationIds: null, feePercent: 30 }))
    await office.act((scope) => cancelRegistrations(scope, { orderId: free, registrationIds: null, feePercent: 0 }))
    await run("2027-03-21")
    expect((await invoices()).at(-1)?.lines).toEqual([
      `キャンセル料 園芸講座 SPRING 一般 (${await numberOf(kept)}) 3300`,
    ])
  })

  test("without a closing day any more, what waited is billed by itself, to whom its application names", async () => {
    office.today("2027-03-01")
    const order = await apply("SPRING")
    await office.act((scope) => scope.sql`update payer_terms set closing_day = null where member_id = ${payer}::uuid`)
    await run("2027-03-02")
    expect((await invoices()).at(-1)).toMatchObject({ total: 11_000, facts: [["受付番号", await numberOf(order)]] })
    expect(await office.look((scope) => papersForOrder(scope, order))).toHaveLength(1)
  })
})
