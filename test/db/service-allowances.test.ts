import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { invoicesDue, issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { lowerServiceBill, writeOffServiceBill } from "#app/billing/services/lower-service-bill.server.ts"
import { receiveServicePayment } from "#app/billing/services/receive-service-payment.server.ts"
import { serviceBillForPage } from "#app/billing/services/service-bill-for-page.server.ts"
import { taxPaper } from "#app/reports/tax-paper.server.ts"
import { calendarDate as day, month } from "#app/values/calendar.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"
import { expectHomeAsBooks } from "#test/support/home-beside-books.ts"
import { expectRefused, serviceDesk } from "#test/support/service-desk.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const { world, client, open, bill, page, posts, invoicesOf, found } = serviceDesk(house)
let midori: MemberId
let contract = ""

beforeAll(async () => {
  const made = await found()
  midori = made.midori
  contract = made.contract
  world.today("2026-07-01")
  await bill("2026-06-30")
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
  await world.look(expectHomeAsBooks)
})

const billOf = async (of: string, id = contract) => {
  const one = (await page(id)).billed.find((billed) => billed.month === month(of))
  if (!one) throw new Error(`${of} is not billed`)
  return one
}

const lower = async (of: string, amountYen: number, more: { leftYen?: number; id?: string } = {}) => {
  const { id: billId, leftYen } = await billOf(of, more.id)
  const given = { billId, leftYen: more.leftYen ?? leftYen, amountYen, reason: "人員の数え誤り" }
  return world.act((scope) => lowerServiceBill(scope, given))
}

const writeOff = async (of: string, id = contract) => {
  const { id: billId, leftYen } = await billOf(of, id)
  return world.act((scope) => writeOffServiceBill(scope, { billId, leftYen, reason: "破産" }))
}

const pay = async (of: string, amountYen: number) => {
  const { id: billId } = await billOf(of)
  const money = { billId, amountYen, way: "bank-transfer", receivedOn: day("2026-07-01") } as const
  return world.act((scope) => receiveServicePayment(scope, { ...money, reference: `${of} ${amountYen}` }))
}

const openOf = (payer: MemberId) =>
  world.look(
    (scope) => scope.sql<{ total: number; left: number }>`
      select billed_yen as total, left_yen as left from invoice_open_item where payer_id = ${payer}::uuid order by number`,
  )

describe("減額", () => {
  test("E13 D3 10,000 off May, invoiced and unpaid: 売上値引 with its tax, a 適格返還請求書, and the invoice asks for the rest", async () => {
    const vouchers = await posts(() => lower("2026-05", 10_000))
    expect(vouchers).toEqual([["allowance", { "sales-discount": 9_091, "output-tax": 909, receivable: -10_000 }]])
    expect(await billOf("2026-05")).toMatchObject({ totalYen: 35_530, leftYen: 25_530, lostYen: 0 })
    expect(await openOf(midori)).toEqual([
      { total: 20_130, left: 20_130 },
      { total: 35_530, left: 25_530 },
      { total: 35_530, left: 35_530 },
    ])
    const [note] = await world.look(
      (scope) => scope.sql`
        select total_yen as total, snapshot->'rates' as rates, snapshot->'lines'->0->>'description' as line
        from issued_paper where kind = 'credit-note'`,
    )
    const { number } = await page(contract)
    const rates = [{ ratePercent: 10, grossYen: 10_000, taxYen: 909 }]
    expect(note).toEqual({ total: 10_000, rates, line: `業務委託料の減額(人員の数え誤り) ${number}-202605` })
    const paper = await world.look((scope) => taxPaper(scope, month("2026-07")))
    expect(paper.rows.map(({ cells }) => cells.slice(0, 5))).toContainEqual(
      expect.arrayContaining([-9_091, -909, -10_000]),
    )
  })

  test("a second press and two at once take off once; more than is open is refused beside the amount", async () => {
    await expectRefused(lower("2026-05", 10_000, { leftYen: 35_530 }), "service-bill-changed", undefined, "25,530")
    await expectRefused(lower("2026-05", 25_531), "beyond-service-bill", "amountYen", "25,530")
    const both = await Promise.allSettled([lower("2026-05", 530), lower("2026-05", 530)])
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(await billOf("2026-05")).toMatchObject({ leftYen: 25_000 })
    const told = await world.look(async (scope) => serviceBillForPage(scope, contract, (await billOf("2026-05")).id))
    expect(told.allowances.map(({ amountYen, reason }) => [amountYen, reason])).toEqual([
      [10_000, "人員の数え誤り"],
      [530, "人員の数え誤り"],
    ])
    expect(told.lines.map(({ netYen }) => netYen)).toEqual([30_000, 1_400, 900])
  })

  test("a bill that waits for its closing day says it on the invoice; one that comes to nothing has none", async () => {
    const late = await client("しめび商会", 20)
    const [part, whole] = [await open(late, "2026-05-01", []), await open(late, "2026-05-01", [])]
    world.today("2026-07-01")
    await bill("2026-05-31")
    await lower("2026-05", 10_005, { id: part })
    await lower("2026-05", 33_000, { id: whole })
    await expectRefused(writeOff("2026-05", part), "service-bill-not-invoiced", undefined, "")
    const [group = []] = await world.look((scope) => invoicesDue(scope, day("2026-07-01")))
    expect(group.map(({ amountYen }) => amountYen)).toEqual([22_995])
    await world.act((scope) => issueDueInvoices(scope, day("2026-07-01")))
    const { number } = await page(part)
    expect(await invoicesOf(late)).toMatchObject([
      {
        total: 22_995,
        lines: [
          `基本プラン 月額30,000円(税抜) (${number}) / 2026年5月1日〜2026年5月31日 / 33000`,
          `業務委託料の減額(人員の数え誤り) (${number}-202605) / 2026年7月1日 / -10005`,
        ],
        rates: [{ ratePercent: 10, grossYen: 22_995, taxYen: 2_090 }],
      },
    ])
    expect(await openOf(late)).toEqual([{ total: 22_995, left: 22_995 }])
    expect(await world.look((scope) => invoicesDue(scope, day("2026-08-31")))).toEqual([])
    const [booked] = await world.look(
      (scope) => scope.sql`
        select sum(service_movement.tax_yen)::bigint as tax from service_movement join service_bill on service_bill.id = bill_id
        where contract_id = ${part}::uuid`,
    )
    expect(booked).toEqual({ tax: 2_090 })
  })

  test.each(["lowered", "invoiced"] as const)(
    "F4 a bill that is %s a moment before the other is asked for as it is left",
    async (first) => {
      const payer = await client(`どうじ商会 ${first}`, 20)
      const id = await open(payer, "2026-06-01", [])
      await bill("2026-06-30")
      const acts = {
        lowered: () => lower("2026-06", 3_000, { id }),
        invoiced: () => world.act((scope) => issueDueInvoices(scope, day("2026-07-20"))),
      }
      const last = first === "lowered" ? "invoiced" : "lowered"
      // Both are under way while somebody else issues papers; then each goes on in its turn.
      const both = await world.act(async (scope) => {
        await holdPapers(scope)
        const started: Promise<unknown>[] = []
        for (const act of [acts[first], acts[last]]) {
          started.push(act())
          for (let waiting = 0; waiting < started.length;) {
            const [row] = await scope.sql<{ waiting: number }>`
            select count(*)::integer as waiting from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database())`
            waiting = row?.waiting ?? 0
          }
        }
        return { started }
      })
      await Promise.all(both.started)
      expect((await billOf("2026-06", id)).leftYen).toBe(30_000)
      expect((await openOf(payer)).map(({ left }) => left)).toEqual([30_000])
    },
  )
})

describe("貸倒", () => {
  test("E15 what April still owes after a part payment is written off with its tax; nobody is reminded of it; again there is nothing", async () => {
    await pay("2026-04", 9_130)
    expect(await posts(() => writeOff("2026-04"))).toEqual([
      ["write-off", { "bad-debt": 10_000, "output-tax": 1_000, receivable: -11_000 }],
    ])
    expect(await billOf("2026-04")).toMatchObject({ totalYen: 20_130, leftYen: 0, lostYen: 11_000 })
    expect((await openOf(midori))[0]).toEqual({ total: 20_130, left: 0 })
    const overdue = await world.look((scope) => invoicesOverdue(scope, day("2026-12-01")))
    expect(overdue.flatMap(({ payerId, leftYen }) => (payerId === midori ? [leftYen] : []))).toEqual([60_530])
    await expectRefused(writeOff("2026-04"), "service-bill-is-paid", undefined, "")
  })

  test("E16 what comes in after all is 償却債権取立益 with its tax, and more than was lost is nobody's yet", async () => {
    expect(await posts(() => pay("2026-04", 5_500))).toEqual([
      ["payment", { bank: 5_500, "bad-debt-recovered": -5_000, "output-tax": -500 }],
    ])
    expect(await billOf("2026-04")).toMatchObject({ leftYen: 0, lostYen: 5_500 })
    expect(await posts(() => pay("2026-04", 6_000))).toEqual([
      ["payment", { bank: 6_000, "bad-debt-recovered": -5_000, "output-tax": -500, suspense: -500 }],
    ])
    expect(await billOf("2026-04")).toMatchObject({ leftYen: 0, lostYen: 0 })
  })

  test("of another contract, or of nothing, there is no bill to see", async () => {
    const { id } = await billOf("2026-05")
    const of = (contractId: string, billId: string) =>
      world.look((scope) => serviceBillForPage(scope, contractId, billId))
    await expect(of(idOf("00000000-0000-4000-8000-000000000000"), id)).rejects.toMatchObject({
      code: "no-such-service-bill",
    })
    await expect(of(contract, contract)).rejects.toMatchObject({ code: "no-such-service-bill" })
  })
})
