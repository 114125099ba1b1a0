import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { saveOnlineWays } from "#app/billing/stripe/online-ways.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { awaitedPayments } from "#app/subscriptions/awaited-payments.server.ts"
import { findLostCheckouts } from "#app/subscriptions/card-money/find-lost-checkouts.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let person = 0

const look = async <Row extends object>(query: Parameters<typeof readScope<Row[]>>[1]) =>
  readScope(await web.house.actor(), query)
const events = async () => {
  await web.simulator.control.deliverAll()
  return applyStripeEvents(await web.house.actor())
}
const offer = async (ways: { konbini: boolean; transfer: boolean }) =>
  inScope(await web.house.actor(), (scope) => saveOnlineWays(scope, ways))

type Way = "konbini" | "customer_balance"
const payBy = { konbini: "convenience-store", customer_balance: "bank-transfer" } as const

/** A reader who applies and takes his number or account; what he may do next is the test's. */
async function applies(way: Way, changes: Readonly<Record<string, string>> = {}) {
  person += 1
  const kana = Array.from(String(person), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
  const own = { email: `later-${person}@example.com`, phone: `03-6666-${String(person).padStart(4, "0")}` }
  const reader = new Reader(web.url, { ...hana, ...own, familyNameKana: kana, givenNameKana: "アトデ" })
  const confirmation = await reader.apply("G12", { payBy: payBy[way], ...changes })
  const session = sessionOf(await reader.confirm(confirmation))
  await web.simulator.control.orderLater(session, way)
  return { reader, confirmation, session, email: own.email }
}

const ordersOf = (email: string) =>
  look<{ way: string; paidBy: string; account: string; yen: number; auto: boolean }>(
    (scope) => scope.sql`
      select contract.payment_way as way, payment.way as "paidBy", account.name as account, payment.amount_yen as yen,
        contract.auto_renewal as auto
      from member join contract on contract.payer_id = member.id join payment on payment.order_id = contract.order_id
      join voucher on voucher.source_key = 'payment:' || payment.external_key
      join voucher_line as line on line.voucher_id = voucher.id and line.amount_yen > 0
      join account on account.code = line.account_code where member.email = ${email}`,
  )
const stateOf = async (email: string) =>
  (
    await look<{ state: string; until: string | null }>(
      (scope) => scope.sql`
        select state, payable_until as until from application where form ->> 'email' = ${email} order by started_at desc limit 1`,
    )
  )[0]
const mailsTo = (email: string) =>
  look<{ subject: string; body: string }>(
    (scope) => scope.sql`select subject, body_text as body from outbox where recipient = ${email} order by id`,
  )
const ties = async () => {
  expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  expect((await reconcileStripe(await web.house.actor())).differences).toEqual([])
}

beforeAll(() => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
})
beforeEach(() => offer({ konbini: true, transfer: true }))

