import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { freePort } from "#app/platform/embedded-postgres.server.ts"
import { house } from "#app/platform/house.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { monthFiles } from "#app/reports/month-files.server.ts"
import { addDays, addMonths, calendarDate, dayOfMonth, type Month, month } from "#app/values/calendar.ts"
import { naiveBooks } from "#test/oracle/naive-books.ts"
import { naiveMonths } from "#test/oracle/naive-months.ts"
import { type Entry, nothing, watch } from "#test/scenarios/fiscal-year/diary.ts"
import { april, spring, summer } from "#test/scenarios/fiscal-year/first-half.ts"
import { type Publisher, publisher } from "#test/scenarios/fiscal-year/publisher.ts"
import {
  booksBalances,
  byAccount,
  hoshiAtYearEnd,
  journalOf,
  traces,
  trialBalance,
  tsukiAtYearEnd,
} from "#test/scenarios/fiscal-year/year-end.ts"
import { autumn, winter } from "#test/scenarios/fiscal-year/second-half.ts"
import { balancesBy, journalPrograms } from "#test/support/plain-text-ledgers.ts"
import { type StripeSimulator, startStripeSimulator } from "#test/support/stripe-simulator/start-stripe-simulator.ts"
import { useHouse } from "#test/support/use-house.ts"

// One fiscal year of two publishers side by side, day by day: what happened, everything that it caused, and that nothing else did, at
// this publisher or at the other. On 1 October the consumption tax rises; one publisher's paid periodicals keep the old rate.
let port = 0
let simulator: StripeSimulator | undefined
beforeAll(async () => {
  port = await freePort()
})
const base = useHouse("empty", { more: () => ({ STRIPE_SIMULATOR_URL: `http://127.0.0.1:${port}` }) })
const stripe = () => {
  if (!simulator) throw new Error("Stripe is not up yet")
  return simulator
}

const tsuki = publisher(
  base,
  stripe,
  { code: "tsuki", name: "つき出版", shipDay: 16, prices: { M12: 11_000, M3: 10_000, Q4: 6_600 } },
  "floor",
)
const hoshi = publisher(
  base,
  stripe,
  { code: "hoshi", name: "ほし書房", shipDay: 17, prices: { M12: 13_100, M3: 9_900, Q4: 7_000 } },
  "round",
)
const publishers = [tsuki, hoshi] as const
const watches = new Map(publishers.map((one) => [one, watch(one)]))

/** The second publisher lives the same year a day later, at other prices, under another 経過措置. */
const lives = (one: Publisher, later: number, kept: "none" | "paid-before") =>
  [april, spring, summer, autumn(kept), winter(kept)]
    .flatMap((chapter) => chapter(one))
    .map((entry) => ({ ...entry, one, on: addDays(calendarDate(entry.on), later) }))

const closings = Array.from({ length: 12 }, (_, at) => addMonths(month("2026-04"), at)).flatMap((of) =>
  publishers.map((one) => ({
    ...{ one, on: dayOfMonth(addMonths(of, 1), 5), what: `${of} is closed`, act: () => closes(one, of), causes: {} },
  })),
)
const days: readonly (Entry & { one: Publisher })[] = [
  ...lives(tsuki, 0, "none"),
  ...lives(hoshi, 1, "paid-before"),
  ...closings,
].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))

/** Closes a month; made again, its files are the same bytes. */
async function closes(one: Publisher, of: Month) {
  const closed = await one.act((scope) => closeMonth(scope, { month: of }))
  const again = await one.look((scope) => monthFiles(scope, of))
  const byName = (files: readonly { name: string; sha256: string }[]) =>
    new Map(files.map(({ name, sha256 }) => [name, sha256]))
  expect(byName(again)).toEqual(byName(closed.files))
  expect((await one.act((scope) => closeMonth(scope, { month: of }))).alreadyDone).toBe(true)
}

beforeAll(async () => {
  simulator = await startStripeSimulator({ now: () => house().clock(), port })
  for (const one of publishers) await one.found()
  for (const look of watches.values()) await look()
})
afterAll(() => simulator?.close())

/** The agent's one statement of the year, once it has come. */
const statementsOf = (one: Publisher, on: string) =>
  on < "2026-06-08" || (one === hoshi && on < "2026-06-09")
    ? []
    : [{ month: "2026-06", collectedYen: one.given.prices.M12, feeYen: 330 }]

describe("a fiscal year of two publishers", () => {
  for (const { one, on, what, act, causes } of days) {
    test(`${on} ${one.given.code}: ${what}`, async () => {
      one.today(on)
      await act()
      for (const [each, look] of watches)
        expect(await look()).toEqual(each === one ? { ...nothing, ...causes } : nothing)
      expect(await one.differences()).toEqual([])
      expect(await one.look(naiveBooks)).toEqual([])
      expect(await one.look((scope) => naiveMonths(scope, statementsOf(one, on)))).toEqual([])
    })
  }
})

describe("at the year's end", () => {
  test.each(publishers)(
    "the trial balance is what is reckoned by hand from the diary alone: $given.code",
    async (one) => {
      expect(await trialBalance(one)).toEqual(one === tsuki ? tsukiAtYearEnd : hoshiAtYearEnd)
    },
  )

  test.each(publishers)(
    "the clerk's second set of books would notice a statement that is missing: $given.code",
    async (one) => {
      const wrong = await one.look((scope) => naiveMonths(scope, []))
      expect(wrong.map((sentence) => sentence.split(":")[0])).toEqual(
        ["agent-clearing", "bank", "payment-fee"].map((account) => `2026-06 ${account} none`),
      )
    },
  )

  test.for(publishers.flatMap((one) => journalPrograms.map((program) => ({ one, program, code: one.given.code }))))(
    "E2 $program reads the exported year of $code and finds the books' balances",
    async ({ one, program }) => {
      expect(byAccount(balancesBy(program, await journalOf(one)))).toEqual(await booksBalances(one))
    },
  )

  test("F18 nothing of one is in the other's books", async () => {
    const [mine, theirs] = [await traces(tsuki), await traces(hoshi)]
    expect(mine.length).toBeGreaterThan(300)
    expect(theirs.length).toBeGreaterThan(300)
    expect(mine.filter((trace) => theirs.includes(trace))).toEqual([])
    for (const [one, other] of [[tsuki, hoshi], [hoshi, tsuki]] as const) {
      const intents = Object.keys(one.stripe().objects(one.key).payment_intent)
      const [found] = await other.look(
        (scope) => scope.sql<{ count: number }>`select count(*)::integer as count from payment where external_key = any(${intents}::text[])`,
      )
      expect(found?.count).toBe(0)
    }
  }) // prettier-ignore
})
