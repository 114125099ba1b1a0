import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { receiveServicePayment } from "#app/billing/services/receive-service-payment.server.ts"
import { billServices, servicesToBill } from "#app/desk/services/bill-services.server.ts"
import {
  cancelServiceContract,
  changeServiceOptions,
  changeServicePlan,
} from "#app/desk/services/change-service-contract.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { saveTaxRate } from "#app/ledger/save-tax-rate.server.ts"
import { closeChecklist } from "#app/reports/close-checklist.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { movementsOfVoucher } from "#app/reports/movements.server.ts"
import { house as openHouse } from "#app/platform/house.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { expectHomeAsBooks } from "#test/support/home-beside-books.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"
import { vouchersKnown, vouchersSince } from "#test/support/voucher-lines.ts"

import { expectRefused, serviceDesk, serviceItem } from "#test/support/service-desk.ts"

const house = useHouse("empty")
const { world, numberOf, client, open, bill, page, billed, posts, invoicesOf, deposit, found } = serviceDesk(house)
const day = calendarDate
let contract = ""

beforeAll(async () => {
  contract = (await found()).contract
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
  await world.look(expectHomeAsBooks)
})

describe("a month that is billed stays as it was billed", () => {
  const change = (fromOn: string) =>
    world.act((scope) =>
      changeServicePlan(scope, { id: contract, planCode: "LARGE", noticeOn: day("2026-04-20"), wishedOn: day(fromOn) }),
    )
  const options = (fromMonth: string) =>
    world.act((scope) => changeServiceOptions(scope, { id: contract, optionCodes: [], fromMonth: month(fromMonth) }))
  const cancel = (id: string, endsOn: string) =>
    world.act((scope) => cancelServiceContract(scope, { id, noticeOn: day("2026-08-01"), endsOn: day(endsOn) }))

  test("B8 B9 plan and options do not change within it; the earliest day is named beside the field", async () => {
    world.today("2026-08-20")
    await bill("2026-07-31")
    await expectRefused(change("2026-07-31"), "service-month-is-billed", "wishedOn", "2026-08-01")
    await expectRefused(options("2026-07"), "service-month-is-billed", "fromMonth", "2026-08")
    await bill("2026-08-31")
    await expectRefused(options("2026-08"), "service-month-is-billed", "fromMonth", "2026-09")
    await options("2026-09")
    await change("2026-09-16")
    const [september] = (await page(contract)).bills.filter(({ month: of }) => of === "2026-09")
    expect(september?.lines.map(({ netYen }) => netYen)).toEqual([15_000, 25_000])
  })

  test("B6 the end lies not before the last day billed: its month is billed whole, and none after it", async () => {
    const payer = await client("おわり商会")
    const id = await open(payer, "2026-04-01", [])
    await bill("2026-08-31")
    await expectRefused(cancel(id, "2026-08-30"), "service-month-is-billed", "endsOn", "2026-08-31")
    await cancel(id, "2026-08-31")
    expect(await bill("2026-12-31")).toMatchObject({ bills: 4 })
    expect((await billed(id)).map(([of]) => of)).toEqual(["2026-08", "2026-07", "2026-06", "2026-05", "2026-04"])
    world.today("2026-10-01")
    const number = await numberOf(payer)
    await expect(world.act((scope) => eraseMember(scope, number))).rejects.toMatchObject({ code: "money-still-owed" })
  })

  test("B6 whose last month is not billed yet is not erased", async () => {
    const payer = await client("みせいきゅう商会")
    world.today("2027-05-05")
    const id = await open(payer, "2027-01-01", [])
    await world.act((scope) =>
      cancelServiceContract(scope, { id, noticeOn: day("2027-05-01"), endsOn: day("2027-05-04") }),
    )
    const number = await numberOf(payer)
    await expect(world.act((scope) => eraseMember(scope, number))).rejects.toMatchObject({
      code: "contract-still-runs",
    })
  })
})

