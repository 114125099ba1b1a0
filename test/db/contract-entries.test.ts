import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { allowDiscount } from "#app/subscriptions/contract/allow-discount.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import type { RefundPolicy } from "#app/subscriptions/contract/settlement.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { reshipIssue } from "#app/subscriptions/serve-late.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// 11,000 yen with 10 % tax in 12 issues: 916, 916, 918, … The contracts start with the issue after those already shipped.
const world = smallWorld(useHouse("empty"))
let shipped = 0

/** A term begun with the next issue, so many of its issues served; paid before or not at all. */
async function term(served: number, paid: "paid" | "unpaid" | number = "paid"): Promise<ContractId> {
  const contract = await world.order(await world.reader(), "M12", { startIssue: shipped + 1 })
  if (paid === "paid") await world.pay(contract, 11_000)
  if (typeof paid === "number") await world.pay(contract, paid)
  shipped += served
  await world.ship("TSUKI", shipped)
  return contract
}

const today = () => world.look((scope) => Promise.resolve(scope.today))

const settleBy = (policy: RefundPolicy, feeYen = 0, singlePriceYen: number | null = null) =>
  world.act(
    (scope) => scope.sql`
      update offer set refund_policy = ${policy}, cancellation_fee_yen = ${feeYen}::bigint,
        single_price_yen = ${singlePriceYen}::bigint where code = 'M12'`,
  )

const cancel = (contractId: ContractId) => world.act((scope) => cancelContract(scope, { contractId, reason: "price" }))

beforeAll(world.found)

afterEach(async () => {
  expect(await world.differences()).toEqual([])
})

