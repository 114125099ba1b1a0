import type Stripe from "stripe"
import { describe, expect, it } from "vitest"
import {
  clientFor,
  HOUR,
  KEY,
  order,
  refusal,
  START,
  useStripe,
} from "#test/support/stripe-simulator/contract-world.ts"

const world = useStripe()

const inYen = (transactions: readonly Stripe.BalanceTransaction[]) =>
  transactions.reduce((total, { net }) => total + net, 0)

describe("Stripe contract: refunds and balance", () => {
  it("refunds in part, then the rest, then no more", async () => {
    const { intent, charge } = await world.paid()
    const part = await world.stripe.refunds.create({
      payment_intent: intent.id,
      amount: 5000,
      metadata: { refund: "1" },
    })
    expect(part).toMatchObject({ amount: 5000, status: "succeeded", charge: charge.id, metadata: { refund: "1" } })
    expect(await refusal(world.stripe.refunds.create({ charge: charge.id, amount: 7001 }))).toMatchObject({
      param: "amount",
    })
    const rest = await world.stripe.refunds.create({ charge: charge.id })
    expect(rest.amount).toBe(7000)
    const after = await world.stripe.charges.retrieve(charge.id, { expand: ["refunds"] })
    expect(after).toMatchObject({ refunded: true, amount_refunded: 12_000 })
    expect(after.refunds?.data.map(({ id }) => id)).toEqual([rest.id, part.id])
    expect(await refusal(world.stripe.refunds.create({ charge: charge.id }))).toMatchObject({
      code: "charge_already_refunded",
    })
    expect((await world.stripe.refunds.list({ charge: charge.id })).data).toHaveLength(2)
  })

  it("refuses a refund of a payment that never succeeded", async () => {
    const { id } = await world.stripe.checkout.sessions.create(order())
    await world.control.completeSession(id, { card: "0002" })
    const intent = (await world.stripe.paymentIntents.list()).data[0]
    expect(await refusal(world.stripe.refunds.create({ payment_intent: intent?.id ?? "" }))).toMatchObject({
      statusCode: 400,
    })
  })

  it("books the fee in whole yen, floored", async () => {
    const { charge } = await world.paid()
    const [transaction] = (await world.stripe.balanceTransactions.list({ source: charge.id })).data
    expect(transaction).toMatchObject({ type: "charge", amount: 12_000, fee: 432, net: 11_568, status: "pending" })
    expect(transaction?.available_on).toBe(START + 4 * 24 * HOUR)
  })

  it("ties the payout out with its transactions", async () => {
    const first = await world.paid()
    await world.paid()
    await world.stripe.refunds.create({ charge: first.charge.id, amount: 1000 })
    await expect(world.control.payout(KEY)).rejects.toThrow("Nothing to pay out")
    await world.control.advance(4 * 24 * HOUR)
    const payout = await world.control.payout(KEY)
    await world.paid()
    const included = await world.stripe.balanceTransactions.list({ payout: payout.id })
    expect(included.data).toHaveLength(3)
    expect(inYen(included.data)).toBe(payout.amount)
    expect(payout.amount).toBe(2 * 11_568 - 1000)
    expect((await world.stripe.payouts.retrieve(payout.id)).reconciliation_status).toBe("completed")
    expect((await world.stripe.payouts.list()).data).toHaveLength(1)
    const balance = await world.stripe.balance.retrieve()
    expect(balance.available[0]?.amount).toBe(0)
    expect(balance.pending[0]?.amount).toBe(11_568)
  })
})

