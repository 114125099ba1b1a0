import Stripe from "stripe"
import { describe, expect, it } from "vitest"
import { HOUR, order, refusal, START, useStripe } from "#test/support/stripe-simulator/contract-world.ts"

const world = useStripe()

describe("Stripe contract: Checkout sessions", () => {
  it("opens a hosted page for a one-off payment in yen", async () => {
    const session = await world.stripe.checkout.sessions.create(
      order({ client_reference_id: "application-1", metadata: { application: "1" }, locale: "ja" }),
    )
    expect(session).toMatchObject({
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      amount_total: 12_000,
      currency: "jpy",
      client_reference_id: "application-1",
      metadata: { application: "1" },
      payment_intent: null,
      expires_at: START + 24 * HOUR,
      url: `${world.simulator.url}/c/pay/${session.id}`,
    })
    expect(session.lastResponse.headers["stripe-version"]).toBe(Stripe.API_VERSION)
    expect(session.lastResponse.requestId).toMatch(/^req_/)
  })

  it("takes every parameter the application sends", async () => {
    const customer = await world.stripe.customers.create({
      email: "member@example.com",
      name: "会員",
      metadata: { member: "1" },
    })
    const session = await world.stripe.checkout.sessions.create({
      ...order({ customer_email: undefined, customer: customer.id }),
      payment_intent_data: { metadata: { application: "1" }, description: "年会費" },
      expires_at: START + HOUR,
      locale: "en",
      ui_mode: "hosted_page",
      adaptive_pricing: { enabled: false },
      allowed_payment_method_types: ["card"],
    })
    expect(session).toMatchObject({ customer: customer.id, expires_at: START + HOUR, locale: "en" })
  })

  it("lists line items, and includes them when asked", async () => {
    const { id } = await world.stripe.checkout.sessions.create(order())
    const items = await world.stripe.checkout.sessions.listLineItems(id, { expand: ["data.price.product"] })
    expect(items.data).toHaveLength(1)
    expect(items.data[0]).toMatchObject({ description: "季刊 定期", quantity: 2, amount_total: 12_000 })
    expect(items.data[0]?.price?.product).toMatchObject({ object: "product", description: "4冊" })
    expect(items.data[0]?.price?.unit_amount_decimal?.toString()).toBe("6000")
    const plain = await world.stripe.checkout.sessions.retrieve(id)
    const included = await world.stripe.checkout.sessions.retrieve(id, { expand: ["line_items"] })
    expect(plain.line_items).toBeUndefined()
    expect(included.line_items?.data[0]?.id).toBe(items.data[0]?.id)
  })

  it("refuses what Stripe refuses", async () => {
    const create = (params: Partial<Stripe.Checkout.SessionCreateParams>) =>
      refusal(world.stripe.checkout.sessions.create(order(params)))
    const priced = (unit_amount: number) => ({
      line_items: [{ price_data: { currency: "jpy", unit_amount, product_data: { name: "x" } }, quantity: 1 }],
    })
    expect(await create(priced(10.5))).toMatchObject({
      statusCode: 400,
      type: "StripeInvalidRequestError",
      code: "parameter_invalid_integer",
      param: "line_items[0][price_data][unit_amount]",
    })
    expect(await create(priced(49))).toMatchObject({ code: "amount_too_small" })
    expect(await create({ success_url: undefined })).toMatchObject({ code: "parameter_missing", param: "success_url" })
    expect(await create({ expires_at: START + 29 * 60 })).toMatchObject({ param: "expires_at" })
    expect(await create({ customer: "cus_none", customer_email: undefined })).toMatchObject({
      statusCode: 400,
      code: "resource_missing",
      param: "customer",
    })
  })

  it("refuses a parameter that the pinned version doesn't have", async () => {
    const params = { ...order(), payment_method_types: ["card"] }
    expect(await refusal(world.stripe.checkout.sessions.create(params))).toMatchObject({
      statusCode: 400,
      code: "parameter_unknown",
      param: "payment_method_types",
    })
  })

  it("answers 501 to what isn't simulated, and remembers it as a violation", async () => {
    const notSimulated = { statusCode: 501, code: "sim_not_implemented" }
    expect(await refusal(world.stripe.subscriptions.list())).toMatchObject(notSimulated)
    expect(await refusal(world.stripe.checkout.sessions.create(order({ mode: "subscription" })))).toMatchObject(
      notSimulated,
    )
    const discounts = [{ coupon: "half" }]
    expect(await refusal(world.stripe.checkout.sessions.create(order({ discounts })))).toMatchObject(notSimulated)
    expect(world.control.violations()).toHaveLength(3)
    world.control.clearViolations()
  })

  it("expires by request and by the clock, and can't be paid or expired after", async () => {
    const byRequest = await world.stripe.checkout.sessions.create(order())
    const byClock = await world.stripe.checkout.sessions.create(order({ expires_at: START + HOUR }))
    expect(await world.stripe.checkout.sessions.expire(byRequest.id)).toMatchObject({ status: "expired", url: null })
    expect(await refusal(world.stripe.checkout.sessions.expire(byRequest.id))).toMatchObject({ statusCode: 400 })
    await world.control.advance(HOUR)
    expect((await world.stripe.checkout.sessions.retrieve(byClock.id)).status).toBe("expired")
    expect((await world.stripe.events.list({ type: "checkout.session.expired" })).data).toHaveLength(2)
    await expect(world.control.completeSession(byClock.id)).rejects.toThrow("expired")
    const page = await fetch(`${world.simulator.url}/c/pay/${byClock.id}`, { method: "POST", body: "card=4242" })
    expect(page.status).toBe(410)
  })

  it("lists sessions by status and payment intent", async () => {
    const { session, intent } = await world.paid()
    const open = await world.stripe.checkout.sessions.create(order())
    const byStatus = await world.stripe.checkout.sessions.list({ status: "open" })
    const byIntent = await world.stripe.checkout.sessions.list({ payment_intent: intent.id })
    expect(byStatus.data.map(({ id }) => id)).toEqual([open.id])
    expect(byIntent.data.map(({ id }) => id)).toEqual([session.id])
  })
})

