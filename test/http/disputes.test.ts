import { beforeAll, describe, expect, test } from "vitest"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { keepDispute } from "#app/subscriptions/card-money/keep-dispute.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { cardDesk } from "#test/support/card-desk.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const KEY = demoSecretKey("engei")
const { actor, look, act, tie, voucher, paid } = cardDesk(web)

const chargeOf = (intent: string) => {
  const { latest_charge } = web.simulator.control.objects(KEY).payment_intent[intent] ?? {}
  if (typeof latest_charge !== "string") throw new Error("no charge")
  return latest_charge
}
const standing = async (contractId: string) => {
  const { state, deferredYen, receivableYen } = await act((scope) => contractAsItStands(scope, contractId))
  return [state, deferredYen, receivableYen]
}

beforeAll(() => {
  web.house.setClock("2026-11-10T10:00:00+09:00")
})

describe("disputes", () => {
  test("a lost dispute beside other money is booked, and the contract goes on; the reconcile goes on, too", async () => {
    const one = await paid()
    await act(
      (scope) => scope.sql`update contract set price_yen = 20000, tax_yen = 1818 where id = ${one.contractId}::uuid`,
    )
    await act(async (scope) => {
      const contract = await contractAsItStands(scope, idOf(one.contractId))
      await recordPayment(scope, {
        ...{
          payerId: contract.payerId,
          orderId: null,
          way: "bank-transfer",
          amountYen: 6_800,
          receivedOn: scope.today,
        },
        ...{ externalKey: `bank-${one.payment}`, cardBrand: null, cardLast4: null, contract },
      })
    })
    const dispute = await web.simulator.control.dispute(chargeOf(one.intent))
    await web.simulator.control.closeDispute(dispute.id, "lost")
    await reconcileStripe(await actor())
    expect(await voucher(`chargeback:${dispute.id}`)).toEqual({ 前受金: 13_200, "未収入金(カード)": -13_200 })
    const [row] = await look<{ state: string }>(
      (scope) => scope.sql`select state from contract where id = ${one.contractId}::uuid`,
    )
    expect(row?.state).toBe("active")
    await tie()
  })

  test("entry 20 a dispute that is lost takes 前受金 and 売掛金 back and stops the contract; one that is won changes nothing", async () => {
    const [lost, won] = [await paid(), await paid()]
    web.house.setClock("2026-11-16T10:00:00+09:00")
    await act((scope) =>
      confirmIssueRun(scope, { publication: "GARDEN", issue: 521, shipsOn: calendarDate("2026-11-16") }),
    )
    for (const [{ intent }, verdict] of [
      [lost, "lost"],
      [won, "won"],
    ] as const) {
      const dispute = await web.simulator.control.dispute(chargeOf(intent))
      await web.simulator.control.deliverAll()
      await applyStripeEvents(await actor())
      expect(await voucher(`chargeback:${dispute.id}`)).toEqual({})
      await web.simulator.control.closeDispute(dispute.id, verdict)
      await web.simulator.control.deliverAll({ duplicates: 2, order: "shuffle", seed: 5 })
      await applyStripeEvents(await actor())
      expect(await voucher(`chargeback:${dispute.id}`)).toEqual(
        verdict === "lost" ? { 前受金: 12_100, 売掛金: 1_100, "未収入金(カード)": -13_200 } : {},
      )
    }
    const states = await look<{ state: string }>(
      (scope) => scope.sql`
        select state from contract where id = any(${[lost.contractId, won.contractId]}::uuid[]) order by state`,
    )
    expect(states.map(({ state }) => state)).toEqual(["active", "stopped"])
    await tie()
  })

  test("a term that was moved on: what went on is taken back there, what was served before stays owed where it was", async () => {
    const one = await paid()
    web.house.setClock("2026-12-16T10:00:00+09:00")
    await act((scope) =>
      confirmIssueRun(scope, { publication: "GARDEN", issue: 522, shipsOn: calendarDate("2026-12-16") }),
    )
    expect(await standing(one.contractId)).toEqual(["active", 12_100, 0])
    const moved = await act((scope) => changeCopies(scope, { contractId: one.contractId, lineNo: 1, copies: 2 }))
    const dispute = await web.simulator.control.dispute(chargeOf(one.intent))
    await web.simulator.control.closeDispute(dispute.id, "lost")
    await reconcileStripe(await actor())
    await reconcileStripe(await actor())
    expect(await standing(one.contractId)).toEqual(["transferred", 0, 1_100])
    expect(await standing(moved.id)).toEqual(["stopped", 0, 0])
    expect(await voucher(`chargeback:${dispute.id}`)).toEqual({
      前受金: 12_100,
      売掛金: 1_100,
      "未収入金(カード)": -13_200,
    })
    await tie()
  })

  test("a dispute of part of a payment takes that part, and the contract goes on where it is still paid", async () => {
    const one = await paid()
    const [, deferredYen] = await standing(one.contractId)
    const part = {
      ...{ disputeId: "du_part", paymentIntentId: one.intent, amountYen: 3_300, status: "lost", reason: "general" },
      ...{ openedOn: calendarDate("2026-11-10"), answerBy: null },
    }
    await act((scope) => keepDispute(scope, part))
    await act((scope) => keepDispute(scope, part))
    expect(await standing(one.contractId)).toEqual(["active", Number(deferredYen) - 3_300, 0])
    expect(await voucher("chargeback:du_part")).toEqual({ 前受金: 3_300, "未収入金(カード)": -3_300 })
    await tie()
  })
})
