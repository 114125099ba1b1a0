import { setTimeout as pause } from "node:timers/promises"
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { stripeClient } from "#app/billing/stripe/stripe-client.server.ts"
import { house as openHouse } from "#app/platform/house.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { renewByCard } from "#app/subscriptions/auto-renewal/renew-by-card.server.ts"
import { wantCardRefund } from "#app/subscriptions/card-money/want-card-refund.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { cardDesk } from "#test/support/card-desk.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { startJob } from "#test/support/job-process.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { useWeb } from "#test/support/use-web.ts"

// F5 with Stripe between: two and ten workers renew by card and refund to cards at once. One of them, a process of its own, is held
// (SIGSTOP) after it has taken its work and before it has settled it, and goes on (SIGCONT) when the others are done or at it.

const seed = Number(process.env.FAULT_SEED ?? 20261203)
const READERS = 4
const CHARGE_ON = "2026-12-16"
const random = seededRandom(seed)
const web = useWeb("legacy")
const KEY = demoSecretKey("engei")
const { actor, look, act, tie, voucher, paid } = cardDesk(web)
const on = (date: string) => web.house.setClock(`${date}T10:00:00+09:00`)
let person = 0

beforeAll(async () => {
  on("2026-11-10")
  await act(
    (scope) => scope.sql`
      insert into offer (organization_id, code, publication_id, name, units, price_yen, auto_renewal)
      select ${scope.organizationId}, 'AUTO1', id, '毎号払い', 1, 1200, true from publication where code = 'GARDEN'`,
  )
})
// Each test has its own readers; those of the test before renew no more.
beforeEach(async () => {
  on("2026-11-20")
  await act((scope) => scope.sql`update contract set auto_renewal = false where auto_renewal`)
})
afterEach(tie)

async function work(name: string, flags: Readonly<Record<string, unknown>>) {
  const job = await jobNamed(name)
  if (job?.of !== "organization") throw new Error(`no job ${name}`)
  const { clock } = openHouse()
  return runForOrganization(job, { organization: "engei", flags, clock, progress: () => undefined })
}

/** So many at once, the first of them held as soon as `hasTaken`, or a little later. */
async function together(name: string, asOf: string | null, workers: number, hasTaken: () => Promise<boolean>) {
  const line = [name, "--organization", "engei", ...(asOf === null ? [] : ["--as-of", asOf])]
  const more = { STRIPE_SIMULATOR_URL: openHouse().settings.stripeSimulatorUrl ?? "" }
  const { child, exit } = startJob(web.house.ownerUrl, line, { more })
  while (!(await hasTaken()) && child.exitCode === null) await pause(1)
  await pause(5 * random())
  expect(child.exitCode === null && child.kill("SIGSTOP"), `FAULT_SEED=${seed}`).toBe(true)
  expect(await hasTaken(), `held before it was done; FAULT_SEED=${seed}`).toBe(true)
  const flags = asOf === null ? {} : { asOf }
  const others = Promise.all(Array.from({ length: workers - 1 }, () => work(name, flags)))
  await pause(100 + 900 * random())
  child.kill("SIGCONT")
  await others
  await exit
  // Whatever the one or the other could not be answered while both asked is settled by the next.
  expect((await work(name, flags)).ok).toBe(true)
}

const rows = async (query: Parameters<typeof look<{ count: number }>>[0]) => (await look(query))[0]?.count ?? 0

async function refundsWanted(): Promise<{ number: string; intent: string }[]> {
  const wanted: { number: string; intent: string }[] = []
  for (let no = 0; no < READERS; no += 1) {
    const one = await paid()
    const { refundNumber } = await act((scope) =>
      cancelContract(scope, { contractId: one.contractId, reason: "price" }),
    )
    await act((scope) => wantCardRefund(scope, refundNumber ?? ""))
    wanted.push({ number: refundNumber ?? "", intent: one.intent })
  }
  return wanted
}

const refundsAtStripe = (intent: string) =>
  Object.values(web.simulator.control.objects(KEY).refund).filter(({ payment_intent }) => payment_intent === intent)

