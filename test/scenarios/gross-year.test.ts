import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freePort } from "#app/platform/embedded-postgres.server.ts"
import { house } from "#app/platform/house.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { addMonths, dayOfMonth, month } from "#app/values/calendar.ts"
import { naiveBilled } from "#test/oracle/naive-billed.ts"
import { naiveMonths } from "#test/oracle/naive-months.ts"
import { april, spring, summer } from "#test/scenarios/fiscal-year/first-half.ts"
import { publisher } from "#test/scenarios/fiscal-year/publisher.ts"
import { autumn, winter } from "#test/scenarios/fiscal-year/second-half.ts"
import { trialBalance, tsukiAtYearEnd } from "#test/scenarios/fiscal-year/year-end.ts"
import { type StripeSimulator, startStripeSimulator } from "#test/support/stripe-simulator/start-stripe-simulator.ts"
import { useHouse } from "#test/support/use-house.ts"

// The year of つき出版 once more, by a publisher whose books are kept gross: the same acts, the same revenue, tax, bank and fees; only
// 売掛金 and 前受金 stand higher, by what invoices ask for.
let port = 0
let simulator: StripeSimulator | undefined
beforeAll(async () => {
  port = await freePort()
})
const base = useHouse("empty", { more: () => ({ STRIPE_SIMULATOR_URL: `http://127.0.0.1:${port}` }) })
const kaze = publisher(
  base,
  () => {
    if (!simulator) throw new Error("Stripe is not up yet")
    return simulator
  },
  { code: "kaze", name: "かぜ出版", shipDay: 16, prices: { M12: 11_000, M3: 10_000, Q4: 6_600 } },
  "floor",
  "gross",
)

beforeAll(async () => {
  simulator = await startStripeSimulator({ now: () => house().clock(), port })
  await kaze.found()
})
afterAll(() => simulator?.close())

const closings = Array.from({ length: 12 }, (_, at) => addMonths(month("2026-04"), at)).map((of) => ({
  ...{ on: dayOfMonth(addMonths(of, 1), 5), what: `${of} is closed` },
  act: () => kaze.act((scope) => closeMonth(scope, { month: of })),
}))
const days = [
  ...[april, spring, summer, autumn("none"), winter("none")].flatMap((chapter) => chapter(kaze)),
  ...closings,
].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

const statementsOf = (on: string) =>
  on < "2026-06-08" ? [] : [{ month: "2026-06", collectedYen: kaze.given.prices.M12, feeYen: 330 }]

describe("⚙ a fiscal year whose books are kept gross", () => {
  for (const { on, what, act } of days) {
    test(`${on}: ${what}`, async () => {
      kaze.today(on)
      await act()
      expect(await kaze.differences()).toEqual([])
      expect(await kaze.look(naiveBilled)).toEqual([])
      const months = await kaze.look((scope) => naiveMonths(scope, statementsOf(on)))
      // The clerk of the other year keeps net books; in all other accounts he agrees.
      expect(months.filter((sentence) => !/ (deferred|receivable) /.test(sentence))).toEqual([])
    })
  }

  test("at the year's end every account but 売掛金 and 前受金 stands where the net books have it, and those by what is billed ahead", async () => {
    const gross = await trialBalance(kaze)
    const { 売掛金: owed = 0, 前受金: deferred = 0, ...others } = gross
    const { 売掛金: netOwed = 0, 前受金: netDeferred = 0, ...netOthers } = tsukiAtYearEnd
    expect(others).toEqual(netOthers)
    const [billed] = await kaze.look(
      (scope) => scope.sql<{ yen: number; vouchers: number }>`
        select sum(amount_yen)::bigint as yen, (select count(*) from voucher where kind = 'invoice')::integer as vouchers
        from billed_movement`,
    )
    expect([owed - netOwed, netDeferred - deferred]).toEqual([billed?.yen, billed?.yen])
    expect(billed?.vouchers).toBe(2)
  })
})
