import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { issueCreditNote } from "#app/billing/papers/issue-credit-note.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import { invoiceToIssue } from "#app/billing/papers/paper-to-issue.server.ts"
import { allowDiscount } from "#app/subscriptions/contract/allow-discount.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { reactivateContract } from "#app/subscriptions/contract/reactivate-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// A credit note that leaves the schedule running, and a schedule that leaves its invoice open, are the same fault.
const house = useHouse("empty")
const world = smallWorld(house)
const to = { name: "株式会社つばめ", department: "", honorific: "御中" }
const sent = { ...to, postalCode: "1000001", lines: [] }
let contract: ContractId
let shipped = 0

const next = async (count: number) => {
  shipped += count
  await world.ship("TSUKI", shipped)
}
const invoice = (contractId = contract) =>
  world.act((scope) => invoiceContract(scope, { contractId, addressee: to, dueOn: calendarDate("2028-05-31") }))

/** Invoices with what is open, credit notes with their sum, in the order of their numbers. */
const papers = (contractId = contract) =>
  world.look(async (scope) => {
    const rows = await scope.sql<{ kind: string; total_yen: number; left_yen: number | null }>`
      select distinct on (paper.kind, paper.number) paper.kind, paper.total_yen, item.left_yen
      from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
      left join invoice_open_item as item on item.invoice_id = paper.id
      where line.contract_id = ${contractId}::uuid order by paper.kind desc, paper.number`
    return rows.map((row) => Object.values(row))
  })

beforeAll(world.found)
beforeEach(async () => {
  contract = await world.order(await world.reader(), "M12", { startIssue: shipped + 1, paymentWay: "invoice" })
  await invoice()
})
afterEach(async () => {
  expect(await world.differences()).toEqual([])
})

describe("an invoice asks for nothing that will not be served", () => {
  test("cancelled before anything was paid: what was served stays open, and is the receivable", async () => {
    await next(5)
    await world.act((scope) => cancelContract(scope, { contractId: contract, reason: "other" }))
    const { receivableYen } = await world.position(contract)
    expect(receivableYen).toBe(4_582)
    expect(await papers()).toEqual([
      ["invoice", 11_000, 4_582],
      ["credit-note", 6_418, null],
    ])
    await world.pay(contract, 4_582)
    expect((await papers())[0]).toEqual(["invoice", 11_000, 0])
  })

  test("cancelled after a part was paid: nothing is open, and the rest goes back without a note below 10,000 yen", async () => {
    await world.pay(contract, 5_000)
    await next(3)
    await world.act((scope) => cancelContract(scope, { contractId: contract, reason: "other", policy: "pro-rata" }))
    expect(await papers()).toEqual([
      ["invoice", 11_000, 0],
      ["credit-note", 6_000, null],
    ])
  })

  test("cancelled when all was paid: 10,000 yen and more that go back have their 適格返還請求書, which lowers nothing", async () => {
    await world.pay(contract, 11_000)
    await next(1)
    await world.act((scope) => cancelContract(scope, { contractId: contract, reason: "other", policy: "pro-rata" }))
    expect(await papers()).toEqual([
      ["invoice", 11_000, 0],
      ["credit-note", 10_084, null],
    ])
  })

  test("stopped, paid, taken up again: what is owed anew is billed anew, once", async () => {
    await next(2)
    await world.act((scope) => stopContract(scope, { contractId: contract }))
    const { receivableYen } = await world.position(contract)
    await world.pay(contract, receivableYen)
    await world.act((scope) => reactivateContract(scope, { contractId: contract }))
    expect(await world.look((scope) => invoiceToIssue(scope, contract))).toMatchObject({
      amountYen: 11_000 - receivableYen,
      paperId: null,
    })
    const run = () => world.act((scope) => issueDueInvoices(scope, scope.today))
    expect(await run()).toMatchObject({ invoices: 1, amountYen: 11_000 - receivableYen })
    expect(await run()).toMatchObject({ invoices: 0 })
    expect(await papers()).toEqual([
      ["invoice", 11_000, 0],
      ["invoice", 11_000 - receivableYen, 11_000 - receivableYen],
      ["credit-note", 11_000 - receivableYen, null],
    ])
    const second = await invoice()
    expect(await invoice()).toBe(second)
  })

  test("written off: the bad debt leaves the invoice without a paper", async () => {
    await next(3)
    await world.act((scope) => stopContract(scope, { contractId: contract }))
    await world.act((scope) => writeOffContract(scope, { contractId: contract, note: "" }))
    expect(await papers()).toEqual([
      ["invoice", 11_000, 0],
      ["credit-note", 8_250, null],
    ])
  })

  test("a discount on served copies lowers the invoice by what was owed for them", async () => {
    await next(3)
    await world.act((scope) => allowDiscount(scope, { contractId: contract, amountYen: 916, note: "" }))
    expect(await papers()).toEqual([
      ["invoice", 11_000, 10_084],
      ["credit-note", 916, null],
    ])
    await expect(world.act((scope) => issueDueInvoices(scope, scope.today))).resolves.toMatchObject({ invoices: 0 })
  })

  test("another number of copies: the old invoice keeps what was served, the rest is billed with the new term", async () => {
    await next(2)
    await world.act((scope) => changeCopies(scope, { contractId: contract, lineNo: 1, copies: 2 }))
    const { receivableYen } = await world.position(contract)
    const goesOn = await world.successor(contract)
    await world.act((scope) => issueDueInvoices(scope, scope.today))
    const { priceYen } = await world.look((scope) => contractAsItStands(scope, goesOn))
    expect((await papers())[0]).toEqual(["invoice", 11_000, receivableYen])
    expect(await papers(goesOn)).toEqual([["invoice", priceYen, priceYen]])
  })
})

