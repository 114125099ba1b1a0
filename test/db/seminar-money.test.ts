import { beforeAll, describe, expect, test } from "vitest"
import { decideApproval } from "#app/seminars/apply/decide-approval.server.ts"
import { cancellationPercent, discounted } from "#app/seminars/apply/fee-rules.ts"
import { fulfilSeminarOrder } from "#app/seminars/apply/fulfil-seminar-order.server.ts"
import { expireHolds } from "#app/seminars/apply/expire-holds.server.ts"
import { seminarForPublic } from "#app/seminars/apply/seminar-for-public.server.ts"
import { swapAttendee } from "#app/seminars/apply/swap-attendee.server.ts"
import { cancelRegistrations, quoteForCancelling } from "#app/seminars/money/cancel-registrations.server.ts"
import { paySeminarRefund } from "#app/seminars/money/pay-seminar-refund.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { closeSeminar } from "#app/seminars/plan/publish-seminar.server.ts"
import { paperForMonth } from "#app/reports/paper-for-month.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)
const other = { familyName: "同僚", givenName: "二", familyNameKana: "ドウリョウ", givenNameKana: "ニ", email: "" }

beforeAll(office.found)

const recognise = (on: string) => office.act((scope) => recogniseHeldSeminars(scope, calendarDate(on)))
const idOfSeminar = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""
const ties = async () => {
  expect(await office.differences()).toEqual([])
}

/** A card payment as Stripe would state it. */
const cardPaid = (orderId: string, intent: string, amountYen: number) =>
  office.act((scope) =>
    fulfilSeminarOrder(scope, {
      ...{
        sessionId: `cs_${intent}`,
        subject: { kind: "seminar-order", id: orderId },
        status: "complete",
        awaits: null,
      },
      paid: {
        paymentIntentId: intent,
        way: "card",
        amountYen,
        paidOn: scope.today,
        cardBrand: "visa",
        cardLast4: "4242",
      },
    }),
  )

