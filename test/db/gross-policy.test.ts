import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import { vouchersKnown, vouchersSince } from "#test/support/voucher-lines.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { allowDiscount } from "#app/subscriptions/contract/allow-discount.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { naiveBilled } from "#test/oracle/naive-billed.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { expectHomeAsBooks } from "#test/support/home-beside-books.ts"
import { useHouse } from "#test/support/use-house.ts"

// ⚙ Dr 売掛金 / Cr 前受金 with the invoice: each act's entries to the yen, and a clerk's 売掛金 beside the books after each.
const house = useHouse("empty")
const world = seminarWorld(house)
/** The office that takes money for contracts. */
const till = smallWorld(house)
const to = { name: "株式会社つばめ", department: "", honorific: "御中" }
let shipped = 0

const next = async (count: number) => {
  shipped += count
  await world.ship("TSUKI", shipped)
}
const invoice = (contractId: ContractId) =>
  world.act((scope) => invoiceContract(scope, { contractId, addressee: to, dueOn: calendarDate("2028-05-31") }))
const term = async () => world.order(await world.reader(), "M12", { startIssue: shipped + 1, paymentWay: "invoice" })
const policy = (booksPolicy: "net" | "gross") =>
  world.act(async (scope) => saveBillingSettings(scope, { ...(await billingSettings(scope)), booksPolicy }))

/** What an act posted, voucher by voucher: kind, then each line of 売掛金, 前受金 and money as 借方 positive. */
async function posts(act: () => Promise<unknown>) {
  const mark = await world.look(vouchersKnown)
  await act()
  return world.look((scope) => vouchersSince(scope, mark))
}

beforeAll(async () => {
  await world.found()
  world.today("2026-04-01")
  await policy("gross")
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
  await world.look(expectHomeAsBooks)
  expect(await world.look(naiveBilled)).toEqual([])
})

