import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { acceptSuggestion } from "#app/billing/bank/accept-suggestion.server.ts"
import { settleForPayer } from "#app/billing/bank/settle-for-payer.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { receiveServicePayment } from "#app/billing/services/receive-service-payment.server.ts"
import { payInvoices } from "#app/billing/papers/pay-invoices.server.ts"
import { billServices, servicesToBill } from "#app/desk/services/bill-services.server.ts"
import {
  cancelServiceContract,
  changeServiceOptions,
  changeServicePlan,
} from "#app/desk/services/change-service-contract.server.ts"
import { mergeMembers } from "#app/desk/merge-members.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { openServiceContract } from "#app/desk/services/open-service-contract.server.ts"
import { addServiceItem, changeServiceItem } from "#app/desk/services/save-service-item.server.ts"
import { serviceContractForPage } from "#app/desk/services/service-contracts.server.ts"
import { serviceItemForm } from "#app/desk/services/service-form.ts"
import { saveTaxRate } from "#app/ledger/save-tax-rate.server.ts"
import { ageingPaper } from "#app/reports/ageing-paper.server.ts"
import { closeChecklist } from "#app/reports/close-checklist.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { ledgerAsPaper } from "#app/reports/ledger-as-paper.server.ts"
import { movementsOfVoucher } from "#app/reports/movements.server.ts"
import { receivableLedger } from "#app/reports/receivable-ledger.server.ts"
import { taxPaper } from "#app/reports/tax-paper.server.ts"
import { house as openHouse } from "#app/platform/house.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { calendarDate, month } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"
import { vouchersKnown, vouchersSince } from "#test/support/voucher-lines.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const day = calendarDate
const item = (given: Readonly<Record<string, unknown>>) => serviceItemForm("ja").parse(given)
const numberOf = async (payer: MemberId) =>
  (await world.look((scope) => scope.sql<{ number: string }>`select number from member where id = ${payer}::uuid`))[0]
    ?.number ?? ""

async function client(companyName: string, closingDay: number | null = null): Promise<MemberId> {
  const payer = await world.reader({ companyName })
  await world.act(
    (scope) => scope.sql`
      insert into payer_terms (organization_id, member_id, closing_day, due_months, due_day)
      values (${scope.organizationId}, ${payer}::uuid, ${closingDay}::integer, 1, 31)`,
  )
  return payer
}
async function open(payer: MemberId, startsOn: string, optionCodes: readonly string[] = ["AFTER", "OWN"]) {
  const payerNumber = await numberOf(payer)
  const given = { payerNumber, startsOn: day(startsOn), planCode: "BASIC", optionCodes }
  return (await world.act((scope) => openServiceContract(scope, given))).id
}
const bill = (asOf: string) => world.act((scope) => billServices(scope, day(asOf)))
const page = (id: string) => world.look((scope) => serviceContractForPage(scope, id))
const billed = async (id: string) =>
  (await page(id)).billed.map(({ month: of, totalYen, leftYen, invoice }) => [of, totalYen, leftYen, invoice !== null])

/** What an act posted: kind, and each purpose, 借方 positive. */
async function posts(act: () => Promise<unknown>) {
  const mark = await world.look(vouchersKnown)
  await act()
  return world.look((scope) => vouchersSince(scope, mark))
}

type Printed = {
  number: string
  issued: string
  due: string
  total: number
  lines: string[]
  rates: unknown
  facts: unknown
}
const invoicesOf = (payer: MemberId) =>
  world.look(
    (scope) => scope.sql<Printed>`
      select number, issued_on as issued, due_on as due, total_yen as total, snapshot->'rates' as rates, snapshot->'facts' as facts,
        (select array_agg(concat_ws(' / ', line->>'description', line->>'supplied', line->>'amountYen') order by seq)
          from jsonb_array_elements(snapshot->'lines') with ordinality as given (line, seq)) as lines
      from issued_paper where kind = 'invoice' and payer_id = ${payer}::uuid order by number`,
  )

/** The act is refused beside a field, in words that name the earliest day. */
async function expectRefused(act: Promise<unknown>, code: string, field: string | undefined, words: string) {
  const error: unknown = await act.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw new Error(`not refused: ${String(error)}`)
  expect([error.code, error.options.field]).toEqual([code, field])
  expect(error.messages.ja).toContain(words)
  expect(error.messages.en).toContain(words)
}

let deposits = 0
async function deposit(yen: number) {
  deposits += 1
  const bytes = zengin03([{ on: "080715", yen, name: "ﾐﾄﾞﾘｷﾖｳｶｲ", reference: String(deposits) }])
  await world.act((scope) => takeBankFile(scope, { name: "meisai.txt", bytes }))
  const { lines } = await world.look((scope) => bankLines(scope, { state: "open", limit: 10, offset: 0 }))
  const line = lines.find(({ amountYen }) => amountYen === yen)
  if (!line) throw new Error("the deposit is not there")
  return line
}

let midori: MemberId
let contract = ""

beforeAll(async () => {
  await world.found()
  await world.act(async (scope) => {
    await addServiceItem(scope, item({ code: "BASIC", kind: "plan", name: "基本プラン", monthlyYen: "30,000" }))
    await addServiceItem(scope, item({ code: "LARGE", kind: "plan", name: "拡大プラン", monthlyYen: "50,000" }))
    const after = { code: "AFTER", kind: "option", name: "時間外案内ガイダンス", monthlyYen: "1,400" }
    await addServiceItem(scope, item(after))
    const own = { code: "OWN", kind: "option", name: "オリジナルガイダンス", monthlyYen: "900", requiresCode: "AFTER" }
    await addServiceItem(scope, item(own))
  })
  world.today("2026-04-10")
  midori = await client("みどり協会")
  contract = await open(midori, "2026-04-15")
})
afterEach(async () => expect(await world.differences()).toEqual([]))

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
    await world.act((scope) => changeServiceItem(scope, item(dearer)))
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
    expect(await billed(id)).toEqual([["2027-05", 36_190, 36_190, false]])
    expect(await world.act((scope) => issueDueInvoices(scope, day("2027-06-19")))).toMatchObject({ invoices: 0 })
    expect(await world.act((scope) => issueDueInvoices(scope, day("2027-06-20")))).toEqual({
      ...{ invoices: 1, contracts: 1, seminarOrders: 0, serviceBills: 1, amountYen: 47_190, isMore: false },
    })
    expect(await world.act((scope) => issueDueInvoices(scope, day("2027-06-20")))).toMatchObject({ invoices: 0 })
    const [made] = await invoicesOf(payer)
    expect(made).toMatchObject({ total: 47_190, due: "2027-07-31", facts: [["締日", "2027年6月20日"]] })
    expect(made?.lines).toHaveLength(4)
    // A deposit of the whole pays both.
    world.today("2027-07-15")
    const line = await deposit(47_190)
    const payerNumber = await numberOf(payer)
    await world.act((scope) => settleForPayer(scope, { lineId: line.id, payerNumber }))
    expect(await world.lastVoucher()).toEqual({ 普通預金: 47_190, 売掛金: -36_190, 前受金: -11_000 })
    expect(await billed(id)).toEqual([["2027-05", 36_190, 0, true]])
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
      await addServiceItem(scope, item({ code: "BASIC", kind: "plan", name: "基本プラン", monthlyYen: "30,000" }))
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
    for (const id of ids) expect(await billed(id)).toEqual([["2027-12", 36_848, 36_848, true]])
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
