import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { openPortal } from "#app/billing/stripe/open-portal.server.ts"
import { connectStripe } from "#app/billing/stripe/stripe-client.server.ts"
import { cardOfCustomer } from "#app/billing/stripe/card-of-customer.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { laterBy } from "#app/platform/clock.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { findChangedCards } from "#app/subscriptions/kept-card/find-changed-cards.server.ts"
import { takeChangedCard } from "#app/subscriptions/kept-card/take-changed-card.server.ts"
import { idOf } from "#app/values/ids.ts"
import { Refusal } from "#app/values/refusal.ts"
import { type CardSubscriber, cardSubscribers } from "#test/support/card-subscriber.ts"
import { demoSecretKey, demoWebhookSecret } from "#test/support/demo/seed-demo.ts"
import type { MyPageReader } from "#test/support/my-page-reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const { on, offer, subscribe, renew, signedIn } = cardSubscribers(web)
const CHARGE_ON = "2026-12-16"

const look = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await web.house.actor(), run)
const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)

beforeAll(offer)
beforeEach(async () => {
  on("2026-11-20")
  await act((scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`)
})

type Kept = { last4: string; expires: string; customer: string; method: string; changes: number }

async function keptOf({ memberId }: CardSubscriber): Promise<Kept> {
  const [kept] = await look(
    (scope) => scope.sql<Kept>`
      select last4, expires_month as expires, customer_id as customer, payment_method_id as method,
        (select count(*)::integer from audit_entry where action = 'replace-card' and subject = member_id::text) as changes
      from card_on_file where member_id = ${memberId}::uuid`,
  )
  if (!kept) throw new Error("no card is kept")
  return kept
}

/** Presses お支払いカードの変更; gives the visit's id. */
async function toPortal(reader: MyPageReader): Promise<string> {
  const answer = await reader.post("/card", {})
  const address = answer.headers.get("location") ?? (await answer.text())
  const visit = /\/p\/session\/(bps_\w+)/.exec(address)?.[1]
  if (answer.status !== 303 || visit === undefined) throw new Error(`no portal: ${answer.status} ${address}`)
  return visit
}

const { deliverAll, replaceCard } = {
  deliverAll: (options?: Parameters<typeof web.simulator.control.deliverAll>[0]) =>
    web.simulator.control.deliverAll(options),
  replaceCard: (visit: string, card: "4242" | "0341") => web.simulator.control.replaceCard(visit, card),
}
const applied = async () => applyStripeEvents(await web.house.actor())

const visitsOf = ({ memberId }: CardSubscriber) =>
  look(
    (scope) => scope.sql<{ key: string; state: string; url: string | null }>`
      select idempotency_key as key, state, session_url as url from stripe_request where member_id = ${memberId}::uuid order by attempt`,
  )

describe("D4 お支払いカードの変更", () => {
  test("the page names the card; the portal lets its reader change that alone, in his language, and its address is kept nowhere", async () => {
    const subscriber = await subscribe("0341")
    const reader = await signedIn(subscriber)
    const page = await (await reader.open("/card")).text()
    for (const text of ["VISA **** 0341", "2034 / 12", "お支払いカードの変更"]) expect(page).toContain(text)
    const visit = await toPortal(reader)
    const objects = web.simulator.control.objects(demoSecretKey("engei"))
    const session = objects["billing_portal.session"][visit]
    expect(session).toMatchObject({ locale: "ja", return_url: `${web.url}/my/engei/card` })
    const configurations = Object.values(objects["billing_portal.configuration"])
    expect(configurations.map(({ features }) => Object.entries(features).filter(([, { enabled }]) => enabled))).toEqual(
      [[["payment_method_update", expect.anything()]]],
    )
    expect(await visitsOf(subscriber)).toEqual([
      { key: `portal:${subscriber.memberId}:1`, state: "created", url: null },
    ])
    await toPortal(reader)
    expect(Object.values(objects["billing_portal.configuration"])).toHaveLength(1)
  })

  test("return before the event, event before the return, twice and in disorder: the card is kept once", async () => {
    for (const order of ["return", "event"] as const) {
      const subscriber = await subscribe("0341")
      const reader = await signedIn(subscriber)
      await deliverAll()
      await applied()
      await replaceCard(await toPortal(reader), "4242")
      if (order === "event") {
        await deliverAll({ order: "shuffle", seed: 5, duplicates: 2 })
        expect((await applied()).failed).toBe(0)
        expect((await keptOf(subscriber)).last4, order).toBe("4242")
      }
      expect(await (await reader.open("/card?changed=1")).text()).toContain("ご登録のカードは VISA **** 4242 です")
      await reader.open("/card?changed=1")
      await deliverAll({ order: "shuffle", seed: 9, duplicates: 2 })
      await applied()
      expect(await keptOf(subscriber), order).toMatchObject({ last4: "4242", changes: 1 })
    }
  })

  test("no event and no return: the nightly comparison finds the card, and later leaves the visit alone", async () => {
    const subscriber = await subscribe("0341")
    await replaceCard(await toPortal(await signedIn(subscriber)), "4242")
    await deliverAll({ drop: 100 })
    on("2026-11-21")
    const actor = await web.house.actor()
    expect(await findChangedCards(actor)).toBe(1)
    expect(await keptOf(subscriber)).toMatchObject({ last4: "4242", changes: 1 })
    expect((await reconcileStripe(actor)).cards).toBe(0)
    expect((await visitsOf(subscriber)).map(({ state }) => state)).toEqual(["expired"])
  })

  test("a bank's new card of the same number is learnt without its reader", async () => {
    const subscriber = await subscribe("4242")
    const { method } = await keptOf(subscriber)
    await web.simulator.control.renewCard(method, 2039)
    await deliverAll()
    await applied()
    expect(await keptOf(subscriber)).toMatchObject({ method, last4: "4242", expires: "2039-12", changes: 1 })
  })

  test("an answer that was asked for earlier never replaces a later one", async () => {
    const subscriber = await subscribe("0341")
    const { customer, method } = await keptOf(subscriber)
    const actor = await web.house.actor()
    const before = await cardOfCustomer(actor, { customerId: customer, paymentMethodId: method })
    const askedAt = await look((scope) => Promise.resolve(scope.now))
    await replaceCard(await toPortal(await signedIn(subscriber)), "4242")
    const after = await cardOfCustomer(actor, { customerId: customer, paymentMethodId: method })
    if (!before || !after) throw new Error("Stripe keeps no card")
    on("2026-11-21")
    expect(await act((scope) => takeChangedCard(scope, { card: after, askedAt: laterBy(askedAt, 5) }))).toBe(true)
    expect(await act((scope) => takeChangedCard(scope, { card: before, askedAt }))).toBe(false)
    expect((await keptOf(subscriber)).last4).toBe("4242")
  })

  test("a renewal that failed is charged anew by the next run, once, to the new card", async () => {
    const subscriber = await subscribe("0341")
    await renew("2026-11-20")
    expect((await renew(CHARGE_ON)).declined).toBe(1)
    const [mail] = await look(
      (scope) => scope.sql<{ body: string }>`
        select body_text as body from outbox where recipient = ${subscriber.email} and kind = 'auto-renewal' order by id desc limit 1`,
    )
    expect(mail?.body).toContain("マイページの「お支払いカード」")
    expect((await renew("2026-12-17")).renewed).toBe(0)
    const reader = await signedIn(subscriber)
    expect(await (await reader.open("/card")).text()).toContain("お支払いができませんでした")
    await replaceCard(await toPortal(reader), "4242")
    await reader.open("/card?changed=1")
    expect((await renew("2026-12-17")).renewed).toBe(1)
    expect((await renew("2026-12-17")).renewed).toBe(0)
    const paid = await look(
      (scope) => scope.sql<{ last4: string }>`
        select payment.card_last4 as last4 from contract join payment_allocation as part on part.contract_id = contract.id
        join payment on payment.id = part.payment_id where contract.previous_id = ${subscriber.contractId}::uuid`,
    )
    expect(paid).toEqual([{ last4: "4242" }])
    expect((await look(checkBooks)).differences).toEqual([])
  })

  test("without a card the page says how one is kept, and no portal opens: no-card-on-file", async () => {
    const subscriber = await subscribe("4242")
    const reader = await signedIn(subscriber)
    await act((scope) => scope.sql`delete from card_on_file where member_id = ${subscriber.memberId}::uuid`)
    expect(await (await reader.open("/card")).text()).toContain("ご登録のカードはありません")
    expect(await (await reader.post("/card", {})).text()).toContain("ご登録のカードがありません")
  })

  test("Stripe's refusal is told as ours, and the next press tries anew: portal-refused", async () => {
    const subscriber = await subscribe("4242")
    await act(
      (scope) => scope.sql`
      update card_on_file set customer_id = 'cus_gone' where member_id = ${subscriber.memberId}::uuid`,
    )
    const actor = await web.house.actor()
    const urls = { returnUrl: `${web.url}/back`, changedUrl: `${web.url}/back?changed=1` }
    const refused = await openPortal(actor, { memberId: idOf(subscriber.memberId), ...urls }).catch(
      (error: unknown) => error,
    )
    expect(refused instanceof Refusal ? refused.code : refused).toBe("portal-refused")
    expect((await visitsOf(subscriber)).map(({ state }) => state)).toEqual(["failed"])
  })

  test("a lost answer opens a new visit; another account of the organization gets a configuration of its own", async () => {
    const subscriber = await subscribe("4242")
    const reader = await signedIn(subscriber)
    await toPortal(reader)
    web.simulator.control.failNext({
      ...{ path: "POST /v1/billing_portal/sessions", outcome: "reset_after_commit", times: 3 },
    })
    expect(await (await reader.post("/card", {})).text()).toContain("カードの変更画面を開けませんでした")
    await toPortal(reader)
    expect((await visitsOf(subscriber)).map(({ state }) => state)).toEqual(["created", "expired", "created"])
    const keys = { secretKey: demoSecretKey("engei"), webhookSecret: demoWebhookSecret("engei") }
    await act((scope) => connectStripe(scope, keys))
    await toPortal(reader)
    const made = await look(
      (scope) => scope.sql<{ state: string }>`
        select state from stripe_request where operation = 'portal-configuration' order by attempt`,
    )
    expect(made.map(({ state }) => state)).toEqual(["expired", "created"])
  })

  test("N1 who is erased leaves no card and nothing of Stripe's messages about it", async () => {
    const subscriber = await subscribe("4242")
    await deliverAll()
    await applied()
    await replaceCard(await toPortal(await signedIn(subscriber)), "4242")
    await deliverAll()
    await applied()
    const { customer } = await keptOf(subscriber)
    await act(
      (scope) => scope.sql`
      update contract set state = 'cancelled', ended_on = opened_on, auto_renewal = false where id = ${subscriber.contractId}::uuid`,
    )
    await act(
      (scope) => scope.sql`
      update contract_position set deferred_yen = 0 where contract_id = ${subscriber.contractId}::uuid`,
    )
    const [member] = await look(
      (scope) => scope.sql<{ number: string }>`select number from member where id = ${subscriber.memberId}::uuid`,
    )
    await act((scope) => eraseMember(scope, member?.number ?? ""))
    const left = await look(
      (scope) => scope.sql<{ cards: number; events: number }>`
        select (select count(*)::integer from card_on_file where member_id = ${subscriber.memberId}::uuid) as cards,
          (select count(*)::integer from stripe_event where raw::text like '%' || ${customer} || '%' or raw::text like '%' || ${subscriber.email} || '%') as events`,
    )
    expect(left).toEqual([{ cards: 0, events: 0 }])
  })
})
