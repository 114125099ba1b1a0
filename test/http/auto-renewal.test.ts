import { describe, expect, test } from "vitest"
import { chargeCard } from "#app/billing/stripe/charge-card.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { claimCharges } from "#app/subscriptions/auto-renewal/claim-charges.server.ts"
import { renewByCard } from "#app/subscriptions/auto-renewal/renew-by-card.server.ts"
import { settleCharge } from "#app/subscriptions/auto-renewal/settle-charge.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { declineRenewal } from "#app/subscriptions/reader/decline-renewal.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { addDays, calendarDate } from "#app/values/calendar.ts"
import { Reader, sessionOf } from "#test/support/reader.ts"
import { CHARGE_ON, nothing, useAutoRenewals } from "#test/support/use-auto-renewals.ts"

const { web, on, look, renew, byCardOf, subscribe, stateOf, termsAfter, mailsTo, intentsOf, differences } =
  useAutoRenewals()

describe("renewals by card", () => {
  test("D4 announced with amount, date and card, charged on the day, the next term joins without a gap; once", async () => {
    const reader = await subscribe("4242")
    const byCard = { brand: "visa", last4: "4242", chargeOn: null, amountYen: null, isBundle: false }
    expect(await byCardOf(reader.contractId)).toEqual(byCard)
    expect(await renew("2026-11-20")).toEqual({ ...nothing, announced: 1 })
    expect(await byCardOf(reader.contractId)).toMatchObject({ chargeOn: CHARGE_ON, amountYen: 1200 })
    expect(await renew("2026-11-20")).toEqual(nothing)
    const [mail, ...others] = await mailsTo(reader.email)
    expect(others).toEqual([])
    for (const text of ["1,200円(税込)", "2026年12月16日", "VISA **** 4242", reader.number]) {
      expect(mail?.body).toContain(text)
    }
    const due = await look<{ contractNumber: string }>((scope) => renewalsDue(scope, calendarDate("2026-12-15")))
    expect(due.map(({ contractNumber }) => contractNumber)).not.toContain(reader.number)
    expect(await renew("2026-12-15")).toEqual(nothing)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, renewed: 1 })
    expect(await renew(CHARGE_ON)).toEqual(nothing)
    expect(await termsAfter(reader.contractId)).toEqual([
      { generation: 2, channel: "auto-renewal", start: 523, auto: true, paid: 1200 },
    ])
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "renewed", next: null })
    expect(await differences()).toEqual([])
  })

  test("D4 a declined card is tried again after 3, 5 and 7 days, each told by mail; then the series asks, and the link mends it", async () => {
    const reader = await subscribe("0341")
    await renew("2026-11-20")
    const days = [CHARGE_ON, addDays(CHARGE_ON, 3), addDays(CHARGE_ON, 8), addDays(CHARGE_ON, 15)]
    for (const [at, day] of days.entries()) {
      const isLast = at === days.length - 1
      expect(await renew(day), day).toEqual({ ...nothing, [isLast ? "fallenBack" : "declined"]: 1 })
      expect(await renew(day), day).toEqual(nothing)
      const next = isLast ? null : days[at + 1]
      expect(await stateOf(reader.contractId)).toMatchObject({ attempts: at + 1, next, code: "insufficient_funds" })
    }
    const mails = await mailsTo(reader.email)
    expect(mails).toHaveLength(5)
    expect(mails.at(-1)?.body).toContain("自動での請求はこれで終わります")
    const due = await look<{ contractNumber: string }>((scope) => renewalsDue(scope, calendarDate("2026-12-31")))
    expect(due.map(({ contractNumber }) => contractNumber)).toContain(reader.number)

    const path = /\/o\/engei\/renew\/[A-Za-z0-9_-]+/.exec(mails.at(-1)?.body ?? "")?.[0] ?? ""
    const page = await (await fetch(new URL(path, web.url))).text()
    const fields = {
      applicationId: /name="applicationId" value="([^"]+)"/.exec(page)?.[1] ?? "",
      offerId: /name="offerId"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? "",
    }
    const chosen = await fetch(new URL(path, web.url), {
      ...{ method: "POST", body: new URLSearchParams(fields), headers: { Origin: web.url }, redirect: "manual" },
    })
    const confirmation = chosen.headers.get("location") ?? ""
    const session = sessionOf(await new Reader(web.url, {}).confirm(confirmation))
    await web.simulator.control.completeSession(session, { card: "4242" })
    await new Reader(web.url, {}).comeBack(confirmation, session)
    expect(await termsAfter(reader.contractId)).toHaveLength(1)
    expect(await differences()).toEqual([])
  })

  test("a card that asks for authentication cannot be charged off session; the reader is asked by mail", async () => {
    const reader = await subscribe("3184")
    await renew("2026-11-20")
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, declined: 1 })
    expect(await stateOf(reader.contractId)).toMatchObject({ code: "authentication_required", state: "retrying" })
    expect((await mailsTo(reader.email)).at(-1)?.body).toContain("お支払いの手続きへ")
  })

  test("a charge that the bank has not decided is neither declined nor sent again, and ends as the bank says", async () => {
    for (const isPaid of [true, false]) {
      const reader = await subscribe("4242")
      await renew("2026-11-20")
      web.simulator.control.configure({ holdsCharges: true })
      expect(await renew(CHARGE_ON)).toEqual({ ...nothing, unanswered: 1 })
      expect(await renew(addDays(CHARGE_ON, 1))).toEqual({ ...nothing, unanswered: 1 })
      web.simulator.control.configure({ holdsCharges: false })
      const [intent, ...others] = intentsOf(reader.contractId)
      expect([intent?.status, others]).toEqual(["processing", []])
      expect(await mailsTo(reader.email)).toHaveLength(1)
      await web.simulator.control.decideCharge(intent?.id ?? "", isPaid)
      expect(await renew(addDays(CHARGE_ON, 2))).toEqual({ ...nothing, [isPaid ? "renewed" : "declined"]: 1 })
      expect(await termsAfter(reader.contractId)).toHaveLength(isPaid ? 1 : 0)
      expect(await differences()).toEqual([])
      await inScope(
        await web.house.actor(),
        (scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`,
      )
    }
  })

  test("F3 F4 an answer that is lost is asked for again, by the next run or the event, and charged once", async () => {
    for (const how of ["the next run", "the event"]) {
      const reader = await subscribe("4242")
      await renew("2026-11-20")
      web.simulator.control.failNext({ path: "POST /v1/payment_intents", outcome: "reset_after_commit", times: 3 })
      on(CHARGE_ON)
      const actor = await web.house.actor()
      expect(await renewByCard(actor, CHARGE_ON), how).toEqual({ ...nothing, unanswered: 1 })
      expect(await termsAfter(reader.contractId)).toEqual([])
      if (how === "the event") {
        await web.simulator.control.deliverAll()
        await applyStripeEvents(actor)
      } else {
        // Two days later Stripe has forgotten the key: sent blindly, it would charge again.
        expect(await renew(addDays(CHARGE_ON, 2))).toEqual({ ...nothing, renewed: 1 })
      }
      expect(await termsAfter(reader.contractId), how).toHaveLength(1)
      expect(intentsOf(reader.contractId), how).toHaveLength(1)
      await inScope(actor, (scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`)
      expect(await renew(addDays(CHARGE_ON, 3))).toEqual(nothing)
    }
    expect(await differences()).toEqual([])
  })

  test("stopped before the day, or renewed by phone: nothing is charged", async () => {
    const [stopped, phoned] = [await subscribe("4242"), await subscribe("4242")]
    await renew("2026-11-20")
    await inScope(await web.house.actor(), async (scope) => {
      await declineRenewal(scope, stopped.contractId)
      const [offer] = await scope.sql<{ id: string }>`select id from offer where code = 'AUTO1'`
      const by = { offerId: offer?.id ?? "", channel: "phone", paymentWay: "bank-transfer", effort: null } as const
      await renewContract(scope, { contractId: phoned.contractId, ...by })
    })
    expect(await renew(CHARGE_ON)).toEqual(nothing)
    expect((await stateOf(stopped.contractId))?.state).toBe("withdrawn")
    expect((await stateOf(phoned.contractId))?.state).toBe("withdrawn")
    expect(intentsOf(phoned.contractId)).toEqual([])
  })

  test("D4 renewed by phone while the card was being charged: the money waits as 仮受金 for its refund", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    on(CHARGE_ON)
    const actor = await web.house.actor()
    const [charge] = await inScope(actor, (scope) => claimCharges(scope, CHARGE_ON))
    if (!charge) throw new Error("nothing to charge")
    const outcome = await chargeCard(actor, charge, true)
    await inScope(actor, async (scope) => {
      const [offer] = await scope.sql<{ id: string }>`select id from offer where code = 'AUTO1'`
      const by = { offerId: offer?.id ?? "", channel: "phone", paymentWay: "bank-transfer", effort: null } as const
      await renewContract(scope, { contractId: reader.contractId, ...by })
    })
    const { idempotencyKey } = charge
    const settle = () => inScope(actor, (scope) => settleCharge(scope, { idempotencyKey, outcome, on: CHARGE_ON }))
    expect(await settle()).toBe("refund-due")
    expect(await settle()).toBe("already-settled")
    expect(await differences()).toEqual([])
  })

  test("a charge that never reached Stripe is not sent once the reader has stopped it", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    web.simulator.control.failNext({ path: "POST /v1/payment_intents", outcome: "reset_before", times: 3 })
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, unanswered: 1 })
    await inScope(await web.house.actor(), (scope) => declineRenewal(scope, reader.contractId))
    expect(await renew(addDays(CHARGE_ON, 1))).toEqual(nothing)
    expect(intentsOf(reader.contractId)).toEqual([])
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "withdrawn", next: null })
  })

  test("a card that Stripe keeps no more is declined, and the reader is told", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    await inScope(await web.house.actor(), (scope) => scope.sql`update card_on_file set payment_method_id = 'pm_gone'`)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, declined: 1 })
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "retrying", code: "resource_missing" })
    expect(await mailsTo(reader.email)).toHaveLength(2)
  })

  test("what was withdrawn and is wanted again is announced anew", async () => {
    const reader = await subscribe("4242")
    await renew("2026-11-20")
    const set = async (auto: boolean) =>
      inScope(
        await web.house.actor(),
        (scope) => scope.sql`
        update contract set auto_renewal = ${auto} where id = ${reader.contractId}::uuid`,
      )
    await set(false)
    await renew(CHARGE_ON)
    expect((await stateOf(reader.contractId))?.state).toBe("withdrawn")
    await set(true)
    expect(await renew(addDays(CHARGE_ON, 1))).toEqual({ ...nothing, announced: 1 })
    expect(await stateOf(reader.contractId)).toMatchObject({ state: "announced", next: addDays(CHARGE_ON, 15) })
    expect(await mailsTo(reader.email)).toHaveLength(2)
  })

  test("B1 E5 a plan that left the sale is asked for instead, unless its charge was announced before", async () => {
    const reader = await subscribe("4242")
    const onSale = async (is: boolean) =>
      inScope(await web.house.actor(), (scope) => scope.sql`update offer set on_sale = ${is} where code = 'AUTO1'`)
    const asked = async () => {
      const due = await look<{ contractId: string }>((scope) => renewalsDue(scope, CHARGE_ON))
      return due.some(({ contractId }) => contractId === reader.contractId)
    }
    expect(await asked()).toBe(false)
    await onSale(false)
    expect(await renew("2026-11-20")).toEqual(nothing)
    expect(await asked()).toBe(true)
    await onSale(true)
    expect(await renew("2026-11-20")).toEqual({ ...nothing, announced: 1 })
    await onSale(false)
    expect(await asked()).toBe(false)
    expect(await renew(CHARGE_ON)).toEqual({ ...nothing, renewed: 1 })
    await onSale(true)
  })
})
