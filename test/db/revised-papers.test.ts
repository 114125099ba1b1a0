import { beforeAll, describe, expect, test } from "vitest"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import type { PaperId } from "#app/billing/papers/paper.ts"
import { paperForPage } from "#app/billing/papers/paper-for-page.server.ts"
import { papersForSearch } from "#app/billing/papers/papers-for-search.server.ts"
import { papersToRevise } from "#app/billing/papers/papers-to-revise.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { reissuePaper } from "#app/billing/papers/reissue-paper.server.ts"
import { revisePapers } from "#app/billing/papers/revise-papers.server.ts"
import { saveTaxRate, withdrawTaxRate } from "#app/ledger/save-tax-rate.server.ts"
import { papersForOrder } from "#app/seminars/money/papers-for-order.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf } from "#app/values/ids.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const addressee = { name: "宛名", department: "", honorific: "様" }
const filter = { kind: "", from: null, to: null, minYen: null, maxYen: null, counterparty: "", isOpen: false } as const

const enter = (fromOn: string, percent: number) =>
  world.act((scope) =>
    saveTaxRate(scope, { fromOn: calendarDate(fromOn), percent, keepsOldRate: "none", contractedBefore: null }),
  )
const withdraw = (fromOn: string) => world.act((scope) => withdrawTaxRate(scope, fromOn))
const invoice = (contractId: ContractId) =>
  world.act((scope) => invoiceContract(scope, { contractId, addressee, dueOn: calendarDate("2026-05-31") }))
const due = () => world.look((scope) => papersToRevise(scope, 100))
const ratesOf = async (id: PaperId) =>
  (await world.look((scope) => paperForPage(scope, id))).snapshot.rates.map(({ ratePercent, grossYen, taxYen }) => [
    ...[ratePercent, grossYen, taxYen],
  ])
const latestOf = async (id: PaperId) => {
  const { copies } = await world.look((scope) => paperForPage(scope, id))
  return world.look((scope) => paperForPage(scope, copies.at(-1)?.id ?? ""))
}

let billed: ContractId
let invoiced: PaperId
let receipt: PaperId

beforeAll(async () => {
  await world.found()
  billed = await world.order(await world.reader(), "M12", { paymentWay: "invoice" })
  invoiced = await invoice(billed)
  const paidFor = await world.order(await world.reader(), "M12")
  await world.pay(paidFor, 4_000)
  await world.pay(paidFor, 7_000)
  const [second] = await world.look(
    (scope) => scope.sql<{ id: string }>`
      select payment_id as id from payment_allocation where contract_id = ${paidFor}::uuid and amount_yen = 7000`,
  )
  receipt = await world.act((scope) => receiptForPayment(scope, { paymentId: idOf(second?.id ?? ""), addressee }))
})