describe("Stripe contract: idempotency and faults", () => {
  const idempotencyKey = "refund:1:1"

  it("replays the stored answer for the same key and body", async () => {
    const { charge } = await world.paid()
    const first = await world.stripe.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey })
    const again = await world.stripe.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey })
    expect(again.id).toBe(first.id)
    expect(again.lastResponse.headers["idempotent-replayed"]).toBe("true")
    expect((await world.stripe.refunds.list()).data).toHaveLength(1)
  })

  it("refuses the same key with another body", async () => {
    const { charge } = await world.paid()
    await world.stripe.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey })
    const error = await refusal(world.stripe.refunds.create({ charge: charge.id, amount: 200 }, { idempotencyKey }))
    expect(error).toMatchObject({ statusCode: 400, type: "StripeIdempotencyError" })
  })

  it("remembers a refusal by state, not one by parameters, and forgets after a day", async () => {
    const { charge } = await world.paid()
    const unknown = { charge: charge.id, amount: 1, colour: "red" }
    expect(await refusal(world.stripe.refunds.create(unknown, { idempotencyKey }))).toMatchObject({
      code: "parameter_unknown",
    })
    await refusal(world.stripe.refunds.create({ charge: charge.id, amount: 99_999 }, { idempotencyKey }))
    const replayed = await refusal(
      world.stripe.refunds.create({ charge: charge.id, amount: 99_999 }, { idempotencyKey }),
    )
    expect(replayed.headers?.["idempotent-replayed"]).toBe("true")
    await world.control.advance(24 * HOUR)
    expect(await world.stripe.refunds.create({ charge: charge.id, amount: 1 }, { idempotencyKey })).toMatchObject({
      amount: 1,
    })
  })

  it("yields one refund when the answer is lost after the commit and the same key is retried", async () => {
    const { charge } = await world.paid()
    const hasty = clientFor(world.simulator, KEY, { timeout: 150 })
    world.control.failNext({ path: "/v1/refunds", outcome: "timeout_after_commit" })
    const lost = await refusal(hasty.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey }))
    expect(lost.type).toBe("StripeConnectionError")
    const found = await world.stripe.refunds.create({ charge: charge.id, amount: 100 }, { idempotencyKey })
    expect((await world.stripe.refunds.list()).data.map(({ id }) => id)).toEqual([found.id])
  })

  it("does nothing when the request is lost before", async () => {
    const { charge } = await world.paid()
    const hasty = clientFor(world.simulator, KEY, { timeout: 150 })
    world.control.failNext({ path: "POST /v1/refunds", outcome: "timeout_before" })
    await refusal(hasty.refunds.create({ charge: charge.id }))
    expect((await world.stripe.refunds.list()).data).toEqual([])
  })

  it("is retried by the SDK itself with the same key when the line is cut after the commit", async () => {
    const { charge } = await world.paid()
    world.control.failNext({ path: "/v1/refunds", outcome: "reset_after_commit" })
    await world.stripe.refunds.create({ charge: charge.id, amount: 100 })
    expect((await world.stripe.refunds.list()).data).toHaveLength(1)
  })

  it("answers 500, 429 and declines in Stripe's form", async () => {
    const { charge } = await world.paid()
    const fail = (outcome: "500" | "429" | { decline: string }) => {
      world.control.failNext({ path: "/v1/refunds", outcome })
      return refusal(world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey: JSON.stringify(outcome) }))
    }
    expect(await fail("500")).toMatchObject({ statusCode: 500, type: "StripeAPIError" })
    expect(await fail("429")).toMatchObject({ statusCode: 429, type: "StripeRateLimitError" })
    const declined = await fail({ decline: "do_not_honor" })
    expect(declined).toMatchObject({ statusCode: 402, type: "StripeCardError", decline_code: "do_not_honor" })
    const replayed = await refusal(world.stripe.refunds.create({ charge: charge.id }, { idempotencyKey: '"500"' }))
    expect(replayed.headers?.["idempotent-replayed"]).toBe("true")
    expect((await world.stripe.refunds.list()).data).toEqual([])
  })
})

describe("Stripe contract: a card that is kept", () => {
  const kept = async (card: "3184" | "0341" | "4242" = "4242") => {
    const { id } = await world.stripe.checkout.sessions.create(
      order({ customer_creation: "always", payment_intent_data: { setup_future_usage: "off_session" } }),
    )
    await world.control.completeSession(id, { card })
    const session = await world.stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] })
    const intent = session.payment_intent
    const customer = session.customer
    if (typeof customer !== "string" || intent === null || typeof intent === "string") throw new Error("nothing kept")
    const method = typeof intent.payment_method === "string" ? intent.payment_method : ""
    const charge = (amount: number, idempotencyKey: string) =>
      world.stripe.paymentIntents.create(
        { amount, currency: "jpy", customer, payment_method: method, off_session: true, confirm: true },
        { idempotencyKey },
      )
    return { customer, method, charge }
  }

  it("pays again without its payer, once for a key", async () => {
    const { customer, method, charge } = await kept()
    const first = await charge(13_200, "renew-1")
    expect(first).toMatchObject({ status: "succeeded", amount_received: 13_200, customer })
    expect((await charge(13_200, "renew-1")).id).toBe(first.id)
    expect((await world.stripe.customers.listPaymentMethods(customer)).data.map(({ id }) => id)).toEqual([method])
    expect((await world.stripe.paymentIntents.list({ customer })).data).toHaveLength(2)
  })

  it("a decline is remembered by its key; another key asks the bank again", async () => {
    const { charge } = await kept("0341")
    for (const key of ["a", "a", "b"]) {
      expect(await refusal(charge(500, key))).toMatchObject({ statusCode: 402, decline_code: "insufficient_funds" })
    }
  })

  it("a card that asks for authentication can't be charged without its payer", async () => {
    const { charge } = await kept("3184")
    expect(await refusal(charge(500, "a"))).toMatchObject({ statusCode: 402, code: "authentication_required" })
  })

  it("a card of somebody else is refused", async () => {
    const [one, other] = [await kept(), await kept()]
    const foreign = world.stripe.paymentIntents.create({
      ...{ amount: 500, currency: "jpy", customer: one.customer, payment_method: other.method },
      ...{ off_session: true, confirm: true },
    })
    expect(await refusal(foreign)).toMatchObject({ param: "payment_method" })
  })
})

describe("Stripe contract: disputes", () => {
  it("take the money away; a won one brings it back, a lost one does not", async () => {
    const [lost, won] = [await world.paid(), await world.paid()]
    for (const [{ charge }, verdict] of [
      [lost, "lost"],
      [won, "won"],
    ] as const) {
      const { id } = await world.control.dispute(charge.id)
      expect((await world.stripe.disputes.retrieve(id)).status).toBe("needs_response")
      await world.control.closeDispute(id, verdict)
      expect(await world.stripe.disputes.retrieve(id)).toMatchObject({ status: verdict, charge: charge.id })
    }
    const moved = (await world.stripe.balanceTransactions.list({ type: "adjustment" })).data.map(({ amount }) => amount)
    expect(moved.sort((one, other) => one - other)).toEqual([-12_000, -12_000, 12_000])
  })
})