describe("one yen of an invoice is lowered once", () => {
  const settle = (scope: Scope, invoiceId: string, key: string, yen: number) => scope.sql`
    insert into invoice_settlement (organization_id, invoice_id, source_key, cause, amount_yen, settled_on, recorded_at, recorded_by)
    values (${scope.organizationId}, ${invoiceId}::uuid, ${key}, 'write-off', ${yen}::bigint, ${scope.today}::date, ${scope.now}, 'test')`

  test("a payment and a cancellation at the same instant", async () => {
    const terms = []
    for (let at = 0; at < 8; at += 1) {
      const id = await world.order(await world.reader(), "M12", { startIssue: shipped + 1, paymentWay: "invoice" })
      await invoice(id)
      terms.push(id)
    }
    await Promise.all(
      terms.flatMap((id) => [
        world.pay(id, 11_000),
        world.act((scope) => cancelContract(scope, { contractId: id, reason: "other" })),
      ]),
    )
    for (const id of terms) expect((await papers(id))[0]).toEqual(["invoice", 11_000, 0])
  })

  test("the database refuses what is beyond the invoice, whoever writes it; up to it, it does not", async () => {
    const id = await invoice()
    await world.act((scope) => settle(scope, id, "up to it", 11_000))
    await expect(world.act((scope) => settle(scope, id, "beyond it", 1))).rejects.toMatchObject({
      constraint: "an_invoice_is_not_settled_beyond_its_sum",
    })
  })

  test("a key of another payer's paper is refused, not answered with it", async () => {
    const [one, other] = [await world.reader(), await world.reader()]
    const line = {
      description: "会費",
      supplied: "2026年",
      quantity: 1,
      unitYen: 1_100,
      taxRatePercent: 10,
      subject: null,
    }
    const issue = (payerId: typeof one) =>
      world.act((scope) =>
        issueInvoice(scope, { payerId, addressee: sent, lines: [line], dueOn: null, sourceKey: "the same" }),
      )
    const first = await issue(one)
    expect(await issue(one)).toBe(first)
    await expect(issue(other)).rejects.toMatchObject({ code: "paper-of-another-payer" })
    const beyond = world.act((scope) =>
      issueCreditNote(scope, {
        ...{ payerId: one, addressee: sent, lines: [{ ...line, unitYen: 1_101 }], sourceKey: "c", invoiceId: first },
        ...{ originalPeriod: "", returnedOn: scope.today, lowersInvoice: true },
      }),
    )
    await expect(beyond).rejects.toMatchObject({ code: "credit-beyond-invoice" })
  })
})
