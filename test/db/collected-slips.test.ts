import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { bookAgentPayout } from "#app/billing/agent/book-agent-payout.server.ts"
import { takeCollectedSlips } from "#app/billing/agent/take-collected-slips.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))

/** A reader with an invoice that carries a slip. */
async function slipPayer(offer: "M12" | "Q4" = "M12") {
  const id = await world.reader()
  await world.act(async (scope) => savePayerTerms(scope, id, { ...(await payerTerms(scope, id)), hasSlip: true }))
  const contract = await world.order(id, offer, { paymentWay: "convenience-store" })
  const invoiceId = await world.act((scope) =>
    invoiceContract(scope, {
      ...{ contractId: contract, dueOn: calendarDate("2026-05-31") },
      addressee: { name: "宛名", department: "", honorific: "様" },
    }),
  )
  const [paper] = await world.look(
    (scope) => scope.sql<{ snapshot: BusinessPaper }>`select snapshot from issued_paper where id = ${invoiceId}::uuid`,
  )
  return { id, contract, invoiceId, digits: paper?.snapshot.slip?.digits ?? "" }
}

const take = (rows: readonly string[]) =>
  world.act((scope) => takeCollectedSlips(scope, Buffer.from(["払込票番号,収納日,金額,区分", ...rows].join("\r\n"))))
const left = (invoiceId: string) =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{ left_yen: number }>`
      select left_yen from invoice_open_item where invoice_id = ${invoiceId}::uuid`
    return row?.left_yen
  })
const clearing = () =>
  world.look(async (scope) => {
    const [row] = await scope.sql<{ yen: number }>`
      select coalesce(sum(amount_yen), 0)::bigint as yen from voucher_line join account on account.code = account_code
      where purpose = 'agent-clearing'`
    return row?.yen
  })

beforeAll(async () => {
  await world.found()
  world.today("2026-04-10")
  const slips = { slipCompanyCode: "912345", slipClientCode: "77", slipAgentName: "", slipDays: 0 }
  await world.act(async (scope) => saveBillingSettings(scope, { ...(await billingSettings(scope)), ...slips }))
})
afterEach(async () => expect(await world.differences()).toEqual([]))

describe("D5 what stores collect", () => {
  test("速報 is held, 確報 makes it the payer's payment and settles the slip's invoice; each row once", async () => {
    const { id, contract, invoiceId, digits } = await slipPayer()
    const announced = `${digits},2026-04-20,11000,速報`
    expect(await take([announced])).toMatchObject({ announced: 1 })
    expect(await world.lastVoucher()).toEqual({ "未収入金(収納代行)": 11_000, 仮受金: -11_000 })
    expect(await take([announced])).toMatchObject({ announced: 0, unchanged: 1 })
    expect(await left(invoiceId)).toBe(11_000)
    const overdue = await world.look((scope) => invoicesOverdue(scope, calendarDate("2026-06-20")))
    expect(overdue.filter(({ payerId }) => payerId === id)).toEqual([])
    const settled = `${digits},2026/04/20,"11,000",確報`
    expect(await take([settled])).toMatchObject({ settled: 1 })
    expect(await world.lastVoucher()).toEqual({ 仮受金: 11_000, 前受金: -11_000 })
    expect(await take([settled, announced, `${digits},2026-04-20,11000,速報取消`])).toMatchObject({ unchanged: 3 })
    expect(await left(invoiceId)).toBe(0)
    expect(await world.position(contract)).toMatchObject({ deferredYen: 11_000 })
    expect(await clearing()).toBe(11_000)
  })

  test("速報取消 takes back what was announced; paid again it counts again; 確報 without 速報 is booked at once", async () => {
    const one = await slipPayer("Q4")
    const row = (kind: string) => `${one.digits},2026-04-21,6600,${kind}`
    expect(await take([row("速報取消")])).toMatchObject({ unchanged: 1 })
    expect(await take([row("速報"), row("速報取消"), row("速報"), row("速報取消")])).toMatchObject({
      announced: 2,
      withdrawn: 2,
    })
    expect(await world.lastVoucher()).toEqual({ "未収入金(収納代行)": -6_600, 仮受金: 6_600 })
    expect(await clearing()).toBe(11_000)
    expect(await take([row("確報")])).toMatchObject({ settled: 1 })
    expect(await world.lastVoucher()).toEqual({ "未収入金(収納代行)": 6_600, 前受金: -6_600 })
    expect(await left(one.invoiceId)).toBe(0)
    // The slip was paid at another store, too: nobody owes it, and it waits to be given back.
    expect(await take([`${one.digits},2026-04-22,6600,確報`])).toMatchObject({ settled: 1 })
    expect(await world.lastVoucher()).toEqual({ "未収入金(収納代行)": 6_600, 仮受金: -6_600 })
  })

  test("a bad file does nothing, and each wrong cell is named", async () => {
    const { digits, invoiceId } = await slipPayer()
    const rows = [
      `${digits},2026-04-20,11000,確報`,
      `${digits.slice(0, 43)}x,2026-04-20,11000,確報`,
      `${digits},2026-04-31,11001,済`,
    ]
    await expect(take(rows)).rejects.toMatchObject({
      code: "bank-file-not-readable",
      options: {
        details: [
          { lineNo: 3, field: "払込票番号" },
          { lineNo: 4, field: "収納日" },
          { lineNo: 4, field: "金額" },
          { lineNo: 4, field: "区分" },
        ],
      },
    })
    await expect(world.act((scope) => takeCollectedSlips(scope, Buffer.from("番号\r\n1")))).rejects.toMatchObject({
      code: "bank-file-not-readable",
    })
    expect(await left(invoiceId)).toBe(11_000)
  })

  test("the agent's payout clears what it owes, with its fee, once", async () => {
    const payout = (more: Partial<Parameters<typeof bookAgentPayout>[1]> = {}) =>
      world.act((scope) =>
        bookAgentPayout(scope, {
          ...{ reference: "2026-04", receivedOn: calendarDate("2026-05-15"), collectedYen: 24_200, feeYen: 660 },
          ...more,
        }),
      )
    await expect(payout({ collectedYen: 24_201 })).rejects.toMatchObject({ code: "payout-beyond-collected" })
    await expect(payout({ feeYen: 24_201 })).rejects.toMatchObject({ code: "payout-fee-too-high" })
    expect(await payout()).toBe(true)
    expect(await world.lastVoucher()).toEqual({ 普通預金: 23_540, 支払手数料: 660, "未収入金(収納代行)": -24_200 })
    expect(await payout()).toBe(false)
    expect(await clearing()).toBe(0)
  })
})
