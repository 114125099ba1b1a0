import { beforeAll, describe, expect, test } from "vitest"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { cardDesk } from "#test/support/card-desk.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const KEY = demoSecretKey("engei")
const { actor, look, tie, voucher, paid } = cardDesk(web)

beforeAll(async () => {
  web.house.setClock("2026-11-10T10:00:00+09:00")
  await paid()
})

describe("payouts", () => {
  test("entry 3 a payout is booked to the yen from its balance transactions, once", async () => {
    web.house.setClock("2026-11-23T10:00:00+09:00")
    const payout = await web.simulator.control.payout(KEY)
    const first = await reconcileStripe(await actor())
    expect(first.payouts).toBe(1)
    const lines = await voucher(`payout:${payout.id}`)
    expect(lines.普通預金).toBe(payout.amount)
    expect(lines.支払手数料).toBeGreaterThan(0)
    expect((lines.普通預金 ?? 0) + (lines.支払手数料 ?? 0) + (lines["未収入金(カード)"] ?? 0)).toBe(0)
    expect((await reconcileStripe(await actor())).payouts).toBe(0)
    await tie()
  })

  test("a payout that the bank sends back is Stripe's money again, its fees stay; the next payout brings it, once", async () => {
    const one = await paid()
    web.house.setClock("2026-12-07T10:00:00+09:00")
    const first = await web.simulator.control.payout(KEY, { includePending: true })
    await web.simulator.control.failPayout(first.id)
    // Paid and sent back before anybody looked: both are booked, each once.
    expect((await reconcileStripe(await actor())).payouts).toBe(1)
    expect((await reconcileStripe(await actor())).payouts).toBe(0)
    expect((await voucher(`payout:${first.id}`)).普通預金).toBe(first.amount)
    expect(await voucher(`payout-failed:${first.id}`)).toEqual({
      "未収入金(カード)": first.amount,
      普通預金: -first.amount,
    })
    await tie()
    const second = await web.simulator.control.payout(KEY, { includePending: true })
    expect((await reconcileStripe(await actor())).payouts).toBe(1)
    expect(await voucher(`payout:${second.id}`)).toEqual({ 普通預金: first.amount, "未収入金(カード)": -first.amount })
    const [page] = await look<{ failed: string | null }>(
      (scope) => scope.sql`select failed_on as failed from stripe_payout_failure where payout_id = ${first.id}`,
    )
    expect(page?.failed).toBe("2026-12-07")
    expect(one.intent).not.toBe("")
    await tie()
  })
})
