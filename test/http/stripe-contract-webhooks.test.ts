import Stripe from "stripe"
import { describe, expect, it } from "vitest"
import { KEY, order, SECRET, START, useStripe, type Receiver } from "#test/support/stripe-simulator/contract-world.ts"

const world = useStripe()

const typesOf = (hook: Receiver) => hook.events().map(({ type }) => type)

describe("Stripe contract: webhooks", () => {
  it("signs snapshot events of the pinned version", async () => {
    const hook = await world.registered()
    const { session } = await world.paid()
    expect(await world.control.deliverAll()).toEqual({ delivered: 4, failed: 0, dropped: 0 })
    expect(typesOf(hook)).toEqual([
      "payment_intent.created",
      "charge.succeeded",
      "payment_intent.succeeded",
      "checkout.session.completed",
    ])
    const completed = hook.events().find((event) => event.type === "checkout.session.completed")
    expect(completed).toMatchObject({ api_version: Stripe.API_VERSION, data: { object: { id: session.id } } })
    const { payload = "", signature = "" } = hook.received[0] ?? {}
    const verify = (secret: string, at: number) => () =>
      Stripe.webhooks.constructEvent(payload, signature, secret, undefined, undefined, at * 1000)
    expect(verify("whsec_wrong", START)).toThrow(Stripe.errors.StripeSignatureVerificationError)
    expect(verify(SECRET, START + 301)).toThrow("tolerance")
  })

  it("shuffles, repeats and drops deliveries by seed", async () => {
    const hook = await world.registered()
    await world.paid()
    await world.paid()
    const report = await world.control.deliverAll({ order: "shuffle", seed: 3, duplicates: 1, drop: 2 })
    expect(report).toEqual({ delivered: 12, failed: 0, dropped: 2 })
    const ids = hook.events().map(({ id }) => id)
    expect(new Set(ids).size).toBe(6)
    const inOrder = (await world.stripe.events.list({ limit: 100 })).data.map(({ id }) => id).reverse()
    const firstSeen = [...new Set(ids)]
    expect(firstSeen).not.toEqual(inOrder.filter((id) => firstSeen.includes(id)))
    expect(world.control.pending()).toEqual([])
    expect((await world.stripe.events.list({ delivery_success: false })).data).toHaveLength(2)
  })

  it("retries what wasn't answered with 2xx when the clock brings it due", async () => {
    let status = 500
    const hook = await world.registered(() => status)
    world.control.configure({ webhookMode: "inline" })
    await world.stripe.customers.create({ name: "x" })
    expect(world.control.pending()).toMatchObject([{ type: "customer.created", attempts: 1, lastStatus: 500 }])
    status = 200
    await world.control.advance(59)
    expect(hook.received).toHaveLength(1)
    await world.control.advance(1)
    expect(hook.received).toHaveLength(2)
    expect(world.control.pending()).toEqual([])
  })

  it("delivers before or after the payer is sent back", async () => {
    const hook = await world.registered()
    world.control.configure({ webhookMode: "inline", webhookTiming: "before_redirect" })
    const session = await world.stripe.checkout.sessions.create(order())
    await fetch(session.url ?? "", { method: "POST", body: "card=4242", redirect: "manual" })
    expect(typesOf(hook)).toContain("checkout.session.completed")
  })

  it("redelivers an event, signed with the endpoint's newest secret", async () => {
    const hook = await world.receiver()
    const endpoint = world.control.registerWebhook({ secretKey: KEY, url: hook.url, secret: "whsec_old" })
    await world.stripe.customers.create({ name: "x" })
    await world.control.deliverAll()
    world.control.rotateSecret(endpoint.id, SECRET)
    const [event] = (await world.stripe.events.list()).data
    await world.control.redeliver(event?.id ?? "")
    const { payload = "", signature = "" } = hook.received[1] ?? {}
    const at = START * 1000
    expect(Stripe.webhooks.constructEvent(payload, signature, SECRET, undefined, undefined, at).id).toBe(event?.id)
  })

  it("registers endpoints through the API, for the events they want", async () => {
    const hook = await world.receiver()
    const { id, secret } = await world.stripe.webhookEndpoints.create({
      url: hook.url,
      enabled_events: ["refund.created"],
    })
    expect(secret).toMatch(/^whsec_/)
    expect((await world.stripe.webhookEndpoints.list()).data[0]?.secret).toBeUndefined()
    const { charge } = await world.paid()
    await world.stripe.refunds.create({ charge: charge.id })
    expect(world.control.pending().map(({ type }) => type)).toEqual(["refund.created"])
    expect(await world.stripe.webhookEndpoints.del(id)).toMatchObject({ id, deleted: true })
  })

  it("names the request that caused an event", async () => {
    const { charge } = await world.paid()
    const refund = await world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey: "refund:9:1" })
    const [event] = (await world.stripe.events.list({ type: "refund.*" })).data
    expect(event?.request).toEqual({ id: refund.lastResponse.requestId, idempotency_key: "refund:9:1" })
  })
})