/** A reader who pays each issue by card; gives the contract. */
async function subscribed(): Promise<string> {
  person += 1
  const email = `many-${person}@example.com`
  const kana = Array.from(String(person), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
  const phone = `03-6666-${String(person).padStart(4, "0")}`
  const reader = new Reader(web.url, { ...hana, email, phone, familyNameKana: kana, givenNameKana: "タスウ" })
  const confirmation = await reader.apply("AUTO1", { startIssue: "522" })
  const session = sessionOf(await reader.confirm(confirmation))
  await web.simulator.control.completeSession(session)
  await reader.comeBack(confirmation, session)
  const [row] = await look<{ id: string }>(
    (scope) => scope.sql`
      select contract.id from contract join member on member.id = contract.payer_id where member.email = ${email}`,
  )
  return row?.id ?? ""
}

async function renewalsDue(): Promise<readonly string[]> {
  const contracts: string[] = []
  for (let no = 0; no < READERS; no += 1) contracts.push(await subscribed())
  expect((await renewByCard(await actor(), calendarDate("2026-11-20"))).announced).toBe(READERS)
  on(CHARGE_ON)
  return contracts
}

const chargesAtStripe = (contractId: string) =>
  Object.values(web.simulator.control.objects(KEY).payment_intent).filter(({ metadata }) =>
    metadata.request?.startsWith(`charge:${contractId}`),
  )

describe(`F5 many workers with cards (FAULT_SEED=${seed})`, () => {
  test.each([2, 10])("%i workers send each refund to its card once, and the books have it once", async (workers) => {
    const wanted = await refundsWanted()
    await together("send-card-refunds", null, workers, async () => {
      const taken = await rows(
        (scope) => scope.sql`
          select count(*)::integer as count from card_refund where state = 'waiting' and attempts > 0`,
      )
      return taken > 0
    })
    for (const { number, intent } of wanted) {
      expect(refundsAtStripe(intent).map(({ amount }) => amount)).toEqual([13_200])
      const [sent] = await look<{ id: string; state: string; events: number }>(
        (scope) => scope.sql`select id, state from card_refund where refund_number = ${number}`,
      )
      expect(sent?.state).toBe("done")
      expect(await voucher(`card-refund:${sent?.id ?? ""}`)).toEqual({ 未払金: 13_200, "未収入金(カード)": -13_200 })
    }
  })

  test.each([2, 10])("%i workers charge each renewal once, and each term is followed by one", async (workers) => {
    const contracts = await renewalsDue()
    await together("renew-contracts", CHARGE_ON, workers, async () => {
      const taken = await rows(
        (scope) => scope.sql`
          select count(*)::integer as count from stripe_request where operation = 'charge' and state = 'open'`,
      )
      return taken > 0
    })
    for (const contractId of contracts) {
      expect(chargesAtStripe(contractId).map(({ amount, status }) => [amount, status])).toEqual([[1_200, "succeeded"]])
      const [next, ...more] = await look<{ paid: number }>(
        (scope) => scope.sql`
          select (select sum(amount_yen)::integer from payment_allocation where contract_id = contract.id) as paid
          from contract where previous_id = ${contractId}::uuid`,
      )
      expect([next?.paid, more]).toEqual([1_200, []])
    }
    const told = await rows(
      (scope) => scope.sql`
        select count(*)::integer as count from outbox where kind = 'auto-renewal' and recipient like 'many-%' group by recipient
        order by count desc limit 1`,
    )
    expect(told).toBeLessThanOrEqual(2)
  })

  test("two who look first and send later, without a key that is the refund's, send two (negative control)", async () => {
    const [one] = await refundsWanted()
    const waiting = () =>
      look<{ intent: string }>(
        (scope) => scope.sql`
          select payment.external_key as intent from card_refund join payment on payment.id = card_refund.payment_id
          where card_refund.state = 'waiting' and payment.external_key = ${one?.intent ?? ""}`,
      )
    const seen = await Promise.all([waiting(), waiting()])
    for (const { intent } of seen.flat()) {
      await stripeClient(KEY).refunds.create({ payment_intent: intent, amount: 6_600 })
    }
    expect(refundsAtStripe(one?.intent ?? "")).toHaveLength(2)
  })
})