describe("D2 paying at a convenience store", () => {
  test("the number comes first, the order with the money; the money lies at Stripe, and nothing renews by card", async () => {
    const { reader, confirmation, session, email } = await applies("konbini")
    expect(await (await fetch(new URL(confirmation, web.url))).text()).toContain("コンビニエンスストアで")
    const waiting = await reader.comeBack(confirmation, session)
    expect(waiting).toContain("お支払いをお待ちしています")
    expect(waiting).toContain("2026-11-27")
    expect(await stateOf(email)).toEqual({ state: "awaiting-payment", until: "2026-11-27" })
    expect(await ordersOf(email)).toEqual([])
    const [mail, ...others] = await mailsTo(email)
    expect(others).toEqual([])
    expect(mail?.body).toContain("払込番号")
    expect(mail?.body).toContain("2026年11月27日 23時59分")
    expect(mail?.body).toContain(`/c/pay/${session}/instructions`)
    expect((await look(awaitedPayments)).map((one) => one.email)).toContain(email)

    web.house.setClock("2026-11-24T18:00:00+09:00")
    await web.simulator.control.payLater(session)
    await events()
    expect(await ordersOf(email)).toEqual([
      { way: "convenience-store", paidBy: "convenience-store", account: "未収入金(カード)", yen: 13_200, auto: false },
    ])
    expect(await reader.comeBack(confirmation, session)).toContain("お申し込みを受け付けました")
    expect((await mailsTo(email)).at(-1)?.body).toContain("コンビニエンスストア")
    expect((await look(awaitedPayments)).map((one) => one.email)).not.toContain(email)
    await ties()
    web.house.setClock("2026-11-20T10:00:00+09:00")
  })

  test("a number that is not paid in time ends the application; nothing is booked, and nothing waits", async () => {
    const { email, session, reader, confirmation } = await applies("konbini")
    await events()
    expect(await stateOf(email)).toMatchObject({ state: "awaiting-payment" })
    await web.simulator.control.failLater(session)
    await events()
    expect(await stateOf(email)).toMatchObject({ state: "abandoned" })
    expect(await reader.comeBack(confirmation, session)).not.toContain("お申し込みを受け付けました")
    expect(await ordersOf(email)).toEqual([])
    await ties()
  })

  test("F4 events twice, shuffled, late or lost end in the same order, once", async () => {
    const { email, session } = await applies("konbini")
    await web.simulator.control.payLater(session)
    await web.simulator.control.deliverAll({ order: "shuffle", seed: 7, duplicates: 3, drop: 1 })
    await applyStripeEvents(await web.house.actor())
    await events()
    expect(await ordersOf(email)).toHaveLength(1)
    const lost = await applies("konbini")
    await web.simulator.control.payLater(lost.session)
    await web.simulator.control.deliverAll({ drop: 100 })
    web.house.setClock("2026-11-20T10:20:00+09:00")
    await findLostCheckouts(await web.house.actor())
    expect(await ordersOf(lost.email)).toHaveLength(1)
    await ties()
    web.house.setClock("2026-11-20T10:00:00+09:00")
  })

  test("F4 events that no webhook brought are fetched by the nightly run, each once, and mean the same", async () => {
    const lost = await applies("konbini")
    await web.simulator.control.payLater(lost.session)
    await web.simulator.control.deliverAll({ drop: 100 })
    const first = await reconcileStripe(await web.house.actor())
    expect(first.events).toBeGreaterThan(3)
    expect(await ordersOf(lost.email)).toHaveLength(1)
    expect((await reconcileStripe(await web.house.actor())).events).toBe(0)
    await ties()
  })
})

describe("D2 bank transfer", () => {
  test("the account first, without a last day; the order with the money", async () => {
    const { reader, confirmation, session, email } = await applies("customer_balance")
    expect(await reader.comeBack(confirmation, session)).toContain("ご案内の口座へお振り込みください")
    expect(await stateOf(email)).toEqual({ state: "awaiting-payment", until: null })
    await web.simulator.control.payLater(session)
    await events()
    expect(await ordersOf(email)).toEqual([
      { way: "bank-transfer", paidBy: "bank-transfer", account: "未収入金(カード)", yen: 13_200, auto: false },
    ])
    // One customer, made for this request; a lost answer makes no second one.
    const customers = Object.values(web.simulator.control.objects(demoSecretKey("engei")).customer)
    expect(customers.filter((customer) => customer.email === email)).toHaveLength(1)
    await ties()
  })
})

describe("what is offered", () => {
  test("only ways that the organization offers are shown and taken; beyond the store's limit the field says so, and what was typed stays", async () => {
    await offer({ konbini: false, transfer: true })
    const page = await (await fetch(new URL("/o/engei/apply/G12", web.url))).text()
    const offered = [...page.matchAll(/type="radio" name="payBy"[^>]*value="([\w-]+)"/g)].map(([, value]) => value)
    expect(offered).toEqual(["card", "bank-transfer"])
    const reader = new Reader(web.url, { ...hana, email: "not-offered@example.com" })
    const fields = { ...(await reader.openForm("G12")), payBy: "convenience-store" }
    const refused = await reader.submitForm("G12", fields)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain("このお支払い方法はご利用いただけません")
    await offer({ konbini: true, transfer: true })
    const many = await reader.submitForm("G12", { ...fields, copies: "23" })
    expect(many.status).toBe(422)
    const text = await many.text()
    expect(text).toContain("コンビニ払いは120円以上300,000円以下")
    expect(text).toContain('value="not-offered@example.com"')
    expect((await reader.submitForm("G12", { ...fields, copies: "22" })).status).toBe(302)
    const wild = await reader.submitForm("G12", { ...fields, payBy: "gold" })
    expect(wild.status).toBe(422)
  })

  test("with the card alone nothing is asked", async () => {
    await offer({ konbini: false, transfer: false })
    const page = await (await fetch(new URL("/o/engei/apply/G12", web.url))).text()
    expect(page).toContain('<input type="hidden" name="payBy" value="card"')
  })
})