describe("the money of seminars", () => {
  test("E1 F11 paid in advance it is 前受金 until the seminar is held, then 売上 and 仮受消費税; a second run adds nothing", async () => {
    await office.load(seminarGiven("ADVANCE", paid(5_500)))
    const order = await office.apply("ADVANCE", { way: "invoice" })
    await office.pay(order, 5_500)
    expect(await office.lastVoucher()).toEqual({ 普通預金: 5_500, 前受金: -5_500 })
    office.today("2026-12-10")
    expect(await recognise("2026-12-09")).toMatchObject({ orders: 0 })
    expect(await recognise("2026-12-10")).toMatchObject({ orders: 1, yen: 5_500 })
    expect(await office.lastVoucher()).toEqual({ 前受金: 5_500, 売上高: -5_000, 仮受消費税: -500 })
    expect(await recognise("2026-12-10")).toMatchObject({ seminars: 0, orders: 0 })
    expect(await office.balance(order)).toEqual({ deferred: 0, receivable: 0, recognised: 5_500 })
    await expect(office.act((scope) => cancelRegistrations(scope, { orderId: order, registrationIds: null }))).rejects.toMatchObject({ code: "seminar-held-already" }) // prettier-ignore
    await ties()
    office.today("2026-11-20")
  })

  test("E4 D5 held and unpaid it is 売掛金; part payments lower it, and too much is 仮受金; the ledgers show it and tie", async () => {
    await office.load(seminarGiven("AFTER", paid(11_000)))
    const order = await office.apply("AFTER", { way: "invoice" })
    await office.pay(order, 1_000)
    office.today("2026-12-10")
    await recognise("2026-12-10")
    expect(await office.lastVoucher()).toEqual({ 前受金: 1_000, 売掛金: 10_000, 売上高: -10_000, 仮受消費税: -1_000 })
    await office.pay(order, 8_900)
    expect(await office.balance(order)).toEqual({ deferred: 0, receivable: 1_100, recognised: 11_000 })
    await ties()
    const paper = await office.look((scope) => paperForMonth(scope, month("2026-12"), "receivable"))
    expect(paper.rows.at(-1)?.cells).toEqual(["差額", null, null, null, null, null, 0, null])
    expect(JSON.stringify(paper.rows)).toContain("開催 AFTER")
    const deferred = await office.look((scope) => paperForMonth(scope, month("2026-12"), "deferred"))
    expect(deferred.rows.find(({ kind }) => kind === "group")?.cells[0]).toBe("セミナー 受講料")
    expect(deferred.rows.at(-1)?.cells.slice(4)).toEqual([0, null, null, null, 0])
    await office.pay(order, 2_000)
    expect(await office.lastVoucher()).toEqual({ 普通預金: 2_000, 売掛金: -1_100, 仮受金: -900 })
    await ties()
    office.today("2026-11-20")
  })

  test("E5 entry 10: a cancellation keeps the published fee and owes the rest back, which is then paid out", async () => {
    await office.load(seminarGiven("CANCEL", paid(11_000)))
    const order = await office.apply("CANCEL", { way: "invoice", others: [other] })
    await office.pay(order, 22_000)
    office.today("2026-12-05")
    const [first] = await office.look((scope) => scope.sql<{ id: string }>`select id from registration where order_id = ${order}::uuid order by seq`) // prettier-ignore
    const input = { orderId: order, registrationIds: [first?.id ?? ""] }
    const quote = { people: 1, percent: 30, feeYen: 3_300, refundYen: 7_700 }
    expect(await office.look((scope) => quoteForCancelling(scope, input))).toEqual(quote)
    expect(await office.act((scope) => cancelRegistrations(scope, input))).toEqual(quote)
    expect(await office.lastVoucher()).toEqual({
      前受金: 11_000,
      解約手数料収入: -3_000,
      仮受消費税: -300,
      未払金: -7_700,
    })
    await ties()
    const [refund] = await office.look((scope) => scope.sql<{ number: string }>`select number from seminar_refund where order_id = ${order}::uuid`) // prettier-ignore
    const payOut = () =>
      office.act((scope) =>
        paySeminarRefund(scope, { number: refund?.number ?? "", way: "bank-transfer", paidOn: scope.today }),
      )
    await payOut()
    expect(await office.lastVoucher()).toEqual({ 未払金: 7_700, 普通預金: -7_700 })
    await expect(payOut()).rejects.toMatchObject({ code: "seminar-refund-paid" })
    await recognise("2026-12-10")
    expect(await office.balance(order)).toEqual({ deferred: 0, receivable: 0, recognised: 11_000 })
    await ties()
    office.today("2026-11-20")
  })

  test("E5 an unpaid cancellation owes its fee as 売掛金; staff may waive it", async () => {
    await office.load(seminarGiven("OWES", paid(11_000)))
    const [owing, waived] = [
      await office.apply("OWES", { way: "invoice" }),
      await office.apply("OWES", { way: "invoice" }),
    ]
    office.today("2026-12-10")
    await office.act((scope) => cancelRegistrations(scope, { orderId: owing, registrationIds: null }))
    expect(await office.lastVoucher()).toEqual({ 売掛金: 11_000, 解約手数料収入: -10_000, 仮受消費税: -1_000 })
    await office.act((scope) => cancelRegistrations(scope, { orderId: waived, registrationIds: null, feePercent: 0 }))
    expect(await office.balance(waived)).toMatchObject({ deferred: 0, receivable: 0 })
    await office.pay(owing, 11_000)
    expect(await office.balance(owing)).toMatchObject({ receivable: 0 })
    await ties()
    office.today("2026-11-20")
  })
})

describe("card payments", () => {
  test("D2 F11 a paid card order is confirmed once, however often its news comes", async () => {
    await office.load(seminarGiven("CARD", paid(5_500, { pools: [{ name: "会場", capacity: 1 }] })))
    const order = await office.apply("CARD", { way: "card" })
    expect([await cardPaid(order, "pi_1", 5_500), await cardPaid(order, "pi_1", 5_500)]).toEqual([
      "done",
      "already-done",
    ])
    expect(await office.balance(order)).toEqual({ deferred: 5_500, receivable: 0, recognised: 0 })
    expect(await office.stateOf(order)).toBe("confirmed")
    await ties()
  })

  test("F9 paid too late it takes a seat anew while there is one; with none left the money is owed back once", async () => {
    await office.load(seminarGiven("LATE", paid(5_500, { pools: [{ name: "会場", capacity: 2 }] })))
    const [lucky, unlucky] = [await office.apply("LATE", { way: "card" }), await office.apply("LATE", { way: "card" })]
    house.setClock("2026-11-20T12:00:00+09:00")
    await office.act((scope) => expireHolds(scope, null))
    await office.apply("LATE", { way: "onsite" })
    expect(await cardPaid(lucky, "pi_lucky", 5_500)).toBe("done")
    expect([await cardPaid(unlucky, "pi_late", 5_500), await cardPaid(unlucky, "pi_late", 5_500)]).toEqual(["refund-due", "already-done"]) // prettier-ignore
    expect(await office.seats("LATE")).toEqual({ taken: 2, live: 2, confirmed: 2 })
    const refunds = await office.look((scope) => scope.sql`select amount_yen, cause from seminar_refund where order_id = ${unlucky}::uuid`) // prettier-ignore
    expect(refunds).toEqual([{ amount_yen: 5_500, cause: "late-payment" }])
    await ties()
    office.today("2026-11-20")
  })
})

