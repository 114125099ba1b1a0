import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { acceptSuggestion } from "#app/billing/bank/accept-suggestion.server.ts"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { receiveServicePayment } from "#app/billing/services/receive-service-payment.server.ts"
import { payInvoices } from "#app/billing/papers/pay-invoices.server.ts"
import { servicesToBill } from "#app/desk/services/bill-services.server.ts"
import { cancelServiceContract, changeServicePlan } from "#app/desk/services/change-service-contract.server.ts"
import { mergeMembers } from "#app/desk/merge-members.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { changeServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { ageingPaper } from "#app/reports/ageing-paper.server.ts"
import { ledgerAsPaper } from "#app/reports/ledger-as-paper.server.ts"
import { receivableLedger } from "#app/reports/receivable-ledger.server.ts"
import { taxPaper } from "#app/reports/tax-paper.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { expectHomeAsBooks } from "#test/support/home-beside-books.ts"
import { useHouse } from "#test/support/use-house.ts"

import { expectRefused, serviceDesk, serviceItem } from "#test/support/service-desk.ts"

const house = useHouse("empty")
const { world, numberOf, client, open, bill, page, billed, posts, invoicesOf, deposit, found } = serviceDesk(house)
const day = calendarDate
let midori: MemberId
let contract = ""

beforeAll(async () => {
  const made = await found()
  midori = made.midori
  contract = made.contract
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
  await world.look(expectHomeAsBooks)
})

describe("B7 B9 months of a service are billed when they are over", () => {
  test("B7 B9 D5 three months: 16/30 of the plan with 1,400 + 900 whole, tax once, one voucher a month, an invoice each; again nothing", async () => {
    world.today("2026-04-29")
    expect(await posts(() => bill("2026-04-29"))).toEqual([])
    world.today("2026-07-01")
    const due = await world.look((scope) => servicesToBill(scope, day("2026-06-30")))
    expect([...due].map(([of, bills]) => [of, bills.map((one) => one.bill.totalYen)])).toEqual([
      ["2026-04", [20_130]],
      ["2026-05", [35_530]],
      ["2026-06", [35_530]],
    ])
    const first = await posts(async () => {
      expect(await bill("2026-06-30")).toEqual({ bills: 3, invoices: 3, amountYen: 91_190, isMore: false })
    })
    expect(first).toEqual([
      ["service", { receivable: 20_130, sales: -18_300, "output-tax": -1_830 }],
      ["service", { receivable: 35_530, sales: -32_300, "output-tax": -3_230 }],
      ["service", { receivable: 35_530, sales: -32_300, "output-tax": -3_230 }],
    ])
    expect(await posts(() => bill("2026-06-30"))).toEqual([])
    expect(await bill("2026-06-30")).toEqual({ bills: 0, invoices: 0, amountYen: 0, isMore: false })
    const [april, may, june] = await invoicesOf(midori)
    const number = (await page(contract)).number
    expect(april).toMatchObject({ issued: "2026-06-30", due: "2026-07-30", total: 20_130 })
    expect(april?.lines).toEqual([
      `基本プラン 月額30,000円(税抜)の16/30日分 (${number}) / 2026年4月15日〜2026年4月30日 / 17600`,
      `時間外案内ガイダンス 月額1,400円(税抜) (${number}) / 2026年4月15日〜2026年4月30日 / 1540`,
      `オリジナルガイダンス 月額900円(税抜) (${number}) / 2026年4月15日〜2026年4月30日 / 990`,
    ])
    expect(april?.rates).toEqual([{ ratePercent: 10, grossYen: 20_130, taxYen: 1_830 }])
    expect([may?.total, june?.total]).toEqual([35_530, 35_530])
    expect(await billed(contract)).toEqual([
      ["2026-06", 35_530, 35_530, true],
      ["2026-05", 35_530, 35_530, true],
      ["2026-04", 20_130, 20_130, true],
    ])
    expect((await page(contract)).bills.map(({ month: of }) => of)).toEqual(["2026-07", "2026-08", "2026-09"])
  })

  test("E the vouchers stand on the last day, taxed as sales at 10 %, in the month's tax and on the client's page of 売掛金", async () => {
    const lines = await world.look(
      (scope) => scope.sql<{ on: string; purpose: string; sub: string; tax: string; yen: number; what: string }>`
        select voucher.effective_on as on, account.purpose, sub_account as sub, tax_class as tax, amount_yen as yen, description as what
        from voucher join voucher_line as line on line.voucher_id = voucher.id join account on account.code = account_code
        where voucher.kind = 'service' and voucher.effective_on = '2026-04-30' order by line_no`,
    )
    const what = "業務委託料 2026年4月分 1件"
    expect(lines).toEqual([
      { on: "2026-04-30", purpose: "receivable", sub: "業務委託", tax: "none", yen: 20_130, what },
      { on: "2026-04-30", purpose: "sales", sub: "業務委託", tax: "sales-10", yen: -18_300, what },
      { on: "2026-04-30", purpose: "output-tax", sub: "", tax: "sales-10", yen: -1_830, what },
    ])
    const cellsOf = async (of: "tax" | "ledger" | "ageing") =>
      world.look(async (scope) => {
        if (of === "tax") return (await taxPaper(scope, month("2026-04"))).rows.map(({ cells }) => cells)
        if (of === "ageing") return (await ageingPaper(scope, month("2026-06"))).rows.map(({ cells }) => cells)
        const ledger = await receivableLedger(scope, month("2026-04"))
        return (await ledgerAsPaper(scope, ledger)).rows.map(({ cells }) => cells)
      })
    expect((await cellsOf("tax")).flat()).toContain(18_300)
    const number = `${(await page(contract)).number}-202604`
    expect((await cellsOf("ledger")).find((cells) => cells.includes(number))).toContain(20_130)
    const [client] = await cellsOf("ageing")
    expect(client?.slice(1, 7)).toEqual(["みどり協会 読者 2番", 3, 91_190, 71_060, null, 20_130])
  })

  test("B9 what the price list says later does not change what was billed", async () => {
    const dearer = { code: "AFTER", kind: "option", name: "夜間案内", monthlyYen: "2,000" }
    await world.act((scope) => changeServiceItem(scope, serviceItem(dearer)))
    expect((await invoicesOf(midori))[0]?.lines[1]).toContain("時間外案内ガイダンス 月額1,400円")
    const [kept] = await world.look(
      (scope) => scope.sql`select name, monthly_yen as yen from service_bill_line where item_code = 'AFTER' limit 1`,
    )
    expect(kept).toEqual({ name: "時間外案内ガイダンス", yen: 1_400 })
  })
})

