import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import {
  clientFor,
  HOUR,
  KEY,
  order,
  refusal,
  SECRET,
  START,
  useStripe,
} from "#test/support/stripe-simulator/contract-world.ts"
import { misfitsOf } from "#test/support/stripe-simulator/schema/validators.ts"

const world = useStripe()

describe("Stripe contract: lists, accounts and keys", () => {
  it("pages forwards and backwards, newest first", async () => {
    const created: string[] = []
    for (const name of ["a", "b", "c", "d", "e"]) created.unshift((await world.stripe.customers.create({ name })).id)
    const first = await world.stripe.customers.list({ limit: 2 })
    const second = await world.stripe.customers.list({ limit: 2, starting_after: created[1] })
    const back = await world.stripe.customers.list({ limit: 2, ending_before: created[4] })
    expect(first).toMatchObject({ object: "list", has_more: true, url: "/v1/customers" })
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(created.slice(0, 4))
    expect(back.data.map(({ id }) => id)).toEqual(created.slice(2, 4))
    const all = await world.stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 })
    expect(all.map(({ id }) => id)).toEqual(created)
    expect(await refusal(world.stripe.customers.list({ limit: 101 }))).toMatchObject({ param: "limit" })
    expect(await refusal(world.stripe.customers.list({ starting_after: "cus_none" }))).toMatchObject({
      code: "resource_missing",
    })
  })

  it("filters by creation time", async () => {
    const { id } = await world.stripe.customers.create({ email: "early@example.com" })
    await world.control.advance(HOUR)
    await world.stripe.customers.create({ email: "late@example.com" })
    const early = await world.stripe.customers.list({ created: { gte: START, lt: START + HOUR } })
    expect(early.data.map((customer) => customer.id)).toEqual([id])
  })

  it("expands four levels and refuses what can't be expanded", async () => {
    const { session } = await world.paid()
    const expand = ["data.payment_intent.latest_charge.balance_transaction"]
    const intent = (await world.stripe.checkout.sessions.list({ expand })).data[0]?.payment_intent
    expect(intent).toMatchObject({ latest_charge: { balance_transaction: { object: "balance_transaction" } } })
    const wrong = await refusal(world.stripe.checkout.sessions.retrieve(session.id, { expand: ["success_url"] }))
    expect(wrong.message).toContain("cannot be expanded")
  })

  it("keeps accounts apart", async () => {
    const other = clientFor(world.simulator, "sk_test_other")
    const { session } = await world.paid()
    expect(await refusal(other.checkout.sessions.retrieve(session.id))).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
    })
    expect((await other.charges.list()).data).toEqual([])
    const [mine, theirs] = await Promise.all([
      world.stripe.accounts.retrieveCurrent(),
      other.accounts.retrieveCurrent(),
    ])
    expect(mine.id).not.toBe(theirs.id)
  })

  it.each(["cus_none", "constructor", "__proto__"])("has no customer %s", async (id) => {
    const missing = { statusCode: 404, code: "resource_missing" }
    expect(await refusal(world.stripe.customers.retrieve(id))).toMatchObject(missing)
    expect((await fetch(`${world.simulator.url}/c/pay/${id}`)).status).toBe(404)
  })

  it("refuses live keys and other versions", async () => {
    const live = clientFor(world.simulator, ["sk", "live", "never"].join("_"))
    expect(await refusal(live.balance.retrieve())).toMatchObject({ statusCode: 401, type: "StripeAuthenticationError" })
    const response = await fetch(`${world.simulator.url}/v1/balance`, {
      headers: { authorization: `Bearer ${KEY}`, "stripe-version": "2020-08-27" },
    })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error: { type: "invalid_request_error", param: "Stripe-Version" } })
  })

  it("makes the same ids from the same seed, and keeps its state in the snapshot", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stripe-simulator-"))
    const snapshotFile = join(folder, "world.stripe.json")
    try {
      const first = await world.start({ snapshotFile })
      const made = await clientFor(first).checkout.sessions.create(order())
      expect(made.id).toBe((await world.stripe.checkout.sessions.create(order())).id)
      await first.control.completeSession(made.id)
      await first.close()
      const second = await world.start({ snapshotFile })
      const kept = await clientFor(second).checkout.sessions.retrieve(made.id, {
        expand: ["line_items", "payment_intent.latest_charge"],
      })
      expect(kept).toMatchObject({ status: "complete", payment_intent: { latest_charge: { paid: true } } })
      expect(second.control.violations()).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe("Stripe contract: the schema", () => {
  it("is as strict as the SDK's own types", async () => {
    const { charge } = await world.paid()
    const { id } = await world.stripe.refunds.create({ charge: charge.id })
    const refund = { ...world.control.find(id), object: "refund" }
    expect(misfitsOf("Refund", refund)).toEqual([])
    expect(misfitsOf("Refund", { ...refund, colour: "red" })).toHaveLength(1)
    expect(misfitsOf("Refund", { ...refund, reason: "whim" })).toHaveLength(1)
    expect(misfitsOf("Refund", { ...refund, amount: 1.5 })).toHaveLength(1)
    expect(misfitsOf("Refund", { ...refund, status: undefined })).toHaveLength(1)
    expect(misfitsOf("Refund", { ...refund, charge: 5 })).toHaveLength(1)
  })
})

describe("Stripe contract: control over HTTP", () => {
  const post = async (path: string, body: object = {}) => {
    const response = await fetch(`${world.simulator.url}/_sim/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    })
    const answer: unknown = await response.json()
    return { status: response.status, body: answer }
  }

  it("does what the programmatic control does", async () => {
    const hook = await world.receiver()
    await post("webhooks/register", { secretKey: KEY, url: hook.url, secret: SECRET })
    const session = await world.stripe.checkout.sessions.create(order())
    expect((await post(`sessions/${session.id}/complete`, { card: "4242" })).body).toMatchObject({ status: "complete" })
    expect((await post("webhooks/deliver", { order: "shuffle", seed: 1 })).body).toMatchObject({ delivered: 4 })
    expect((await post("clock/advance", { seconds: 60 })).body).toEqual({ seconds: START + 60 })
    expect((await post("payouts", { secretKey: KEY, includePending: true })).body).toMatchObject({ amount: 11_568 })
    await post("next", { path: "/v1/balance", outcome: "500" })
    expect(await refusal(world.stripe.balance.retrieve())).toMatchObject({ statusCode: 500 })
    expect(await post("next", { path: "/v1/balance", outcome: "fire" })).toMatchObject({ status: 400 })
  })
})
