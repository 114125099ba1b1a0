import { beforeAll, describe, expect, test } from "vitest"
import { payersWithItems } from "#app/billing/bank/bank-lines.server.ts"
import { suggestFor } from "#app/billing/bank/suggestion.ts"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { offerForEdit } from "#app/publications/offer-for-edit.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { receivePayment } from "#app/subscriptions/contract/receive-payment.server.ts"
import { enterOrder, newOrderId } from "#app/subscriptions/enter-order.server.ts"
import { orderForPage } from "#app/subscriptions/order-for-page.server.ts"
import { placeOrder, type StaffOrder } from "#app/subscriptions/place-order.server.ts"
import { addPromotion } from "#app/subscriptions/promotions/add-promotion.server.ts"
import { promotionForm } from "#app/subscriptions/promotions/promotion-form.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const form = offerForm("ja")
const typed = (more: Readonly<Record<string, string>>) => ({
  ...{ code: "SET", publication: "TSUKI", name: "つき・きせつセット", kind: "bundle", units: "1", priceYen: "15001" },
  ...{ onSale: "on", refundPolicy: "pro-rata", components: "M12\nQ4" },
  ...more,
})
const save = (more: Readonly<Record<string, string>>, isNew = true) =>
  world.act((scope) => saveOffer(scope, form.parse(typed(more)), isNew))

beforeAll(async () => {
  await world.found()
  await save({})
})

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error("it was not refused", { cause: error })
  return `${error.code}${error.options.field === undefined ? "" : ` @${error.options.field}`}`
}

/** A phone order of the bundle; its two contracts, the monthly's first. */
async function order(payerId: MemberId, more: Partial<StaffOrder> = {}) {
  const offerId = await world.offerId("SET")
  const made = await world.act((scope) =>
    placeOrder(scope, {
      ...{ payerId, offerId, recipients: [{ memberId: payerId, copies: 1 }], channel: "phone" },
      ...{ paymentWay: "bank-transfer", startIssue: 1, sourceCode: "" },
      ...more,
    }),
  )
  const [monthly, quarterly] = made.contracts
  if (!monthly || !quarterly) throw new Error("the bundle opened too few contracts")
  return { ...made, monthly: monthly.id, quarterly: quarterly.id }
}
const standing = (id: string) => world.look((scope) => contractAsItStands(scope, id))

