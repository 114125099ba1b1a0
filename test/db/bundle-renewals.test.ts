import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { choicesForAct } from "#app/subscriptions/contract/choices-for-contract.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { declineRenewal } from "#app/subscriptions/reader/decline-renewal.server.ts"
import { renewalOfContract } from "#app/subscriptions/renewal/renewal-of-contract.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import { type ContractId, idOf, type MemberId } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))

const bundle = (more: Readonly<Record<string, string>>, isNew: boolean) =>
  world.act((scope) =>
    saveOffer(
      scope,
      offerForm("ja").parse({
        ...{
          code: "SET",
          publication: "TSUKI",
          name: "つき・きせつセット",
          kind: "bundle",
          units: "1",
          priceYen: "15001",
        },
        ...{ onSale: "on", refundPolicy: "pro-rata", components: "M12\nQ4", steps: "3 メール\n1 メール" },
        ...more,
      }),
      isNew,
    ),
  )

beforeAll(async () => {
  await world.found()
  await bundle({}, true)
})
beforeEach(() => bundle({}, false))

type Sold = Readonly<{ payer: MemberId; monthly: ContractId; quarterly: ContractId }>

/** A bundle by phone: the monthly from an issue on for twelve, the quarterly with its next issue for four. */
async function sell(startIssue: number, copies = 1, more: { company?: string } = {}): Promise<Sold> {
  const payer = await world.reader(more.company === undefined ? {} : { companyName: more.company })
  const offerId = await world.offerId("SET")
  const { contracts } = await world.act((scope) =>
    placeOrder(scope, {
      ...{ payerId: payer, offerId, recipients: [{ memberId: payer, copies }], channel: "phone", startIssue },
      ...{ paymentWay: "bank-transfer", sourceCode: "" },
    }),
  )
  const [monthly, quarterly] = contracts
  if (!monthly || !quarterly) throw new Error("the bundle opened too few contracts")
  return { payer, monthly: monthly.id, quarterly: quarterly.id }
}

const by = { channel: "phone", paymentWay: "bank-transfer", effort: null } as const
const renew = async (contractId: string, offer = "SET") => {
  const offerId = await world.offerId(offer)
  return world.act((scope) => renewContract(scope, { ...by, contractId, offerId }))
}
const standing = (id: string) => world.look((scope) => contractAsItStands(scope, id))
const dueOf = async ({ payer }: Sold) =>
  (await world.look((scope) => renewalsDue(scope, scope.today))).filter(({ memberId }) => memberId === String(payer))

async function refusalOf(run: Promise<unknown>): Promise<string> {
  const error: unknown = await run.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Refusal)) throw new Error("it was not refused", { cause: error })
  return error.code
}

