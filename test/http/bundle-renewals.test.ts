import { beforeAll, describe, expect, test } from "vitest"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { cardForReader } from "#app/subscriptions/reader/card-for-reader.server.ts"
import { type RenewalDue, renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { Reader, sessionOf } from "#test/support/reader.ts"
import { nothing, type Subscriber, useAutoRenewals } from "#test/support/use-auto-renewals.ts"

const { web, look, renew, byCardOf, subscribe, stateOf, mailsTo, intentsOf, differences } = useAutoRenewals()

const SET = { code: "SETQ", says: "最初に満了する媒体の満了の号の発送日に" }
/** The quarterly's one issue ships on this day, before the monthly's third. */
const CHARGE_ON = calendarDate("2026-12-18")
const offers = [
  { code: "G3", publication: "GARDEN", name: "3か月3冊", kind: "term", units: "3", priceYen: "3000" },
  { code: "T1", publication: "TSURI", name: "1冊", kind: "term", units: "1", priceYen: "1650" },
  {
    ...{ code: SET.code, publication: "GARDEN", name: "四季のセット", kind: "bundle", units: "1", priceYen: "4001" },
    ...{ components: "G3\nT1", autoRenewal: "on" },
  },
]

const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)

beforeAll(async () => {
  for (const offer of offers) {
    const typed = offerForm("ja").parse({ onSale: "on", refundPolicy: "pro-rata", ...offer })
    await act((scope) => saveOffer(scope, typed, true))
  }
})

type Term = { id: string; title: string; start: number; generation: number; auto: boolean; yen: number; paid: number }

/** All terms that a reader ever paid for, the first ones first, the monthly before the quarterly. */
const termsOf = ({ email }: Subscriber) =>
  look<Term>(
    (scope) => scope.sql`
      select contract.id, publication.code as title, start_issue as start, generation, auto_renewal as auto, price_yen as yen,
        (select coalesce(sum(amount_yen), 0)::integer from payment_allocation where contract_id = contract.id) as paid
      from contract join publication on publication.id = contract.publication_id join member on member.id = contract.payer_id
      where member.email = ${email} order by generation, publication.code`,
  )
const paymentsOf = async ({ email }: Subscriber) =>
  (
    await look<{ yen: number }>(
      (scope) => scope.sql`
        select amount_yen as yen from payment join member on member.id = payment.payer_id where member.email = ${email} order by payment.id`,
    )
  ).map(({ yen }) => yen)
const dueOf = async ({ email }: Subscriber, asOf: string) =>
  (await look<RenewalDue>((scope) => renewalsDue(scope, calendarDate(asOf)))).filter((one) => one.email === email)

const renewed = (generation: number, first: readonly [number, number], auto: boolean) => [
  { title: "GARDEN", start: first[0], generation, auto, yen: 2581, paid: 2581 },
  { title: "TSURI", start: first[1], generation, auto, yen: 1420, paid: 1420 },
]

async function open(path: string) {
  const page = await (await fetch(new URL(path, web.url))).text()
  return {
    page,
    applicationId: /name="applicationId" value="([^"]+)"/.exec(page)?.[1] ?? "",
    offerId: /name="offerId"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? "",
  }
}

/** Goes from the form, opened anew, to Stripe's page. */
async function toCard(path: string) {
  const { applicationId, offerId } = await open(path)
  const chosen = await fetch(new URL(path, web.url), {
    ...{ method: "POST", body: new URLSearchParams({ applicationId, offerId }), headers: { Origin: web.url } },
    redirect: "manual",
  })
  const confirmation = chosen.headers.get("location") ?? ""
  const shown = await (await fetch(new URL(confirmation, web.url))).text()
  return { confirmation, shown, session: sessionOf(await new Reader(web.url, {}).confirm(confirmation)) }
}

const linkIn = (body: string | undefined) => /\/o\/engei\/renew\/[A-Za-z0-9_-]+/.exec(body ?? "")?.[0] ?? ""