describe("money for services", () => {
  test("D5 a deposit in part, then the rest of April by the bank: 消込 closes the invoice, the receipt names the month", async () => {
    world.today("2026-07-15")
    const line = await deposit(10_000)
    await world.act(async (scope) => settleForPayer(scope, { lineId: line.id, payerNumber: await numberOf(midori) }))
    expect(await world.lastVoucher()).toEqual({ 普通預金: 10_000, 売掛金: -10_000 })
    expect((await billed(contract)).at(-1)).toEqual(["2026-04", 20_130, 10_130, true])
    const rest = await deposit(10_130)
    expect(rest.suggestion).toMatchObject({ amount: "exact", parts: [{ amountYen: 10_130 }] })
    const accepted = { lineId: rest.id, payerId: midori, partsYen: 10_130, feeYen: 0 }
    await world.act((scope) => acceptSuggestion(scope, accepted))
    expect((await billed(contract)).at(-1)).toEqual(["2026-04", 20_130, 0, true])
    const [open] = await world.look(
      (scope) => scope.sql`
        select left_yen as left, paid_yen as paid from invoice_open_item where payer_id = ${midori}::uuid order by number limit 1`,
    )
    expect(open).toEqual({ left: 0, paid: 20_130 })
    const addressee = { name: "みどり協会", department: "", honorific: "御中" }
    const receipt = await world.act(async (scope) => {
      const [payment] = await scope.sql<{ id: string }>`select id from payment order by number desc limit 1`
      return receiptForPayment(scope, { paymentId: idOf(payment?.id ?? ""), addressee })
    })
    const [paper] = await world.look(
      (scope) => scope.sql<{ line: string; rates: unknown }>`
        select snapshot->'lines'->0->>'description' as line, snapshot->'rates' as rates from issued_paper where id = ${receipt}::uuid`,
    )
    expect(paper?.line).toBe(`業務委託料 2026年4月分 (${(await page(contract)).number}-202604)`)
    expect(paper?.rates).toEqual([{ ratePercent: 10, grossYen: 10_130, taxYen: 920 }])
  })

  test("D5 money by hand: whole, more than owed as 仮受金, the same reference once, none of tomorrow", async () => {
    const [, may] = (await page(contract)).billed
    const pay = (amountYen: number, reference: string, more: { receivedOn?: string; billId?: string } = {}) =>
      world.act((scope) =>
        receiveServicePayment(scope, {
          ...{ billId: more.billId ?? may?.id ?? "", way: "cash", amountYen, reference },
          receivedOn: day(more.receivedOn ?? "2026-07-15"),
        }),
      )
    await pay(35_000, "K-1")
    await expectRefused(pay(530, "K-1"), "paid-under-this-reference", "reference", "K-1")
    await expectRefused(pay(530, "K-2", { receivedOn: "2026-07-16" }), "paid-after-today", "receivedOn", "2026-07-15")
    const nobody = { billId: "00000000-0000-7000-8000-000000000000" }
    await expect(pay(530, "K-2", nobody)).rejects.toMatchObject({ code: "unknown-service-bill" })
    await pay(600, "K-2")
    expect(await world.lastVoucher()).toEqual({ 普通預金: 600, 売掛金: -530, 仮受金: -70 })
    expect((await billed(contract))[1]).toEqual(["2026-05", 35_530, 0, true])
  })

  test("D5 an open invoice past its due day is reminded of; what pays the invoice itself (払込票, 口座振替) closes it", async () => {
    world.today("2026-08-20")
    const overdue = async () =>
      (await world.look((scope) => invoicesOverdue(scope, day("2026-08-20")))).filter(
        ({ payerId }) => payerId === midori,
      )
    expect((await overdue())[0]).toMatchObject({ leftYen: 35_530 })
    const [invoice] = await world.look(
      (scope) => scope.sql<{ id: string }>`
        select invoice_id as id from invoice_open_item where payer_id = ${midori}::uuid and left_yen > 0`,
    )
    await world.act((scope) =>
      payInvoices(scope, [
        {
          ...{ externalKey: "slip-1", payerId: midori, way: "convenience-store", amountYen: 35_530, isHeld: false },
          ...{ receivedOn: day("2026-08-20"), invoiceIds: [invoice?.id ?? ""] },
        },
      ]),
    )
    expect(await overdue()).toEqual([])
    expect((await billed(contract))[0]).toEqual(["2026-06", 35_530, 0, true])
  })
})