describe("Stripe contract: payments", () => {
  it("completes session, intent and charge together, with the intent's own metadata", async () => {
    const { session, intent, charge } = await world.paid({
      metadata: { on: "session" },
      payment_intent_data: { metadata: { on: "intent" }, description: "年会費" },
    })
    expect(session).toMatchObject({ status: "complete", payment_status: "paid", url: null })
    expect(session.customer_details?.email).toBe("payer@example.com")
    expect(intent).toMatchObject({ status: "succeeded", amount_received: 12_000, metadata: { on: "intent" } })
    expect(charge).toMatchObject({ status: "succeeded", paid: true, metadata: { on: "intent" }, description: "年会費" })
    expect(charge.payment_method_details?.card).toMatchObject({ brand: "visa", last4: "4242" })
  })

  it.each([
    ["0002", "card_declined", "generic_decline"],
    ["9995", "card_declined", "insufficient_funds"],
    ["0069", "expired_card", "expired_card"],
  ] as const)("declines the card %s and lets the payer try again", async (card, code, decline) => {
    const { id } = await world.stripe.checkout.sessions.create(order())
    expect(await world.control.completeSession(id, { card })).toMatchObject({ status: "open" })
    const { data } = await world.stripe.paymentIntents.list({ expand: ["data.latest_charge"] })
    expect(data[0]).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { type: "card_error", code, decline_code: decline },
      latest_charge: { status: "failed", failure_code: code },
    })
    expect(await world.control.completeSession(id)).toMatchObject({ status: "complete", payment_status: "paid" })
    const charges = await world.stripe.charges.list({ payment_intent: data[0]?.id ?? "" })
    expect(charges.data.map(({ status }) => status)).toEqual(["succeeded", "failed"])
    const types = (await world.stripe.events.list({ types: ["charge.failed", "payment_intent.payment_failed"] })).data
    expect(types.map(({ type }) => type).sort()).toEqual(["charge.failed", "payment_intent.payment_failed"])
  })

  it("asks for authentication, which may fail and succeed later", async () => {
    const { id } = await world.stripe.checkout.sessions.create(order())
    await world.control.completeSession(id, { card: "3184", authentication: "fail" })
    const failed = (await world.stripe.paymentIntents.list()).data[0]
    expect(failed).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "payment_intent_authentication_failure" },
    })
    const session = await world.control.completeSession(id, { card: "3184" })
    expect(session.status).toBe("complete")
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
  })

  it("takes the hosted page's form once, however often it is sent", async () => {
    const session = await world.stripe.checkout.sessions.create(order())
    const pay = () => fetch(session.url ?? "", { method: "POST", body: "card=4242", redirect: "manual" })
    const answers = await Promise.all([pay(), pay(), pay()])
    for (const answer of answers) {
      expect(answer.status).toBe(303)
      expect(answer.headers.get("location")).toBe(`http://teiki.test/done?session=${session.id}`)
    }
    expect((await world.stripe.charges.list()).data).toHaveLength(1)
  })

  it("shows the order in the session's language, without scripts", async () => {
    const show = async (locale: "en" | "ja") => {
      const { url } = await world.stripe.checkout.sessions.create(order({ locale }))
      const page = await fetch(url ?? "")
      return { html: await page.text(), policy: page.headers.get("content-security-policy") }
    }
    const [japanese, english] = [await show("ja"), await show("en")]
    expect(japanese.html).toContain('<html lang="ja">')
    expect(japanese.html).toContain("季刊 定期")
    expect(japanese.html).toMatch(/シミュレーター[^]*￥12,000[^]*支払う[^]*戻る/)
    expect(english.html).toMatch(/SIMULATOR[^]*¥12,000[^]*Pay[^]*Back/)
    expect(japanese.policy).toContain("default-src 'none'")
    expect((await fetch(`${world.simulator.url}/c/font/index.css`)).status).toBe(200)
  })

  it("declines on the page by fault, whatever the card", async () => {
    const session = await world.stripe.checkout.sessions.create(order())
    world.control.failNext({ path: "POST /c/pay/*", outcome: { decline: "lost_card" } })
    const answer = await fetch(session.url ?? "", { method: "POST", body: "card=4242" })
    expect(await answer.text()).toContain('role="alert"')
    expect((await world.stripe.charges.list()).data[0]?.outcome).toMatchObject({ reason: "lost_card" })
  })
})