describe("a bundle renewed as a whole by card", () => {
  test("D4 B2 one announcement and one charge for both titles, each term from its own end, by the title that ends first; once", async () => {
    const reader = await subscribe("4242", SET)
    const [monthly, quarterly] = await termsOf(reader)
    expect([monthly?.auto, quarterly?.auto]).toEqual([true, true])
    expect(await renew("2026-11-20")).toEqual({ ...nothing, announced: 1 })
    expect(await renew("2026-11-20")).toEqual(nothing)
    const [mail, ...others] = await mailsTo(reader.email)
    expect(others).toEqual([])
    for (const text of [
      "「月刊ガーデン」第523号、「季刊つり手帖」第89号",
      "4,001円(税込)",
      "2026年12月18日",
      "1回のご請求",
    ]) {
      expect(mail?.body).toContain(text)
    }
    for (const term of [monthly, quarterly]) {
      expect(await byCardOf(term?.id ?? "")).toMatchObject({ chargeOn: CHARGE_ON, amountYen: 4001, isBundle: true })
    }
    const [payer] = await look<{ id: string }>(
      (scope) => scope.sql`select payer_id as id from contract where id = ${reader.contractId}::uuid`,
    )
    const card = await act((scope) => cardForReader(scope, idOf(payer?.id ?? "")))
    expect(card?.renewals).toMatchObject([{ publication: "月刊ガーデン・季刊つり手帖", amountYen: 4001 }])
    expect(await dueOf(reader, "2026-12-17")).toEqual([])
    expect(await renew("2026-12-17")).toEqual(nothing)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, renewed: 1 })
    expect(await renew(CHARGE_ON)).toEqual(nothing)
    expect((await termsOf(reader)).slice(2)).toMatchObject(renewed(2, [524, 90], true))
    expect(await paymentsOf(reader)).toEqual([4001, 4001])
    expect(intentsOf(quarterly?.id ?? "")).toHaveLength(1)
    // The renewed set is a set again: announced for the next end, once.
    const due = await look<{ email: string; amountYen: number; lastIssue: number; titles: readonly object[] }>(
      (scope) => autoRenewalsDue(scope, calendarDate("2027-02-20")),
    )
    expect(due.filter(({ email }) => email === reader.email)).toMatchObject([
      { amountYen: 4001, lastIssue: 90, titles: [{ lastIssue: 526 }, { lastIssue: 90 }] },
    ])
    expect(await differences()).toEqual([])
  })

  test("D4 B1 B2 a declined card leaves both untouched, is tried again once for both; then one notice, and one form pays for both, once", async () => {
    const reader = await subscribe("0341", SET)
    await renew("2026-11-20")
    const days = [CHARGE_ON, addDays(CHARGE_ON, 3), addDays(CHARGE_ON, 8), addDays(CHARGE_ON, 15)]
    for (const [at, day] of days.entries()) {
      expect(await renew(day), day).toEqual({ ...nothing, [at === days.length - 1 ? "fallenBack" : "declined"]: 1 })
      expect(await renew(day), day).toEqual(nothing)
    }
    const before = await termsOf(reader)
    expect(before.map(({ auto }) => auto)).toEqual([false, false])
    const mails = await mailsTo(reader.email)
    expect(mails).toHaveLength(5)
    const [notice, ...others] = await dueOf(reader, addDays(CHARGE_ON, 16))
    expect(others).toEqual([])
    expect(notice).toMatchObject({ offer: "四季のセット", priceYen: 4001, titles: [{}, {}] })

    const path = linkIn(mails.at(-1)?.body)
    const { page } = await open(path)
    for (const text of [
      "第523号で満了。続けて第524号(予定)から3回",
      "四季のセット(今と同じ)",
      "「季刊つり手帖」だけを継続: 1冊",
    ]) {
      expect(page).toContain(text)
    }
    const [one, two] = [await toCard(path), await toCard(path)]
    for (const text of [
      "「月刊ガーデン」今のご契約に続けて、第524号(予定)から3回、「季刊つり手帖」今のご契約に続けて、第90号(予定)から1回",
      "月刊ガーデン 3か月3冊: 2,581円(うち消費税10% 234円)",
      "4,001円(うち消費税 363円)",
    ]) {
      expect(one.shown).toContain(text)
    }
    expect(await termsOf(reader)).toEqual(before)
    await web.simulator.control.completeSession(one.session, { card: "4242" })
    await web.simulator.control.completeSession(two.session, { card: "4242" })
    const done = await new Reader(web.url, {}).comeBack(one.confirmation, one.session)
    expect(done).toContain("お申し込みを受け付けました")
    await new Reader(web.url, {}).comeBack(one.confirmation, one.session)
    await new Reader(web.url, {}).comeBack(two.confirmation, two.session)
    expect((await termsOf(reader)).slice(2)).toMatchObject(renewed(2, [524, 90], true))
    const states = await look<{ state: string }>(
      (scope) => scope.sql`
        select application.state from application join contract on contract.id = application.renews_id
        where contract.id = any (${before.map(({ id }) => id)}::uuid[]) order by state`,
    )
    expect(states.map(({ state }) => state)).toEqual(["paid", "refund-due"])
    const [receipt, ...more] = await look<{ body: string }>(
      (scope) => scope.sql`
        select body_text as body from outbox where recipient = ${reader.email} and kind = 'receipt' order by id desc`,
    )
    expect(more).toHaveLength(1)
    for (const text of ["月刊ガーデン 3か月3冊", "季刊つり手帖 1冊", "4,001円"]) expect(receipt?.body).toContain(text)
    expect((await open(path)).page).toContain("ご継続のお手続きは済んでいます")
    expect(await differences()).toEqual([])
  })

  test("D4 E5 one title cancelled after the announcement: nothing is charged, and the other is asked by itself at its own plan", async () => {
    const reader = await subscribe("4242", SET)
    const [monthly, quarterly] = await termsOf(reader)
    await renew("2026-11-20")
    const [told] = await mailsTo(reader.email)
    await act((scope) => cancelContract(scope, { contractId: monthly?.id ?? "", reason: "price" }))
    expect(await byCardOf(quarterly?.id ?? "")).toBeNull()
    expect(await renew(CHARGE_ON)).toEqual(nothing)
    expect(await stateOf(quarterly?.id ?? "")).toMatchObject({ state: "withdrawn", next: null })
    expect(await paymentsOf(reader)).toEqual([4001])
    expect(await dueOf(reader, CHARGE_ON)).toMatchObject([
      {
        contractId: quarterly?.id,
        offer: "1冊",
        priceYen: 1650,
        titles: [{ publication: "季刊つり手帖", lastIssue: 89 }],
      },
    ])
    const { page } = await open(linkIn(told?.body))
    expect(page).toContain("1冊(今と同じ)")
    expect(page).not.toContain("四季のセット")
    expect(await differences()).toEqual([])
  })

  test("D4 B1 a bundle that left the sale is not charged at the price of a title: each is asked by itself", async () => {
    const onSale = (is: "on" | "") =>
      act((scope) =>
        saveOffer(scope, offerForm("ja").parse({ ...offers[2], refundPolicy: "pro-rata", onSale: is }), false),
      )
    const reader = await subscribe("4242", SET)
    await onSale("")
    expect(await renew("2026-11-20")).toEqual(nothing)
    expect((await dueOf(reader, CHARGE_ON)).map(({ offer }) => offer)).toEqual(["3か月3冊", "1冊"])
    await onSale("on")
    expect(await renew("2026-11-20")).toEqual({ ...nothing, announced: 1 })
    // A set that has been announced is charged as it was announced, though the bundle leaves the sale.
    await onSale("")
    expect(await dueOf(reader, CHARGE_ON)).toEqual([])
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, renewed: 1 })
    expect((await termsOf(reader)).slice(2)).toMatchObject(renewed(2, [524, 90], true))
    await onSale("on")
  })
})
