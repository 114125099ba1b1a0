import { beforeAll, describe, expect, test } from "vitest"
import { stripeClient } from "#app/billing/stripe/stripe-client.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { cardMoneyForPage } from "#app/subscriptions/card-money/card-money-for-page.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { sendRefundsToCards } from "#app/subscriptions/card-money/send-refunds-to-cards.server.ts"
import { returnSuspense, wantCardRefund } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { payRefund } from "#app/subscriptions/contract/pay-refund.server.ts"
import { idOf } from "#app/values/ids.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { cardDesk, type PaidByCard } from "#test/support/card-desk.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const KEY = demoSecretKey("engei")
const { actor, look, act, tie, voucher, paid } = cardDesk(web)
/** A card payment at Stripe that no application of ours opened; gives its payment intent. */
async function strayPayment(amountYen: number): Promise<string> {
  const session = await stripeClient(KEY).checkout.sessions.create({
    ...{ mode: "payment", success_url: "http://teiki.test/", customer_email: "stray@example.com" },
    line_items: [{ quantity: 1, price_data: { currency: "jpy", unit_amount: amountYen, product_data: { name: "x" } } }],
  })
  await web.simulator.control.completeSession(session.id)
  const { payment_intent } = await stripeClient(KEY).checkout.sessions.retrieve(session.id)
  return typeof payment_intent === "string" ? payment_intent : ""
}

const refundsAtStripe = (intent: string) =>
  Object.values(web.simulator.control.objects(KEY).refund).filter(({ payment_intent }) => payment_intent === intent)

async function cancelled(): Promise<PaidByCard & { refund: string }> {
  const one = await paid()
  const { refundNumber } = await act((scope) => cancelContract(scope, { contractId: one.contractId, reason: "price" }))
  return { ...one, refund: refundNumber ?? "" }
}

beforeAll(() => {
  web.house.setClock("2026-11-10T10:00:00+09:00")
})

describe("refunds to the card", () => {
  test("D2 a refund goes back to the card that paid, once, and closes the payable", async () => {
    const one = await cancelled()
    await act((scope) => wantCardRefund(scope, one.refund))
    await act((scope) => wantCardRefund(scope, one.refund))
    const pay = act((scope) => payRefund(scope, { number: one.refund, way: "cash", paidOn: scope.today }))
    await expect(pay).rejects.toMatchObject({ code: "refund-on-its-way" })
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 1, unanswered: 0 })
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 0, unanswered: 0 })
    expect(refundsAtStripe(one.intent).map(({ amount }) => amount)).toEqual([13_200])
    const [row] = await look<{ id: string; way: string; on: string }>(
      (scope) => scope.sql`
        select card_refund.id, refund.paid_way as way, refund.paid_on as on from refund
        join card_refund on card_refund.refund_number = refund.number where refund.number = ${one.refund}`,
    )
    expect(row).toMatchObject({ way: "card", on: "2026-11-10" })
    expect(await voucher(`card-refund:${row?.id ?? ""}`)).toEqual({ 未払金: 13_200, "未収入金(カード)": -13_200 })
    await tie()
  })

  test("F3 an answer of Stripe that is lost refunds once, even days later", async () => {
    const one = await cancelled()
    await act((scope) => wantCardRefund(scope, one.refund))
    web.simulator.control.failNext({ path: "POST /v1/refunds", outcome: "reset_after_commit", times: 3 })
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 0, unanswered: 1 })
    web.house.setClock("2026-11-12T10:00:00+09:00")
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 1, unanswered: 0 })
    expect(refundsAtStripe(one.intent)).toHaveLength(1)
    await tie()
  })

  test("what Stripe refuses stays open with its reason, and may be paid out otherwise", async () => {
    const one = await cancelled()
    await stripeClient(KEY).refunds.create({ payment_intent: one.intent, amount: 13_200 })
    await act((scope) => wantCardRefund(scope, one.refund))
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 1, unanswered: 0 })
    const [row] = await look<{ state: string; error: string }>(
      (scope) => scope.sql`select state, last_error as error from card_refund where refund_number = ${one.refund}`,
    )
    expect(row).toMatchObject({ state: "failed" })
    expect(row?.error).toContain("already been refunded")
    await act((scope) => payRefund(scope, { number: one.refund, way: "bank-transfer", paidOn: scope.today }))
    await tie()
  })

  test("a term paid by bank has no card to go back to; an unknown refund is refused", async () => {
    await expect(act((scope) => wantCardRefund(scope, "R999999"))).rejects.toMatchObject({ code: "unknown-refund" })
    const one = await cancelled()
    await act(
      (scope) => scope.sql`
      insert into card_refund (organization_id, payment_id, amount_yen, wanted_at, wanted_by)
      select ${scope.organizationId}, id, 1, ${scope.now}, 'test' from payment where number = ${one.payment}`,
    )
    await expect(act((scope) => wantCardRefund(scope, one.refund))).rejects.toMatchObject({ code: "card-cannot-take" })
    await act((scope) => scope.sql`update card_refund set state = 'failed' where amount_yen = 1`)
  })

  test("entry 18 money on suspense goes back as it came", async () => {
    const one = await paid()
    const intent = await strayPayment(700)
    await act((scope) =>
      recordPayment(scope, {
        ...{ payerId: idOf(one.payerId), orderId: null, way: "card", amountYen: 700, receivedOn: scope.today },
        ...{ externalKey: intent, cardBrand: null, cardLast4: null, contract: null },
      }),
    )
    const [payment] = await look<{ number: string }>(
      (scope) => scope.sql`select number from payment where external_key = ${intent}`,
    )
    const number = payment?.number ?? ""
    await act((scope) => returnSuspense(scope, number))
    await act((scope) => returnSuspense(scope, number))
    await sendRefundsToCards(await actor())
    expect(refundsAtStripe(intent).map(({ amount }) => amount)).toEqual([700])
    await expect(act((scope) => returnSuspense(scope, one.payment))).rejects.toMatchObject({
      code: "nothing-to-give-back",
    })
    await tie()
  })
})