describe("bundles of titles", () => {
  test("D1 the form asks for two titles; each a subscription at a price for everybody, the first of the bundle's title", async () => {
    const lacks = (more: Readonly<Record<string, string>>) => {
      const read = form.safeParse(typed(more))
      return read.success ? [] : read.error.issues.map(({ path }) => path.join("."))
    }
    expect(lacks({})).toEqual([])
    expect(lacks({ components: "M12" })).toEqual(["components"])
    expect(lacks({ kind: "term" })).toEqual(["components"])
    expect(lacks({ autoRenewal: "on" })).toEqual([])
    expect(lacks({ condition: "students", successor: "M12" })).toEqual(["condition"])
    for (const components of ["M12\nNONE", "M12\nQF", "M12\nM3", "M12\nSET"]) {
      expect(await refusalOf(save({ code: "B9", components })), components).toBe("component-not-fitting @components")
    }
    expect(await refusalOf(save({ code: "B9", components: "Q4\nM12" }))).toBe("bundle-of-another-title @components")
    const kept = await world.look((scope) => offerForEdit(scope, "SET"))
    expect(kept).toMatchObject({ kind: "bundle", units: "16", components: "M12\nQ4" })
  })

  test("D1 what is in a bundle stays a subscription at a price for everybody, and a bundle stays one", async () => {
    const q4 = {
      code: "Q4",
      publication: "KISETSU",
      name: "1年",
      kind: "term",
      priceYen: "6600",
      units: "4",
      components: "",
    }
    for (const [more, field] of [
      [{ kind: "single" }, "kind"],
      [{ priceYen: "0" }, "priceYen"],
      [{ condition: "holders", conditionTitle: "TSUKI", successor: "QX" }, "condition"],
    ] as const) {
      expect(await refusalOf(save({ ...q4, ...more }, false)), field).toBe(`offer-in-a-bundle @${field}`)
    }
    const m3 = { code: "M3", name: "お試し3回", units: "3", priceYen: "10000" }
    expect(await refusalOf(save(m3, false))).toBe("bundle-stays-one @kind")
    expect(await refusalOf(save({ kind: "term", components: "" }, false))).toBe("bundle-stays-one @kind")
  })

  test("D2 I2 I3 one order, a contract for each title, the price apportioned to the yen; one payment, voucher and receipt", async () => {
    const payer = await world.reader()
    const { orderId, monthly, quarterly } = await order(payer, { recipients: [{ memberId: payer, copies: 3 }] })
    expect([await standing(monthly), await standing(quarterly)]).toMatchObject([
      { priceYen: 28_126, units: 12, copies: 3, startIssue: 1, autoRenewal: false },
      { priceYen: 16_877, units: 4, copies: 3, startIssue: 1, autoRenewal: false },
    ])
    const page = await world.look((scope) => orderForPage(scope, orderId))
    expect(page).toMatchObject({ bundle: "つき・きせつセット", totalYen: 45_003, contracts: [{}, {}] })
    const paymentId = await world.act((scope) =>
      receivePayment(scope, {
        ...{ contractId: quarterly, way: "bank-transfer", amountYen: 45_103, receivedOn: calendarDate("2026-04-01") },
        reference: "B-1",
      }),
    )
    expect(await world.lastVoucher()).toEqual({
      ...{ 普通預金: 45_103, "前受金 TSUKI": -28_126, "前受金 KISETSU": -16_877, 仮受金: -100 },
    })
    const addressee = { name: "読者", department: "", honorific: "様" }
    const receipt = await world.act((scope) => receiptForPayment(scope, { paymentId, addressee }))
    const lines = await world.look(
      (scope) => scope.sql<{ yen: number }>`
        select amount_yen as yen from issued_paper_line where paper_id = ${receipt}::uuid order by line_no`,
    )
    expect(lines.map(({ yen }) => yen).sort()).toEqual([100, 16_877, 28_126])
    expect(await world.differences()).toEqual([])
  })

  test("D5 a deposit of what a set costs pays its titles, whatever else its reader owes", async () => {
    const payer = await world.reader()
    const { monthly, quarterly } = await order(payer)
    await world.order(payer, "M3")
    const owing = (await world.look((scope) => payersWithItems(scope, [payer]))).get(payer)
    if (!owing) throw new Error("the reader owes nothing")
    expect(suggestFor(15_001, owing, "kana", { absorbs: false, fees: [] })).toMatchObject({
      ...{ amount: "exact", restYen: 0, isCertain: true },
      parts: [{ subjectId: monthly }, { subjectId: quarterly }],
    })
  })

  test("E1 E5 each title has its own books from then on; ending one leaves the other", async () => {
    const { monthly, quarterly } = await order(await world.reader())
    await world.pay(monthly, 9_375)
    await world.pay(quarterly, 5_626)
    await world.ship("TSUKI", 3)
    expect(await world.position(monthly)).toMatchObject({ servedUnits: 3, deferredYen: 9_375 - 2_343 })
    expect(await world.position(quarterly)).toMatchObject({ servedUnits: 0, deferredYen: 5_626 })
    const { settlement } = await world.act((scope) => cancelContract(scope, { contractId: monthly, reason: "price" }))
    expect(settlement.refundYen).toBe(9_375 - 2_343)
    expect(await world.position(monthly)).toMatchObject({ state: "cancelled", deferredYen: 0 })
    expect(await world.position(quarterly)).toMatchObject({ state: "active", deferredYen: 5_626 })
    await world.ship("KISETSU", 1)
    expect(await world.position(quarterly)).toMatchObject({ servedUnits: 1, deferredYen: 4_221 })
    expect(await world.differences()).toEqual([])
  })

  test("D5 one invoice for all titles, by the night's run and by hand; ending one lowers its share alone", async () => {
    world.today("2026-07-20")
    const [first, second] = [await world.reader(), await world.reader()]
    const byNight = await order(first, { paymentWay: "invoice" })
    await order(second, { paymentWay: "invoice" })
    const addressee = { name: "読者", department: "", honorific: "様" }
    const dueOn = calendarDate("2026-08-31")
    const byHand = await world.act((scope) =>
      invoiceContract(scope, { contractId: byNight.quarterly, addressee, dueOn }),
    )
    expect(await world.act((scope) => issueDueInvoices(scope, scope.today))).toMatchObject({
      invoices: 1,
      contracts: 2,
    })
    const again = await world.act((scope) => invoiceContract(scope, { contractId: byNight.monthly, addressee, dueOn }))
    expect(again).toBe(byHand)
    expect(await world.look((scope) => contractsToInvoice(scope, scope.today))).toEqual([])
    const invoices = await world.look(
      (scope) => scope.sql<{ yen: number; lines: number }>`
        select sum(line.amount_yen)::bigint as yen, count(*)::integer as lines from issued_paper as paper
        join issued_paper_line as line on line.paper_id = paper.id where paper.kind = 'invoice' group by paper.id`,
    )
    expect(invoices).toEqual([
      { yen: 15_001, lines: 2 },
      { yen: 15_001, lines: 2 },
    ])
    await world.act((scope) => cancelContract(scope, { contractId: byNight.quarterly, reason: "price" }))
    const [open] = await world.look(
      (scope) => scope.sql<{ yen: number }>`
        select left_yen as yen from invoice_open_item where invoice_id = ${byHand}::uuid`,
    )
    expect(open?.yen).toBe(9_375)
    expect(await world.differences()).toEqual([])
  })

  test("D1 no promotion code lowers a bundle; a double submit is one order, another content under it is refused", async () => {
    const payer = await world.reader()
    const spring = promotionForm("ja").parse({ code: "SPRING-9", kind: "percent", amount: "10", mostUses: "" })
    await world.act((scope) => addPromotion(scope, spring))
    expect(await refusalOf(order(payer, { promotionCode: "SPRING-9" }))).toBe("promotion-not-for-plan @promotionCode")
    const [member] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`,
    )
    const number = member?.number ?? ""
    const entry = {
      ...{
        orderId: await world.act(newOrderId),
        payerNumber: number,
        offer: await world.offerId("SET"),
        startIssue: 4,
      },
      ...({ channel: "phone", paymentWay: "bank-transfer" } as const),
      recipients: [{ number, copies: 1 }],
    }
    const once = await world.act((scope) => enterOrder(scope, entry))
    expect((await world.act((scope) => enterOrder(scope, entry))).orderId).toBe(once.orderId)
    const changed = { ...entry, offer: await world.offerId("M12") }
    expect(await refusalOf(world.act((scope) => enterOrder(scope, changed)))).toBe("order-entered-already")
    const contracts = await world.look(
      (scope) =>
        scope.sql`select start_issue as start from contract where order_id = ${once.orderId}::uuid order by number`,
    )
    // The monthly goes on with its fourth issue, the quarterly with its second.
    expect(contracts).toEqual([{ start: 4 }, { start: 2 }])
  })

  test("D4 B1 a bundle of terms of unlike length is not renewed as a whole: each title by its own plan, and none by card", async () => {
    world.today("2026-07-21")
    await save({ code: "SET3", components: "M3\nQ4", priceYen: "9000" })
    const payer = await world.reader()
    const { monthly } = await order(payer, { offerId: await world.offerId("SET3"), paymentWay: "card" })
    const due = await world.look((scope) => renewalsDue(scope, scope.today))
    expect(due.filter(({ contractId }) => contractId === monthly)).toMatchObject([
      { offer: "お試し3回", priceYen: 10_000 },
    ])
    const charged = await world.look((scope) => autoRenewalsDue(scope, calendarDate("2026-12-01")))
    expect(charged.filter(({ memberId }) => memberId === idOf<"member">(payer))).toEqual([])
  })
})