describe("⚙ gross policy: the invoice is the receivable", () => {
  test("D5 11,000 billed and 9,900 paid leave 請求残 and 売掛金 of 1,100; served issues take 前受金 alone", async () => {
    const contract = await term()
    expect(await posts(() => invoice(contract))).toEqual([["invoice", { receivable: 11_000, deferred: -11_000 }]])
    expect(await posts(() => next(1))).toEqual([["issue-run", { deferred: 916, sales: -833, "output-tax": -83 }]])
    expect(await posts(() => till.pay(contract, 9_900))).toEqual([["payment", { bank: 9_900, receivable: -9_900 }]])
    expect(await posts(() => till.pay(contract, 1_100))).toEqual([["payment", { bank: 1_100, receivable: -1_100 }]])
    expect(await posts(() => invoice(contract))).toEqual([])
    await next(11)
  })

  test("paid before the invoice, it is no receivable; served before the invoice, it is one already", async () => {
    const [early, late] = [await term(), await term()]
    expect(await posts(() => till.pay(early, 4_000))).toEqual([["payment", { bank: 4_000, deferred: -4_000 }]])
    expect(await posts(() => invoice(early))).toEqual([["invoice", { receivable: 7_000, deferred: -7_000 }]])
    await next(2)
    expect(await posts(() => invoice(late))).toEqual([["invoice", { receivable: 9_168, deferred: -9_168 }]])
    expect(await posts(() => till.pay(late, 11_000))).toEqual([["payment", { bank: 11_000, receivable: -11_000 }]])
  })

  test("cancelled, discounted or stopped, what will not be served leaves both accounts with the invoice", async () => {
    const [one, two, three] = [await term(), await term(), await term()]
    for (const contract of [one, two, three]) await invoice(contract)
    await next(3)
    const cancelled = await posts(() =>
      world.act((scope) => cancelContract(scope, { contractId: one, reason: "other", policy: "pro-rata" })),
    )
    expect(cancelled).toEqual([["invoice", { deferred: 8_250, receivable: -8_250 }]])
    const discounted = await posts(() =>
      world.act((scope) => allowDiscount(scope, { contractId: two, amountYen: 916, note: "" })),
    )
    expect(discounted).toEqual([["allowance", { "sales-discount": 833, "output-tax": 83, receivable: -916 }]])
    await world.act((scope) => stopContract(scope, { contractId: three }))
    const lost = await posts(() => world.act((scope) => writeOffContract(scope, { contractId: three, note: "" })))
    expect(lost).toEqual([["write-off", { "bad-debt": 2_500, "output-tax": 250, receivable: -2_750 }]])
  })

  test("transferred to another title, the invoice of the old term keeps what was served", async () => {
    const contract = await term()
    await invoice(contract)
    await till.pay(contract, 5_000)
    await next(2)
    const [offer] = await world.look((scope) => scope.sql<{ id: string }>`select id from offer where code = 'Q4'`)
    const quarterly = offer?.id ?? ""
    await world.act((scope) => transferContract(scope, { contractId: contract, offerId: quarterly }))
    const { receivableYen } = await world.position(contract)
    expect(receivableYen).toBe(0)
    const [gross] = await world.look(
      (scope) => scope.sql<{ yen: number }>`
        select sum(receivable_yen)::bigint as yen from ledger_movement where subject_id = ${contract}::uuid`,
    )
    expect(gross?.yen).toBe(receivableYen)
  })

  test("two contracts of a payer, on separate days: a second run of each books nothing", async () => {
    const run = () => world.act((scope) => issueDueInvoices(scope, scope.today))
    await run()
    const contracts = [await term(), await term()]
    const billed = await posts(run)
    expect(billed.map(([kind]) => kind)).toEqual(["invoice"])
    expect(billed[0]?.[1]).toMatchObject({ receivable: 22_000, deferred: -22_000 })
    expect(await posts(run)).toEqual([])
    expect(await posts(() => world.act((scope) => bookBilled(scope, contracts, scope.today)))).toEqual([])
  })

  test("two payments of one invoice at the same instant, and an issue run: every yen once", async () => {
    const contracts = await Promise.all(Array.from({ length: 6 }, term))
    for (const contract of contracts) await invoice(contract)
    await Promise.all([
      ...contracts.flatMap((contract) => [till.pay(contract, 5_000), till.pay(contract, 6_000)]),
      next(1),
    ])
  })

  test("F11 a seat by invoice: billed, held, paid; cancelled too late, its fee is the receivable that it was", async () => {
    world.today("2028-11-20")
    await world.load(seminarGiven("GROSS", { ...paid(11_000), sessions: [{ startsAt: "2028-12-10 13:30", endsAt: "2028-12-10 16:00", room: "KANDA" }] })) // prettier-ignore
    let [order, other] = ["", ""]
    expect(await posts(async () => (order = await world.apply("GROSS", { way: "invoice" })))).toEqual([
      ["invoice", { receivable: 11_000, deferred: -11_000 }],
    ])
    other = await world.apply("GROSS", { way: "invoice" })
    world.today("2028-12-10")
    const cancelled = await posts(() =>
      world.act((scope) => cancelRegistrations(scope, { orderId: other, registrationIds: null })),
    )
    expect(cancelled).toEqual([
      ["cancellation", { receivable: 11_000, "cancellation-fee": -10_000, "output-tax": -1_000 }],
      ["invoice", { deferred: 11_000, receivable: -11_000 }],
    ])
    world.today("2028-12-11")
    await world.act((scope) => recogniseHeldSeminars(scope, calendarDate("2028-12-11")))
    expect(await posts(() => world.pay(order, 11_000))).toEqual([["payment", { bank: 11_000, receivable: -11_000 }]])
  })

  test("the policy is refused a change once an invoice stands, beside its field", async () => {
    await expect(policy("net")).rejects.toMatchObject({
      code: "books-policy-in-use",
      options: { field: "booksPolicy" },
    })
    await policy("gross")
  })
})