describe("money that is not on suspense", () => {
  test("what paid a debt that was written off is not offered back", async () => {
    const one = await paid()
    const intent = await strayPayment(500)
    await act((scope) =>
      recordPayment(scope, {
        ...{ payerId: idOf(one.payerId), orderId: null, way: "card", amountYen: 500, receivedOn: scope.today },
        ...{ externalKey: intent, cardBrand: null, cardLast4: null, contract: null },
      }),
    )
    const { suspense } = await readScope(await actor(), cardMoneyForPage)
    expect(suspense.map(({ yen }) => yen)).toEqual([500])
    await expect(act((scope) => returnSuspense(scope, one.payment))).rejects.toMatchObject({
      code: "nothing-to-give-back",
    })
    await act((scope) => returnSuspense(scope, suspense[0]?.number ?? ""))
    await sendRefundsToCards(await actor())
    expect((await readScope(await actor(), cardMoneyForPage)).suspense).toEqual([])
    await tie()
  })
})

describe("what differs", () => {
  test("I8 what differs is listed: a refund made at Stripe by hand, a charge that nobody booked; gone when mended", async () => {
    const before = (await reconcileStripe(await actor())).differences
    expect(before.map(({ kind }) => kind)).toEqual(["refund-not-booked", "balance"])
    const intent = await strayPayment(900)
    const { differences } = await reconcileStripe(await actor())
    expect(differences).toContainEqual({
      ...{ kind: "charge-not-booked", subject: intent, oursYen: 0, theirsYen: 900 },
    })
    const one = await paid()
    await act((scope) =>
      recordPayment(scope, {
        ...{ payerId: idOf(one.payerId), orderId: null, way: "card", amountYen: 900, receivedOn: scope.today },
        ...{ externalKey: intent, cardBrand: null, cardLast4: null, contract: null },
      }),
    )
    // What was refunded by hand still stands, in the list and in the balance, and nothing else does.
    const after = (await reconcileStripe(await actor())).differences
    expect(after.map(({ kind }) => kind)).toEqual(["refund-not-booked", "balance"])
    expect(after.map(({ oursYen, theirsYen }) => oursYen - theirsYen)).toEqual([-13_200, 13_200])
    const kept = await look<{ kind: string; gone: boolean }>(
      (scope) => scope.sql`select kind, gone_at is not null as gone from stripe_difference order by kind`,
    )
    expect(kept).toEqual([
      { kind: "balance", gone: false },
      { kind: "charge-not-booked", gone: true },
      { kind: "refund-not-booked", gone: false },
    ])
    await tie()
  })
})
