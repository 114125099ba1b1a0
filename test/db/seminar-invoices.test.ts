import { beforeAll, describe, expect, test } from "vitest"
import { decideApproval } from "#app/seminars/apply/decide-approval.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { paperForPage } from "#app/billing/papers/paper-for-page.server.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)
const other = { familyName: "同僚", givenName: "二", familyNameKana: "ドウリョウ", givenNameKana: "ニ", email: "" }

beforeAll(async () => {
  await office.found()
  await office.load(seminarGiven("BILL", paid(11_000)))
})

const papersOf = (orderId: string) => office.look((scope) => papersForOrder(scope, orderId))
const sums = async (orderId: string) =>
  (await papersOf(orderId)).map(({ kind, totalYen, leftYen }) => [kind, totalYen, leftYen])
const cancel = (orderId: string, registrationIds: readonly string[] | null, feePercent?: number) =>
  office.act((scope) =>
    cancelRegistrations(scope, { orderId, registrationIds, ...(feePercent === undefined ? {} : { feePercent }) }),
  )
const firstOf = async (orderId: string) =>
  (
    await office.look(
      (scope) =>
        scope.sql<{ id: string }>`select id from registration where order_id = ${orderId}::uuid order by seq limit 1`,
    )
  )[0]?.id ?? ""
const ties = async () => {
  expect(await office.differences()).toEqual([])
}

describe("invoices of seminar orders", () => {
  test("F2 D5 a confirmed order by invoice has its 適格請求書 at once, named in the mail; pressed twice it is one", async () => {
    const order = await office.apply("BILL", { way: "invoice", others: [other] })
    await office.act((scope) => placeSeminarOrder(scope, order))
    expect(await sums(order)).toEqual([["invoice", 22_000, 22_000]])
    const [paper] = await papersOf(order)
    const { snapshot } = await office.look((scope) => paperForPage(scope, paper?.id ?? ""))
    expect(snapshot.lines).toEqual([
      {
        ...{ description: "受講料 園芸講座 BILL 一般", supplied: "2026年12月10日", quantity: 2, unitYen: 11_000 },
        ...{ amountYen: 22_000, ratePercent: 10 },
      },
    ])
    expect(snapshot.rates).toEqual([{ ratePercent: 10, grossYen: 22_000, taxYen: 2_000 }])
    expect(snapshot.dueOn).not.toBeNull()
    const [mail] = await office.look(
      (scope) =>
        scope.sql<{
          text: string
        }>`select body_text as text from outbox where dedupe_key like ${`seminar-confirmed:${order}:%`}`,
    )
    expect(mail?.text).toContain(paper?.number)
  })

  test("F2 who pays by card or at the door has no invoice, and who waits for approval has one only when accepted", async () => {
    expect(await sums(await office.apply("BILL", { way: "onsite" }))).toEqual([])
    await office.load(seminarGiven("ASKS", paid(5_500, { needsApproval: true })))
    const [accepted, rejected] = [
      await office.apply("ASKS", { way: "invoice" }),
      await office.apply("ASKS", { way: "invoice" }),
    ]
    expect(await sums(accepted)).toEqual([])
    await office.act((scope) => decideApproval(scope, accepted, "accept"))
    await office.act((scope) => decideApproval(scope, rejected, "reject"))
    expect(await sums(accepted)).toEqual([["invoice", 5_500, 5_500]])
    expect(await sums(rejected)).toEqual([])
  })

  test("D5 what is paid settles the invoice to the yen, in parts and never below nothing", async () => {
    const order = await office.apply("BILL", { way: "invoice" })
    await office.pay(order, 1_000)
    expect(await sums(order)).toEqual([["invoice", 11_000, 10_000]])
    await office.pay(order, 12_000)
    expect(await sums(order)).toEqual([["invoice", 11_000, 0]])
    await ties()
  })

  test("E5 an unpaid order cancelled by the rule leaves open the fee alone, which is then paid", async () => {
    const order = await office.apply("BILL", { way: "invoice" })
    office.today("2026-12-05")
    await cancel(order, null)
    expect(await sums(order)).toEqual([
      ["invoice", 11_000, 3_300],
      ["credit-note", 7_700, null],
    ])
    await office.pay(order, 3_300)
    expect((await sums(order))[0]).toEqual(["invoice", 11_000, 0])
    await ties()
    office.today("2026-11-20")
  })

  test("E5 cancelled without a fee nothing stays open; at the whole fee nothing is lowered", async () => {
    const free = await office.apply("BILL", { way: "invoice" })
    await cancel(free, null, 0)
    expect(await sums(free)).toEqual([
      ["invoice", 11_000, 0],
      ["credit-note", 11_000, null],
    ])
    const whole = await office.apply("BILL", { way: "invoice" })
    await cancel(whole, null, 100)
    expect(await sums(whole)).toEqual([["invoice", 11_000, 11_000]])
    await ties()
  })

  test("E5 of what was paid in part, the open rest is lowered first and a small amount back needs no note", async () => {
    const order = await office.apply("BILL", { way: "invoice", others: [other] })
    await office.pay(order, 15_000)
    expect(await cancel(order, [await firstOf(order)], 30)).toMatchObject({ feeYen: 3_300, refundYen: 700 })
    expect(await sums(order)).toEqual([
      ["invoice", 22_000, 0],
      ["credit-note", 7_000, null],
    ])
    await ties()
  })

  test("E5 what was paid and goes back has its 適格返還請求書 from 10,000 yen on, and the invoice stays settled", async () => {
    const order = await office.apply("BILL", { way: "invoice" })
    await office.pay(order, 11_000)
    expect(await cancel(order, null, 0)).toMatchObject({ refundYen: 11_000 })
    expect(await sums(order)).toEqual([
      ["invoice", 11_000, 0],
      ["credit-note", 11_000, null],
    ])
    await ties()
  })
})