describe("E1 the entries of a contract, to the yen", () => {
  test("1 and 2: what is prepaid is 前受金, by bank or by card", async () => {
    const contract = await world.order(await world.reader(), "M12", { startIssue: shipped + 1 })
    await world.pay(contract, 11_000)
    expect(await world.lastVoucher()).toEqual({ 前受金: -11_000, 普通預金: 11_000 })
    const byCard = await world.order(await world.reader(), "M12", { startIssue: shipped + 1 })
    await world.pay(byCard, 11_000, "card")
    expect(await world.lastVoucher()).toEqual({ 前受金: -11_000, "未収入金(カード)": 11_000 })
    await cancel(contract)
    await cancel(byCard)
  })

  test("4 and 5: an issue shipped earns from 前受金 where it is paid and 売掛金 where not", async () => {
    const paid = await term(1)
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -83, 売上高: -833, 前受金: 916 })
    await cancel(paid)
    const unpaid = await term(1, "unpaid")
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -83, 売上高: -833, 売掛金: 916 })
    await cancel(unpaid)
  })

  test("6, 7, D5: money that comes later pays what was served first", async () => {
    const contract = await term(3, "unpaid")
    await world.pay(contract, 2_000)
    expect(await world.lastVoucher()).toEqual({ 売掛金: -2_000, 普通預金: 2_000 })
    await cancel(contract)
    const whole = await term(3, "unpaid")
    await world.pay(whole, 11_000)
    expect(await world.lastVoucher()).toEqual({ 前受金: -8_250, 売掛金: -2_750, 普通預金: 11_000 })
    await cancel(whole)
  })

  test("8: an issue that crosses zero takes what is left and owes the rest", async () => {
    const contract = await term(1, 500)
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -83, 売上高: -833, 前受金: 500, 売掛金: 416 })
    await cancel(contract)
  })

  test("9: cancelled after five, pro rata", async () => {
    await settleBy("pro-rata")
    await cancel(await term(5))
    expect(await world.lastVoucher()).toEqual({ 前受金: 6_418, 未払金: -6_418 })
  })

  test("the refund owed is paid out once", async () => {
    await settleBy("pro-rata")
    const { refundNumber } = await cancel(await term(5))
    const payment = { number: refundNumber ?? "", paidOn: await today(), way: "bank-transfer" as const }
    await expect(
      world.act((scope) => payRefund(scope, { ...payment, paidOn: calendarDate("2026-04-01") })),
    ).rejects.toMatchObject({
      code: "paid-before-owed",
    })
    await expect(
      world.act((scope) => payRefund(scope, { ...payment, paidOn: calendarDate("2099-01-01") })),
    ).rejects.toMatchObject({ code: "paid-in-the-future" })
    await world.act((scope) => payRefund(scope, payment))
    expect(await world.lastVoucher()).toEqual({ 普通預金: -6_418, 未払金: 6_418 })
    await expect(world.act((scope) => payRefund(scope, payment))).rejects.toMatchObject({ code: "refund-paid-already" })
    await expect(world.act((scope) => payRefund(scope, { ...payment, number: "R9" }))).rejects.toMatchObject({
      code: "unknown-refund",
    })
  })

  test("10: with a fee of 500 kept", async () => {
    await settleBy("fee", 500)
    await cancel(await term(5))
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -45, 前受金: 6_418, 未払金: -5_918, 解約手数料収入: -455 })
  })

  test("11: with the served issues at the single price of 1,100", async () => {
    await settleBy("re-priced", 0, 1_100)
    await cancel(await term(5))
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -83, 売上高: -835, 前受金: 6_418, 未払金: -5_500 })
  })

  test("12: without a refund the schedule's remainder is earned", async () => {
    await settleBy("none")
    await cancel(await term(5))
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -584, 売上高: -5_834, 前受金: 6_418 })
    await settleBy("pro-rata")
  })

  test("13: money back for a served issue, and no more than was served", async () => {
    const contractId = await term(1)
    await world.act((scope) => allowDiscount(scope, { contractId, amountYen: 916, note: "汚損" }))
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: 83, 売上値引: 833, 未払金: -916 })
    const again = world.act((scope) => allowDiscount(scope, { contractId, amountYen: 1, note: "汚損" }))
    await expect(again).rejects.toMatchObject({ code: "more-than-served" })
    await cancel(contractId)
  })

  test("14: a copy sent again books nothing", async () => {
    const contractId = await term(1)
    const before = await world.lastVoucher()
    await world.act((scope) => reshipIssue(scope, { publication: "TSUKI", issue: shipped, contractIds: [contractId] }))
    expect(await world.lastVoucher()).toEqual(before)
    const unshipped = world.act((scope) =>
      reshipIssue(scope, { publication: "TSUKI", issue: shipped + 1, contractIds: [contractId] }),
    )
    await expect(unshipped).rejects.toMatchObject({ code: "issue-not-shipped" })
    await cancel(contractId)
  })

  test("15 and 16: a debt of three issues written off, and recovered later", async () => {
    const contractId = await term(3, "unpaid")
    const early = world.act((scope) => writeOffContract(scope, { contractId, note: "" }))
    await expect(early).rejects.toMatchObject({ code: "stop-it-first" })
    await world.act((scope) => stopContract(scope, { contractId }))
    await world.act((scope) => writeOffContract(scope, { contractId, note: "所在不明" }))
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: 250, 売掛金: -2_750, 貸倒損失: 2_500 })
    await world.pay(contractId, 2_750)
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -250, 償却債権取立益: -2_500, 普通預金: 2_750 })
    const nothing = world.act((scope) => writeOffContract(scope, { contractId, note: "" }))
    await expect(nothing).rejects.toMatchObject({ code: "nothing-unpaid" })
  })

  test("17: what is left moves to another title", async () => {
    const contractId = await term(5)
    const offerId = await world.offerId("Q4")
    const moved = await world.act((scope) => transferContract(scope, { contractId, offerId }))
    expect(await world.lastVoucher()).toEqual({ "前受金 KISETSU": -6_418, "前受金 TSUKI": 6_418 })
    expect(moved.units).toBe(3)
    expect(await world.position(moved.id)).toMatchObject({ deferredYen: 6_418, receivableYen: 0 })
    expect(await world.position(contractId)).toMatchObject({ deferredYen: 0, state: "transferred" })
    await cancel(moved.id)
  })

  test("18: more than the price is 仮受金 until somebody decides", async () => {
    const contract = await world.order(await world.reader(), "M12", { startIssue: shipped + 1 })
    await world.pay(contract, 12_000)
    expect(await world.lastVoucher()).toEqual({ 仮受金: -1_000, 前受金: -11_000, 普通預金: 12_000 })
    await cancel(contract)
  })

  test("21 and 22: grace books nothing; the renewal earns the two issues served meanwhile", async () => {
    await world.act((scope) => scope.sql`update offer set grace_issues = 3 where code = 'M12'`)
    const contractId = await term(12)
    const before = await world.look((scope) => scope.sql`select count(*) as vouchers from voucher_line`)
    shipped += 2
    await world.ship("TSUKI", shipped)
    expect(await world.look((scope) => scope.sql`select count(*) as vouchers from voucher_line`)).toEqual(before)
    const offerId = await world.offerId("M12")
    const { contract } = await world.act((scope) =>
      renewContract(scope, {
        ...{ contractId, offerId, channel: "phone", paymentWay: "bank-transfer", effort: null },
        payment: {
          ...{ way: "bank-transfer", amountYen: 11_000, receivedOn: scope.today, externalKey: "renewal" },
          ...{ cardBrand: null, cardLast4: null },
        },
      }),
    )
    expect(await world.lastVoucher()).toEqual({ 仮受消費税: -166, 売上高: -1_666, 前受金: 1_832 })
    expect(contract.startIssue).toBe(shipped - 1)
    expect(await world.position(contract.id)).toMatchObject({ servedUnits: 2, deferredYen: 9_168 })
  })
})