describe("approval, stand-in, rules", () => {
  test("F4 an application that needs approval keeps its seat until somebody decides", async () => {
    await office.load(seminarGiven("APPROVE", { needsApproval: true, pools: [{ name: "会場", capacity: 2 }] }))
    const [yes, no] = [await office.apply("APPROVE"), await office.apply("APPROVE")]
    expect(await office.seats("APPROVE")).toEqual({ taken: 2, live: 2, confirmed: 0 })
    await office.act((scope) => decideApproval(scope, yes, "accept"))
    await office.act((scope) => decideApproval(scope, no, "reject"))
    expect(await office.seats("APPROVE")).toEqual({ taken: 1, live: 1, confirmed: 1 })
    await expect(office.act((scope) => decideApproval(scope, no, "accept"))).rejects.toMatchObject({ code: "order-in-other-state" }) // prettier-ignore
  })

  test("F6 a stand-in takes the place; seat and payer stay, and who was named before is kept", async () => {
    await office.load(seminarGiven("SWAP"))
    const order = await office.apply("SWAP")
    const seatsBefore = await office.look(
      (scope) => scope.sql`select * from seat_claim where order_id = ${order}::uuid`,
    )
    const [one] = await office.look((scope) => scope.sql<{ id: string }>`select id from registration where order_id = ${order}::uuid`) // prettier-ignore
    await office.act((scope) => swapAttendee(scope, one?.id ?? "", other))
    expect(await office.look((scope) => scope.sql`select * from seat_claim where order_id = ${order}::uuid`)).toEqual(seatsBefore) // prettier-ignore
    const [after] = await office.look(
      (scope) => scope.sql`
        select registration.family_name, event.before->>'family_name' as before, registration.member_id <> payer_id as other
        from registration join registration_event as event on event.registration_id = registration.id
        join seminar_order on seminar_order.id = order_id where order_id = ${order}::uuid`,
    )
    expect(after).toEqual({ family_name: "同僚", before: "受講", other: true })
  })

  test("F2 the public page says why nobody can apply, and which fee is offered today", async () => {
    const fees = [
      { name: "早割", priceYen: 4_400, validUntil: "2026-11-20" },
      { name: "一般", priceYen: 5_500 },
    ]
    await office.load(seminarGiven("PUBLIC", paid(0, { fees, pools: [{ name: "会場", capacity: 1 }] })))
    const look = async () => {
      const { openness, left, fees } = await office.look((scope) => seminarForPublic(scope, "PUBLIC"))
      return { openness, left, fees: fees.map(({ name }) => name) }
    }
    expect(await look()).toEqual({ openness: "open", left: 1, fees: ["早割", "一般"] })
    await office.apply("PUBLIC", { way: "onsite" })
    office.today("2026-11-21")
    expect(await look()).toEqual({ openness: "waiting-list", left: 0, fees: ["一般"] })
    await office.act(async (scope) => closeSeminar(scope, await idOfSeminar("PUBLIC")))
    expect(await look()).toMatchObject({ openness: "closed" })
    office.today("2026-11-20")
  })

  test("F2 discounts and cancellation shares are whole yen and the rule nearest to the day", () => {
    expect([discounted(5_500, 20), discounted(999, 33), discounted(10, 100)]).toEqual([4_400, 669, 0])
    const rules = [
      { daysBefore: 7, feePercent: 30 },
      { daysBefore: 2, feePercent: 50 },
      { daysBefore: 0, feePercent: 100 },
    ]
    expect([8, 7, 3, 2, 1, 0].map((days) => cancellationPercent(rules, days))).toEqual([0, 30, 30, 50, 50, 100])
  })
})