describe("D5 修正した適格請求書: a change of the rate that is entered after papers were issued", () => {
  test("E5 names each paper whose split is wrong, over two changes in one term, and none before", async () => {
    expect(await due()).toEqual([])
    await enter("2026-10-01", 12)
    await enter("2027-01-01", 15)
    expect((await due()).map(({ id, was, now }) => [id, was, now])).toEqual([
      [
        invoiced,
        [{ ratePercent: 10, amountYen: 11_000 }],
        // Six issues until September, three until December, three from January on.
        [
          { ratePercent: 10, amountYen: 5_500 },
          { ratePercent: 12, amountYen: 2_750 },
          { ratePercent: 15, amountYen: 2_750 },
        ],
      ],
      [
        receipt,
        [{ ratePercent: 10, amountYen: 7_000 }],
        // The 4,000 yen before it paid for the first issues.
        [
          { ratePercent: 10, amountYen: 1_500 },
          { ratePercent: 12, amountYen: 2_750 },
          { ratePercent: 15, amountYen: 2_750 },
        ],
      ],
    ])
  })

  test("each is issued once more under its number, with one rounding a rate and the same sum; a second run adds nothing", async () => {
    const { papers, isMore } = await world.act(revisePapers)
    expect([papers.length, isMore]).toEqual([2, false])
    expect((await world.act(revisePapers)).papers).toEqual([])
    const first = await world.look((scope) => paperForPage(scope, invoiced))
    const revised = await latestOf(invoiced)
    expect(revised).toMatchObject({ number: first.number, copyNo: 1, isRevision: true })
    expect(revised.snapshot).toMatchObject({ totalYen: 11_000, revisedOn: "2026年4月1日" })
    expect(revised.snapshot.lines.map(({ supplied, amountYen }) => [supplied, amountYen])).toEqual([
      ["2026-04号から12回のうち6回", 5_500],
      ["2026-04号から12回のうち3回", 2_750],
      ["2026-04号から12回のうち3回", 2_750],
    ])
    expect(await ratesOf(papers[0] ?? invoiced)).toEqual([
      [15, 2_750, 358],
      [12, 2_750, 294],
      [10, 5_500, 500],
    ])
    // What was issued stays as it was; what is open is open once.
    expect(await ratesOf(invoiced)).toEqual([[10, 11_000, 1_000]])
    expect(first.item).toEqual({ billedYen: 11_000, paidYen: 0, loweredYen: 0, leftYen: 11_000 })
    const found = await world.look((scope) =>
      papersForSearch(scope, { ...filter, isRevised: true }, { limit: 10, offset: 0 }),
    )
    expect(found.papers.map(({ number, taxes }) => [number, taxes.length])).toContainEqual([first.number, 3])
    expect(await world.differences()).toEqual([])
  })

  test("made out to another name it keeps the revision; what is taken off it has the rate that the revision bills", async () => {
    const copy = await world.act((scope) =>
      reissuePaper(scope, { paperId: invoiced, addressee: { ...addressee, name: "別名" } }),
    )
    expect(await world.look((scope) => paperForPage(scope, copy))).toMatchObject({ copyNo: 2, isRevision: false })
    expect((await ratesOf(copy)).map(([rate]) => rate)).toEqual([15, 12, 10])
    await world.act((scope) => cancelContract(scope, { contractId: billed, reason: "price" }))
    const { correctedBy } = await world.look((scope) => paperForPage(scope, invoiced))
    const note = await world.look((scope) => paperForPage(scope, correctedBy[0]?.id ?? ""))
    expect(note.snapshot.rates.map(({ ratePercent }) => ratePercent)).toEqual([15])
    // Its credit note says what changed: it is no longer revised, whatever becomes of the rate.
    await withdraw("2027-01-01")
    expect((await due()).map(({ id }) => id)).toEqual([receipt])
  })

  test("a change that is withdrawn makes them right again, as the next revision", async () => {
    await withdraw("2026-10-01")
    expect((await due()).map(({ now }) => now)).toEqual([[{ ratePercent: 10, amountYen: 7_000 }]])
    await world.act(revisePapers)
    expect(await due()).toEqual([])
    expect((await latestOf(receipt)).snapshot.rates).toEqual([{ ratePercent: 10, grossYen: 7_000, taxYen: 636 }])
  })
})

describe("F11 seminars", () => {
  const office = seminarWorld(useHouse("empty"))

  test("E5 the invoice of a seminar that is held after the change is revised, with one line for who attends", async () => {
    await office.found()
    await office.load(seminarGiven("TAXED", paid(11_000)))
    const order = await office.apply("TAXED", { way: "invoice" })
    const erased = await office.apply("TAXED", { way: "invoice" })
    await office.act((scope) =>
      saveTaxRate(scope, {
        ...{ fromOn: calendarDate("2026-12-01"), percent: 12, keepsOldRate: "none", contractedBefore: null },
      }),
    )
    // Who was erased has nobody to send it to.
    await office.act(
      (scope) => scope.sql`
        update member set erased_at = ${scope.now} where id = (select payer_id from seminar_order where id = ${erased}::uuid)`,
    )
    expect((await office.act(revisePapers)).papers).toHaveLength(1)
    expect((await office.act(revisePapers)).papers).toEqual([])
    const [paper] = await office.look((scope) => papersForOrder(scope, order))
    const { copies } = await office.look((scope) => paperForPage(scope, paper?.id ?? ""))
    const { snapshot } = await office.look((scope) => paperForPage(scope, copies.at(-1)?.id ?? ""))
    expect(snapshot.lines).toMatchObject([{ amountYen: 11_000, ratePercent: 12, supplied: "2026年12月10日" }])
    expect(snapshot.rates).toEqual([{ ratePercent: 12, grossYen: 11_000, taxYen: 1_178 }])
  })
})
