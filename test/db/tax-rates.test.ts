import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { saveTaxRate, withdrawTaxRate } from "#app/ledger/save-tax-rate.server.ts"
import { taxRateChanges } from "#app/ledger/tax-rate-changes.server.ts"
import { type TaxRateChange, taxRateForm } from "#app/ledger/tax-rate-form.ts"
import { taxByRate } from "#app/ledger/tax-by-rate.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { offerForApplication } from "#app/subscriptions/offer-for-application.server.ts"
import { serveLate } from "#app/subscriptions/serve-late.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { naiveBooks } from "#test/oracle/naive-books.ts"
import { naiveMonths } from "#test/oracle/naive-months.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const october: TaxRateChange = {
  ...{ fromOn: calendarDate("2026-10-01"), percent: 12, keepsOldRate: "contracted-before" },
  contractedBefore: calendarDate("2026-06-01"),
}
const save = (change: Partial<TaxRateChange> = {}) =>
  world.act((scope) => saveTaxRate(scope, { ...october, ...change }))
const withdraw = (on: string) => world.act((scope) => withdrawTaxRate(scope, on))

/** What each act of a contract earned by rate: [rate, net, tax]. */
const earned = (contractId: ContractId) =>
  world.look(async (scope) => {
    const rows = await scope.sql<{ rate: string; net: number; tax: number }>`
      select substring(max(line.tax_class) from '[0-9]+') as rate, movement.net_yen as net, movement.tax_yen as tax
      from movement join voucher on voucher.id = movement.voucher_id
      join voucher_line as line on line.voucher_id = voucher.id and line.tax_class <> 'none'
      where movement.contract_id = ${contractId}::uuid and movement.cause = 'issue'
      group by voucher.id, voucher.recorded_at, movement.net_yen, movement.tax_yen order by voucher.recorded_at`
    return rows.map(({ rate, net, tax }) => [Number(rate), net, tax])
  })

let early: ContractId
let late: ContractId
let unpaid: ContractId

beforeAll(() => world.found())
afterEach(async () => {
  expect(await world.differences()).toEqual([])
  expect(await world.look(naiveBooks)).toEqual([])
  expect(await world.look((scope) => naiveMonths(scope, []))).toEqual([])
})

describe("E5 the rate of consumption tax by date", () => {
  test("the law's rates are known; a change is entered, changed and withdrawn while nothing is taxed by it", async () => {
    await save({ keepsOldRate: "none", contractedBefore: null, percent: 15 })
    await withdraw("2026-10-01")
    await expect(withdraw("2026-10-01")).rejects.toMatchObject({ code: "no-such-tax-rate" })
    await expect(withdraw("soon")).rejects.toMatchObject({ code: "no-such-tax-rate" })
    await save({ percent: 11 })
    await save()
    expect(await world.look(taxRateChanges)).toEqual([
      { kind: "standard", ...october, mayChange: true },
      { kind: "standard", fromOn: "2019-10-01", percent: 10, keepsOldRate: "none", contractedBefore: null, mayChange: false },
      { kind: "reduced", fromOn: "2019-10-01", percent: 8, keepsOldRate: "none", contractedBefore: null, mayChange: false },
    ]) // prettier-ignore
    await withdraw("2026-10-01")
  })

  test("an invoice shows issues before the change and after it, one rounding per rate", async () => {
    await save({ keepsOldRate: "none", contractedBefore: null })
    const contractId = await world.order(await world.reader(), "M12", { paymentWay: "invoice" })
    const id = await world.act((scope) =>
      invoiceContract(scope, {
        ...{ contractId, dueOn: calendarDate("2026-05-31") },
        addressee: { name: "宛名", department: "", honorific: "様" },
      }),
    )
    const rates = await world.look(
      (scope) => scope.sql`
        select rate_percent as rate, gross_yen as gross, tax_yen as tax from issued_paper_rate where paper_id = ${id}::uuid order by 1`,
    )
    // Six issues until September, 5,500; six from October on.
    expect(rates).toEqual([
      { rate: 10, gross: 5_500, tax: 500 },
      { rate: 12, gross: 5_500, tax: 589 },
    ])
    await world.act((scope) => cancelContract(scope, { contractId, reason: "price" }))
    await withdraw("2026-10-01")
  })

  test("contracts made before the day and paid before the change keep the rate; others are taxed as they ship; gross is the price", async () => {
    await save()
    early = await world.order(await world.reader(), "M12")
    unpaid = await world.order(await world.reader(), "M12")
    await world.pay(early, 11_000)
    world.today("2026-06-10")
    late = await world.order(await world.reader(), "M12", { startIssue: 3 })
    await world.pay(late, 11_000)
    await world.ship("TSUKI", 7)
    expect((await earned(early)).at(-1)).toEqual([10, 833, 83])
    expect((await earned(unpaid)).at(-1)).toEqual([12, 818, 98])
    expect((await earned(late)).slice(-2)).toEqual([
      [10, 833, 83],
      [12, 818, 98],
    ])
    await world.ship("TSUKI", 14)
    for (const contract of [early, unpaid, late]) {
      const acts = await earned(contract)
      expect(acts.reduce((sum, [, net = 0, tax = 0]) => sum + net + tax, 0)).toBe(11_000)
    }
  })

  test("once something is taxed by it, or its month is closed, a rate stays", async () => {
    await expect(save({ percent: 15 })).rejects.toMatchObject({ code: "tax-rate-in-use" })
    await expect(withdraw("2026-10-01")).rejects.toMatchObject({ code: "tax-rate-in-use" })
    expect((await world.look(taxRateChanges))[0]?.mayChange).toBe(false)
  })

  test("what is offered and opened after the change names the new rate; a copy served late has the rate of its own day", async () => {
    expect(await world.look((scope) => offerForApplication(scope, "M12"))).toMatchObject({ taxRatePercent: 12 })
    const contract = await world.order(await world.reader(), "M3", { startIssue: 15 })
    await world.act((scope) => serveLate(scope, { publication: "TSUKI", issue: 14, contractIds: [contract] }))
    expect(await earned(contract)).toEqual([[12, 2_976, 357]])
  })
})

describe("the form and the split", () => {
  test("the form refuses what the law cannot mean", () => {
    const form = taxRateForm("ja")
    const given = { fromOn: "2026-10-01", percent: "１２", keepsOldRate: "none" }
    expect(form.parse(given)).toEqual({ ...october, keepsOldRate: "none", contractedBefore: null })
    for (const wrong of [{ percent: "8" }, { percent: "1.5" }, { fromOn: "2026-13-01" }, { keepsOldRate: "contracted-before" }]) {
      expect(form.safeParse({ ...given, ...wrong }).success).toBe(false)
    } // prettier-ignore
  })

  test("an amount is split over what was supplied, the rest at the rate agreed", () => {
    const parts = taxByRate(3_000, [{ ratePercent: 12, grossYen: 1_120 }, { ratePercent: 10, grossYen: 1_100 }], 10, "floor") // prettier-ignore
    expect(parts).toEqual([
      { taxClass: "sales-12", ratePercent: 12, netYen: 1_000, taxYen: 120 },
      { taxClass: "sales-10", ratePercent: 10, netYen: 1_710, taxYen: 170 },
    ])
    expect(taxByRate(0, [], 10, "floor")).toEqual([])
  })
})
