import { afterEach, beforeAll, expect, test } from "vitest"
import { payersWithItems } from "#app/billing/bank/bank-lines.server.ts"
import { suggestFor } from "#app/billing/bank/suggestion.ts"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { lowerServiceBill, writeOffServiceBill } from "#app/billing/services/lower-service-bill.server.ts"
import { receiveServicePayment } from "#app/billing/services/receive-service-payment.server.ts"
import { ledgerAsPaper } from "#app/reports/ledger-as-paper.server.ts"
import { receivableLedger } from "#app/reports/receivable-ledger.server.ts"
import { receivePayment } from "#app/subscriptions/contract/receive-payment.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { calendarDate as day, month } from "#app/values/calendar.ts"
import type { PaymentId } from "#app/values/ids.ts"
import { registerAccount, setUpDebits } from "#test/support/debit-desk.ts"
import { expectRefused, serviceDesk } from "#test/support/service-desk.ts"
import { useHouse } from "#test/support/use-house.ts"

const { world, numberOf, client, open, bill, page, found } = serviceDesk(useHouse("empty"))

beforeAll(async () => {
  await found()
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
})

const billOf = async (of: string, id: string) => {
  const one = (await page(id)).billed.find((billed) => billed.month === month(of))
  if (!one) throw new Error(`${of} is not billed`)
  return one
}
const writeOff = async (of: string, id: string) => {
  const { id: billId, leftYen } = await billOf(of, id)
  return world.act((scope) => writeOffServiceBill(scope, { billId, leftYen, reason: "破産" }))
}
const receiptOf = async (paymentId: PaymentId) => {
  const addressee = { name: "経理部", department: "", honorific: "御中" }
  const id = await world.act((scope) => receiptForPayment(scope, { paymentId, addressee }))
  const [paper] = await world.look(
    (scope) => scope.sql<{ line: string; rates: unknown }>`
      select snapshot->'lines'->0->>'description' as line, snapshot->'rates' as rates from issued_paper where id = ${id}::uuid`,
  )
  return [paper?.line.split(" (")[0], paper?.rates]
}

test("E16 D3 who pays what was written off has a receipt for the service, and for the issues, with their tax", async () => {
  world.today("2026-07-01")
  const id = await open(await client("領収商会"), "2026-05-01", [])
  await bill("2026-05-31")
  await writeOff("2026-05", id)
  const { id: billId } = await billOf("2026-05", id)
  const money = { amountYen: 11_000, way: "bank-transfer", receivedOn: day("2026-07-01") } as const
  const paid = await world.act((scope) => receiveServicePayment(scope, { ...money, billId, reference: "late" }))
  const rates = [{ ratePercent: 10, grossYen: 11_000, taxYen: 1_000 }]
  expect(await receiptOf(paid)).toEqual(["業務委託料 2026年5月分", rates])
  expect(await billOf("2026-05", id)).toMatchObject({ leftYen: 0, paidYen: 11_000, lostYen: 22_000 })

  const reader = await world.reader()
  const contractId = await world.order(reader, "M12", { startIssue: 1 })
  await world.ship("TSUKI", 2)
  await world.act((scope) => stopContract(scope, { contractId, note: "" }))
  const lostYen = await world.act((scope) => writeOffContract(scope, { contractId, note: "" }))
  expect(lostYen).toBe(1_832)
  const back = await world.act((scope) =>
    receivePayment(scope, { ...money, amountYen: lostYen, receivedOn: scope.today, contractId, reference: "reader" }),
  )
  expect(await receiptOf(back)).toEqual(["月刊つき 1年", [{ ratePercent: 10, grossYen: 1_832, taxYen: 166 }]])
})

test("E4 the 売掛金元帳 of a month does not change by what is taken off a bill later", async () => {
  world.today("2026-07-01")
  const payer = await client("元帳商会")
  const id = await open(payer, "2026-05-01", [])
  await bill("2026-05-31")
  const number = await numberOf(payer)
  const standing = (of: string) =>
    world.look(async (scope) => {
      const { rows } = await ledgerAsPaper(scope, await receivableLedger(scope, month(of)))
      const head = rows.findIndex(({ cells }) => cells.includes(number))
      return rows
        .slice(head)
        .find(({ cells }) => cells.includes("次月繰越"))
        ?.cells.slice(-2)
    })
  const before = await standing("2026-06")
  expect(before).toEqual([33_000, 33_000])
  const { id: billId, leftYen } = await billOf("2026-05", id)
  await world.act((scope) => lowerServiceBill(scope, { billId, leftYen, amountYen: 10_000, reason: "誤り" }))
  expect(await standing("2026-06")).toEqual(before)
  expect(await standing("2026-07")).toEqual([23_000, 23_000])
})

test("D5 a deposit of what an invoice still asks for pays it, though one of its bills was written off", async () => {
  world.today("2026-07-21")
  const payer = await client("まとめ損商会", 20)
  for (let count = 0; count < 2; count += 1) await open(payer, "2026-06-01", [])
  const lost = await open(payer, "2026-06-01", ["AFTER"])
  await bill("2026-06-30")
  await world.act((scope) => issueDueInvoices(scope, day("2026-07-21")))
  await writeOff("2026-06", lost)
  const owing = (await world.look((scope) => payersWithItems(scope, [payer]))).get(payer)
  if (!owing) throw new Error("the client owes nothing")
  expect(owing.items.map(({ isLost, owedYen }) => [isLost, owedYen])).toEqual([
    [false, 33_000],
    [false, 33_000],
    [true, 34_540],
  ])
  const rule = { absorbs: true, fees: [34_540] }
  expect(suggestFor(66_000, owing, "kana", rule)).toMatchObject({ amount: "exact", isCertain: true, feeYen: 0 })
  expect(suggestFor(34_540, owing, "kana", rule)).toMatchObject({ amount: "exact", parts: [{ amountYen: 34_540 }] })
})

test("D5 E15 what the bank is asked to debit is not written off before it has answered", async () => {
  world.today("2026-07-21")
  await world.act(setUpDebits)
  const payer = await client("引落商会")
  await world.act((scope) => registerAccount(scope, payer))
  const id = await open(payer, "2026-06-01", [])
  await bill("2026-06-30")
  const [invoice] = await world.look(
    (scope) =>
      scope.sql<{ due: string }>`select due_on::text as due from invoice_open_item where payer_id = ${payer}::uuid`,
  )
  await world.act((scope) => makeDebitRequest(scope, day(invoice?.due ?? "")))
  await expectRefused(writeOff("2026-06", id), "debt-is-being-debited", undefined, "")
  expect(await billOf("2026-06", id)).toMatchObject({ leftYen: 33_000, lostYen: 0 })
})