describe("closing days and closed months", () => {
  test("D5 with a closing day the month waits for it and goes on one invoice with what else was ordered", async () => {
    world.today("2027-06-05")
    const payer = await client("しめび協会", 20)
    const id = await open(payer, "2027-05-01")
    const subscription = await world.order(payer, "M12", { paymentWay: "invoice", startIssue: 20 })
    await bill("2027-05-31")
    expect(await invoicesOf(payer)).toEqual([])
    expect(await billed(id)).toEqual([["2027-05", 35_530, 35_530, false]])
    expect(await world.act((scope) => issueDueInvoices(scope, day("2027-06-19")))).toMatchObject({ invoices: 0 })
    expect(await world.act((scope) => issueDueInvoices(scope, day("2027-06-20")))).toEqual({
      ...{ invoices: 1, contracts: 1, seminarOrders: 0, serviceBills: 1, amountYen: 46_530, isMore: false },
    })
    expect(await world.act((scope) => issueDueInvoices(scope, day("2027-06-20")))).toMatchObject({ invoices: 0 })
    const [made] = await invoicesOf(payer)
    expect(made).toMatchObject({ total: 46_530, due: "2027-07-31", facts: [["締日", "2027年6月20日"]] })
    expect(made?.lines).toHaveLength(4)
    // A deposit of the whole pays both.
    world.today("2027-07-15")
    const line = await deposit(46_530)
    const payerNumber = await numberOf(payer)
    await world.act((scope) => settleForPayer(scope, { lineId: line.id, payerNumber }))
    expect(await world.lastVoucher()).toEqual({ 普通預金: 46_530, 売掛金: -35_530, 前受金: -11_000 })
    expect(await billed(id)).toEqual([["2027-05", 35_530, 0, true]])
    expect(await world.position(subscription)).toMatchObject({ deferredYen: 11_000 })
  })

  test("E a month that is closed takes no voucher: what is billed of it later stands on the first open day, taxed as of its own", async () => {
    world.today("2027-08-01")
    await world.act((scope) =>
      saveTaxRate(scope, {
        ...{ fromOn: day("2027-08-01"), percent: 12, keepsOldRate: "none", contractedBefore: null },
      }),
    )
    const asked = async () =>
      (await world.look((scope) => closeChecklist(scope, month("2027-07")))).find(
        ({ key }) => key === "services-billed",
      )
    expect(await asked()).toMatchObject({ state: "fail", detail: { ja: "残り2件" } })
    await bill("2027-07-31")
    expect(await asked()).toMatchObject({ state: "ok" })
    await world.act((scope) => closeMonth(scope, { month: month("2027-07"), explanation: "試験" }))
    const payer = await client("おそい商会")
    const id = await open(payer, "2027-07-01", [])
    const vouchers = await posts(() => bill("2027-08-31"))
    expect(vouchers.map(([kind]) => kind)).toEqual(["service", "service"])
    const rows = await world.look(
      (scope) => scope.sql<{ on: string; tax: string; month: string; rate: number; yen: number }>`
        select voucher.effective_on as on, max(line.tax_class) filter (where line.tax_class <> 'none') as tax, bill.month,
          bill.tax_rate_percent as rate, bill.tax_yen as yen
        from service_bill as bill join service_movement as moved on moved.bill_id = bill.id
        join voucher on voucher.id = moved.voucher_id join voucher_line as line on line.voucher_id = voucher.id
        where bill.contract_id = ${id}::uuid group by voucher.id, voucher.effective_on, bill.id, bill.month, bill.tax_rate_percent, bill.tax_yen
        order by bill.month`,
    )
    expect(rows).toEqual([
      { on: "2027-08-01", tax: "sales-10", month: "2027-07", rate: 10, yen: 3_000 },
      { on: "2027-08-31", tax: "sales-12", month: "2027-08", rate: 12, yen: 3_600 },
    ])
    await expect(
      world.act((scope) =>
        saveTaxRate(scope, { fromOn: day("2027-08-20"), percent: 13, keepsOldRate: "none", contractedBefore: null }),
      ),
    ).rejects.toMatchObject({ code: "tax-rate-in-use" })
  })

  test("E a voucher leads to the service contracts that it billed", async () => {
    const [row] = await world.look(
      (scope) => scope.sql<{ id: string }>`
        select voucher_id as id from service_movement where bill_id = (select id from service_bill where contract_id = ${contract}::uuid
          and month = '2026-04') and cause = 'billed'`,
    )
    const moved = await world.look((scope) => movementsOfVoucher(scope, row?.id ?? "", { limit: 10, offset: 0 }))
    expect(moved).toMatchObject([
      { of: "service", pageId: contract, servedWhat: "業務委託 2026-04", receivableYen: 20_130 },
    ])
  })
})