describe("a bundle renewed as a whole", () => {
  test("B1 one notice a step for the set, by the title that ends first, with the titles, the bundle's price and one page", async () => {
    const sold = await sell(1)
    await world.ship("TSUKI", 8)
    // The quarterly's third issue of four ships in November: three are left until then, one after it.
    await world.ship("KISETSU", 1)
    const [due, ...others] = await dueOf(sold)
    expect(others).toEqual([])
    expect(due).toMatchObject({
      ...{
        contractId: sold.quarterly,
        offer: "つき・きせつセット",
        priceYen: 15_001,
        copies: 1,
        step: 1,
        issuesLeft: 3,
      },
      ...{ publication: "月刊つき・季刊きせつ", lastIssue: 4, reason: "issues-left", channel: "mail" },
      titles: [
        { publication: "月刊つき", units: 12, lastIssue: 12 },
        { publication: "季刊きせつ", units: 4, lastIssue: 4 },
      ],
    })
    const send = () => world.act((scope) => sendRenewalNotices(scope, scope.today))
    expect((await send()).mails).toBe(1)
    expect((await send()).mails).toBe(0)
    const [mail] = await world.look(
      (scope) => scope.sql<{ subject: string; body: string }>`
        select subject, body_text as body from outbox where member_id = ${sold.payer}::uuid and kind = 'renewal'`,
    )
    expect(mail?.subject).toContain("「月刊つき・季刊きせつ」ご継続のご案内")
    for (const text of ["「月刊つき」第12号、「季刊きせつ」第4号", "15,001円(税込)", "1回のお支払い"]) {
      expect(mail?.body).toContain(text)
    }
    // Held for long, the quarterly ends last: the set goes by the monthly, and the step that was sent is not sent for it again.
    await world.act((scope) =>
      holdContract(scope, { contractId: sold.quarterly, fromIssue: 2, untilIssue: 6, reason: "reader" }),
    )
    await world.ship("TSUKI", 9)
    expect(await dueOf(sold)).toEqual([])
    await world.ship("TSUKI", 11)
    expect(await dueOf(sold)).toMatchObject([{ contractId: sold.monthly, step: 2, issuesLeft: 1 }])
    await renew(sold.monthly)
    expect(await dueOf(sold)).toEqual([])
  })

  test("B2 I2 I3 by phone from either title: one order of the bundle, each term from its own end, shares to the yen; again the next year", async () => {
    const sold = await sell(12, 3)
    await world.pay(sold.monthly, 28_126)
    await world.pay(sold.quarterly, 16_877)
    await world.ship("TSUKI", 20)
    const first = await standing(sold.monthly)
    const second = await standing(sold.quarterly)
    await bundle({ priceYen: "16000" }, false)
    const made = await renew(sold.quarterly)
    const [monthly, quarterly] = made.contracts
    expect(made.contract.id).toBe(quarterly?.id)
    expect([await standing(monthly.id), await standing(quarterly?.id ?? "")]).toMatchObject([
      {
        priceYen: 30_000,
        units: 12,
        copies: 3,
        startIssue: first.startIssue + 12,
        previousId: sold.monthly,
        generation: 2,
      },
      {
        priceYen: 18_000,
        units: 4,
        copies: 3,
        startIssue: second.startIssue + 4,
        previousId: sold.quarterly,
        generation: 2,
      },
    ])
    const [order] = await world.look(
      (scope) => scope.sql<{ yen: number; bundle: string }>`
        select total_yen as yen, offer.code as bundle from customer_order join offer on offer.id = bundle_id
        where customer_order.id = ${made.orderId}::uuid`,
    )
    expect(order).toEqual({ yen: 48_000, bundle: "SET" })
    expect(await refusalOf(renew(sold.monthly))).toBe("renewed-already")
    expect(await refusalOf(renew(sold.quarterly))).toBe("renewed-already")
    // The renewed set is a set again.
    const again = await renew(monthly.id)
    expect(again.contracts.map(({ startIssue, totalYen }) => [startIssue, totalYen])).toEqual([
      [first.startIssue + 24, 30_000],
      [second.startIssue + 8, 18_000],
    ])
    expect(await standing(again.contract.id)).toMatchObject({ generation: 3, previousId: monthly.id })
    expect(await world.differences()).toEqual([])
  })

  test("B1 E5 one title cancelled, declined or renewed by itself, or the bundle off sale: each that is left at its own plan", async () => {
    const kept = async (how: "cancelled" | "declined" | "renewed" | "off-sale", sold: Sold) => {
      if (how === "cancelled") {
        return world.act((scope) => cancelContract(scope, { contractId: sold.quarterly, reason: "price" }))
      }
      if (how === "declined") return world.act((scope) => declineRenewal(scope, sold.quarterly))
      if (how === "renewed") return renew(sold.quarterly, "Q4")
      return bundle({ onSale: "" }, false)
    }
    for (const how of ["cancelled", "declined", "renewed", "off-sale"] as const) {
      const [next] = await world.look(
        (scope) => scope.sql<{ number: number }>`
          select min(number) as number from issue join publication on publication.id = publication_id
          where code = 'TSUKI' and shipped_on is null`,
      )
      const sold = await sell(next?.number ?? 0)
      expect(await world.look((scope) => renewalOfContract(scope, sold.monthly)), how).toMatchObject({
        titles: [{ publication: "月刊つき" }, { publication: "季刊きせつ" }],
        offers: [{ isBundle: true, isNext: true, priceYen: 15_001 }, {}, {}, {}],
      })
      const { offers } = await world.look(async (scope) =>
        choicesForAct(scope, await contractAsItStands(scope, sold.monthly), "renew"),
      )
      expect(offers.map(({ name }) => name)).toEqual(["つき・きせつセット", "お試し3回", "1年"])
      await kept(how, sold)
      const form = await world.look((scope) => renewalOfContract(scope, sold.monthly))
      expect(form.titles.map(({ publication }) => publication)).toEqual(["月刊つき"])
      expect(form.offers.filter(({ isNext }) => isNext)).toMatchObject([{ name: "1年", priceYen: 11_000, isOwn: true }])
      expect(await refusalOf(renew(sold.monthly)), how).toBe(how === "off-sale" ? "unknown-offer" : "bundle-not-whole")
      await world.act((scope) => scope.sql`update contract set units = 2 where id = ${sold.monthly}::uuid`)
      const single = (await dueOf(sold)).filter(({ contractId }) => contractId === sold.monthly)
      expect(single, how).toMatchObject([
        { offer: "1年", priceYen: 11_000, titles: [{ lastIssue: (next?.number ?? 0) + 1 }] },
      ])
      await renew(sold.monthly, "M12")
      await bundle({ onSale: "on" }, false)
    }
    expect(await world.differences()).toEqual([])
  })

  test("D5 D2 renewed on invoice it is billed once; one payment is one receipt with both titles, and changes no other set", async () => {
    const sold = await sell(40)
    const offerId = await world.offerId("SET")
    const made = await world.act((scope) =>
      renewContract(scope, { ...by, contractId: sold.monthly, offerId, paymentWay: "invoice" }),
    )
    const addressee = { name: "読者", department: "", honorific: "様" }
    const paper = (id: ContractId) =>
      world.act((scope) =>
        invoiceContract(scope, { contractId: id, addressee, dueOn: addDays(calendarDate(scope.today), 40) }),
      )
    const papers: string[] = []
    for (const { id } of made.contracts) papers.push(await paper(id))
    expect(papers[0]).toBe(papers[1])
    expect(await world.act((scope) => issueDueInvoices(scope, scope.today))).toMatchObject({ contracts: 0 })
    const payment = {
      ...{
        way: "bank-transfer" as const,
        amountYen: 15_001,
        externalKey: "SET-RENEWED",
        cardBrand: null,
        cardLast4: null,
      },
    }
    const other = await sell(40)
    const paid = await world.act((scope) =>
      renewContract(scope, {
        ...{ ...by, contractId: other.quarterly, offerId, payment: { ...payment, receivedOn: scope.today } },
      }),
    )
    expect(await world.lastVoucher()).toEqual({ 普通預金: 15_001, "前受金 TSUKI": -9_375, "前受金 KISETSU": -5_626 })
    const [row] = await world.look(
      (scope) => scope.sql<{ id: string }>`select id from payment where order_id = ${paid.orderId}::uuid`,
    )
    const receipt = await world.act((scope) => receiptForPayment(scope, { paymentId: idOf(row?.id ?? ""), addressee }))
    const lines = await world.look(
      (scope) => scope.sql<{ yen: number }>`
        select amount_yen as yen from issued_paper_line where paper_id = ${receipt}::uuid order by line_no`,
    )
    expect(lines.map(({ yen }) => yen).sort()).toEqual([5_626, 9_375])
    expect(await world.differences()).toEqual([])
  })
})