test("D5 of clients who were merged, the kept one's deposit pays what the other was billed, and is billed what comes", async () => {
  world.today("2026-06-01")
  const [kept, merged] = [await client("のこる商会"), await client("まとまる商会")]
  const id = await open(merged, "2026-05-01", [])
  await bill("2026-05-31")
  await world.act((scope) => mergeMembers(scope, { kept, merged }))
  world.today("2026-07-15")
  const line = await deposit(33_000)
  const payerNumber = await numberOf(kept)
  await world.act((scope) => settleForPayer(scope, { lineId: line.id, payerNumber }))
  expect(await billed(id)).toEqual([["2026-05", 33_000, 0, true]])
  await bill("2026-06-30")
  expect((await invoicesOf(kept)).map(({ total }) => total)).toEqual([33_000])
  await world.act((scope) =>
    cancelServiceContract(scope, { id, noticeOn: day("2026-07-15"), endsOn: day("2026-08-31") }),
  )
})

test("B7 months before 請求開始月 were billed elsewhere, and count as billed", async () => {
  world.today("2026-07-15")
  const payer = await client("とちゅう商会")
  const payerNumber = await numberOf(payer)
  const given = { payerNumber, startsOn: day("2026-01-10"), planCode: "BASIC", optionCodes: [] }
  const id = (await world.act((scope) => openServiceContract(scope, { ...given, billsFrom: month("2026-06") }))).id
  const change = (on: string) =>
    world.act((scope) =>
      changeServicePlan(scope, { id, planCode: "LARGE", noticeOn: day("2026-01-10"), wishedOn: day(on) }),
    )
  await expectRefused(change("2026-05-31"), "service-month-is-billed", "wishedOn", "2026-06-01")
  await change("2026-06-16")
  await bill("2026-06-30")
  expect(await billed(id)).toEqual([["2026-06", 44_000, 44_000, true]])
  const early = await world.act((scope) => openServiceContract(scope, { ...given, billsFrom: month("2026-01") }))
  expect((await page(early.id)).billsFrom).toBeNull()
  for (const one of [id, early.id]) {
    const end = { id: one, noticeOn: day("2026-07-15"), endsOn: day("2026-07-31") }
    await world.act((scope) => cancelServiceContract(scope, end))
  }
})