describe("⚙ gross policy", () => {
  test("D5 a service's invoice is 売掛金 against revenue under either policy: nothing of it is billed ahead or deferred", async () => {
    const prices = { M12: 11_000, M3: 10_000, Q4: 6_600 }
    const gross = smallWorld(house, { code: "sora", name: "そら出版", shipDay: 16, prices })
    await gross.found()
    const payer = await gross.reader({ companyName: "そら商会" })
    const known = await gross.look(vouchersKnown)
    await gross.act(async (scope) => {
      await saveBillingSettings(scope, { ...(await billingSettings(scope)), booksPolicy: "gross" })
      await addServiceItem(
        scope,
        serviceItem({ code: "BASIC", kind: "plan", name: "基本プラン", monthlyYen: "30,000" }),
      )
      const [row] = await scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`
      const given = { payerNumber: row?.number ?? "", startsOn: day("2026-04-01"), planCode: "BASIC", optionCodes: [] }
      await openServiceContract(scope, given)
      await billServices(scope, day("2026-04-30"))
      const [made] = await scope.sql<{ id: string }>`select id from service_bill`
      const money = { way: "bank-transfer", amountYen: 20_000, receivedOn: scope.today, reference: "S-1" } as const
      await receiveServicePayment(scope, { ...money, billId: made?.id ?? "" })
    })
    expect(await gross.look((scope) => vouchersSince(scope, known))).toEqual([
      ["service", { receivable: 33_000, sales: -30_000, "output-tax": -3_000 }],
      ["payment", { bank: 20_000, receivable: -20_000 }],
    ])
    expect(await gross.differences()).toEqual([])
  })
})

test("B7 the command: a dry run lists what is to be billed and changes nothing, a run bills it, a second run nothing", async () => {
  const payer = await client("めいれい商会")
  const id = await open(payer, "2027-10-16", [])
  const job = await jobNamed("bill-services")
  if (job?.of !== "organization") throw new Error("there is no such job")
  const run = async (flags: Readonly<Record<string, unknown>>) => {
    const { clock } = openHouse()
    return (await runForOrganization(job, { organization: "tsuki", flags, clock, progress: () => undefined })).result
  }
  await run({ asOf: "2027-09-30" })
  const contractNumber = (await page(id)).number
  const listed = await run({ asOf: "2027-10-31", dryRun: true })
  expect(listed["due"]).toContainEqual(
    // 30,000 × 16 ÷ 31, and 12 % since August
    { contract: contractNumber, payer: await numberOf(payer), month: "2027-10", netYen: 15_483, taxYen: 1_857, amountYen: 17_340 }, // prettier-ignore
  )
  expect(await billed(id)).toEqual([])
  expect(await run({ asOf: "2027-10-31" })).toMatchObject({ bills: listed["bills"], dryRun: false })
  expect(await billed(id)).toEqual([["2027-10", 17_340, 17_340, true]])
  expect(await run({ asOf: "2027-10-31" })).toEqual({ bills: 0, invoices: 0, amountYen: 0, dryRun: false })
})

describe("bills made at once", () => {
  test("B7 two runs at the same instant bill each month once; without the lock both would bill the same", async () => {
    world.today("2028-01-10")
    const payers = await Promise.all(["いち社", "に社", "さん社"].map((name) => client(name)))
    const ids: string[] = []
    for (const payer of payers) ids.push(await open(payer, "2027-12-01"))
    // The negative control: what either would bill, read side by side.
    const read = () => world.look((scope) => servicesToBill(scope, day("2027-12-31")))
    const countOf = (due: Awaited<ReturnType<typeof read>>) => due.get(month("2027-12"))?.length ?? 0
    const [one, other] = await Promise.all([read(), read()])
    expect(countOf(one)).toBeGreaterThanOrEqual(3)
    expect(countOf(other)).toBe(countOf(one))
    const runs = await Promise.all([bill("2027-12-31"), bill("2027-12-31"), bill("2027-12-31")])
    expect(runs.filter(({ bills }) => bills > 0)).toHaveLength(1)
    for (const id of ids) expect(await billed(id)).toEqual([["2027-12", 36_176, 36_176, true]])
    for (const payer of payers) expect(await invoicesOf(payer)).toHaveLength(1)
    // Past the lock, the database itself refuses a second bill of a month.
    await expect(
      world.act(
        (scope) => scope.sql`
          insert into service_bill (organization_id, number, contract_id, month, dated_on, payer_id, tax_rate_percent, net_yen, tax_yen, made_at, made_by)
          select organization_id, 'TWICE', contract_id, month, dated_on, payer_id, tax_rate_percent, net_yen, tax_yen, made_at, made_by
          from service_bill where contract_id = ${ids[0] ?? ""}::uuid`,
      ),
    ).rejects.toThrow("a_service_month_is_billed_once")
  })
})
