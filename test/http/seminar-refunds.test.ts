import { beforeAll, describe, expect, test } from "vitest"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { fulfilSeminarOrder } from "#app/seminars/apply/fulfil-seminar-order.server.ts"
import { expireHolds } from "#app/seminars/apply/expire-holds.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { dailyTally } from "#app/seminars/office/daily-tally.server.ts"
import { callOffSeminar } from "#app/seminars/money/call-off-seminar.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { paySeminarRefund } from "#app/seminars/money/pay-seminar-refund.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { refundToCard } from "#app/seminars/money/refund-to-cards.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { cardMoneyForPage } from "#app/subscriptions/card-money/card-money-for-page.server.ts"
import { keepDispute } from "#app/subscriptions/card-money/keep-dispute.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { sendRefundsToCards } from "#app/subscriptions/card-money/send-refunds-to-cards.server.ts"
import { stripeClient } from "#app/billing/stripe/stripe-client.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { paid, seminarGiven } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const KEY = demoSecretKey("engei")
let people = 0

const actor = () => web.house.actor()
const act = async <Result>(run: Parameters<typeof inScope<Result>>[1]) => inScope(await actor(), run)
const look = async <Row extends object>(query: Parameters<typeof readScope<Row[]>>[1]) =>
  readScope(await actor(), query)
const ties = async () => {
  expect((await readScope(await actor(), checkBooks)).differences).toEqual([])
}

const load = (code: string, capacity: number) =>
  act((scope) =>
    saveSeminars(
      scope,
      SeminarFile.parse({
        rooms: [{ code: "KANDA", name: "神田ホール", capacity: 2000 }],
        seminars: [seminarGiven(code, paid(5_500, { pools: [{ name: "会場", capacity }] }))],
      }),
    ),
  )

/** An application for a seminar in a way of payment, placed. */
async function apply(code: string, way: "card" | "invoice"): Promise<string> {
  people += 1
  const kana = Array.from(String(people), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
  return act(async (scope) => {
    const [made] = await scope.sql<{ id: string; fee: string }>`
      select new_id() as id, fee_type.id as fee from fee_type join seminar on seminar.id = seminar_id where code = ${code}`
    const form = seminarForm("ja").parse({
      ...{ orderId: made?.id, fee: made?.fee, way, attends: "yes", agrees: "yes", allowsReminder: "yes" },
      ...{ familyName: "返金", givenName: `${people}番`, familyNameKana: "ヘンキン", givenNameKana: kana },
      ...{ email: `back${people}@example.jp`, phone: `0425${String(people).padStart(6, "0")}` },
      ...{ companyName: "", department: "" },
    })
    const id = await saveSeminarApplication(scope, { code, form, channel: "web", sourceCode: "", sourcePage: "" })
    await placeSeminarOrder(scope, id)
    return id
  })
}

/** What Stripe has charged for an order; the news of it comes when `told`. */
async function charged(orderId: string) {
  const session = await stripeClient(KEY).checkout.sessions.create({
    ...{ mode: "payment", success_url: "http://teiki.test/", customer_email: "back@example.jp" },
    line_items: [{ quantity: 1, price_data: { currency: "jpy", unit_amount: 5_500, product_data: { name: "x" } } }],
  })
  await web.simulator.control.completeSession(session.id)
  const { payment_intent } = await stripeClient(KEY).checkout.sessions.retrieve(session.id)
  const intent = typeof payment_intent === "string" ? payment_intent : ""
  const told = () =>
    act((scope) =>
      fulfilSeminarOrder(scope, {
        ...{ sessionId: session.id, subject: { kind: "seminar-order", id: orderId }, status: "complete", awaits: null },
        paid: {
          ...{
            way: "card",
            paymentIntentId: intent,
            amountYen: 5_500,
            paidOn: scope.today,
            cardBrand: "visa",
            cardLast4: "4242",
          },
        },
      }),
    )
  return { intent, told }
}

async function paidByCard(code: string) {
  const orderId = await apply(code, "card")
  const { intent, told } = await charged(orderId)
  expect(await told()).toBe("done")
  return { orderId, intent }
}

const atStripe = (intent: string) =>
  Object.values(web.simulator.control.objects(KEY).refund)
    .filter(({ payment_intent }) => payment_intent === intent)
    .map(({ amount }) => amount)

const refundOf = async (orderId: string) =>
  (
    await look<{ number: string; yen: number; way: string | null; cause: string }>(
      (scope) => scope.sql`
        select number, amount_yen as yen, paid_way as way, cause from seminar_refund where order_id = ${orderId}::uuid`,
    )
  )[0]

beforeAll(() => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
})

describe("card refunds of seminar orders", () => {
  test("D2 F11 cancelled by rule, the rest goes back to the card once, even if Stripe's answer is lost", async () => {
    await load("RULE", 10)
    const one = await paidByCard("RULE")
    web.house.setClock("2026-12-05T10:00:00+09:00")
    await act((scope) => cancelRegistrations(scope, { orderId: one.orderId, registrationIds: null }))
    const refund = await refundOf(one.orderId)
    expect(refund).toMatchObject({ yen: 3_850, way: null })
    const number = refund?.number ?? ""
    const pay = act((scope) => paySeminarRefund(scope, { number, way: "cash", paidOn: scope.today }))
    await expect(pay).rejects.toMatchObject({ code: "seminar-refund-on-its-way" })
    await act((scope) => refundToCard(scope, number))
    web.simulator.control.failNext({ path: "POST /v1/refunds", outcome: "reset_after_commit", times: 3 })
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 0, unanswered: 1 })
    web.house.setClock("2026-12-07T10:00:00+09:00")
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 1, unanswered: 0 })
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 0, unanswered: 0 })
    expect(atStripe(one.intent)).toEqual([3_850])
    expect(await refundOf(one.orderId)).toMatchObject({ way: "card" })
    const tally = await readScope(await actor(), (scope) => dailyTally(scope, calendarDate("2026-12-07")))
    expect(tally.lines.find(({ code }) => code === "RULE")).toMatchObject({ refundYen: 3_850 })
    await expect(act((scope) => refundToCard(scope, number))).rejects.toMatchObject({ code: "seminar-refund-paid" })
    await ties()
  })

  test("D2 a payment too late for a seat goes back to its card, and is no 仮受金 that could go back a second time", async () => {
    web.house.setClock("2026-11-20T10:00:00+09:00")
    await load("LATE", 1)
    const slow = await apply("LATE", "card")
    const { intent, told } = await charged(slow)
    web.house.setClock("2026-11-20T12:00:00+09:00")
    await act((scope) => expireHolds(scope, null))
    await apply("LATE", "invoice")
    expect(await told()).toBe("refund-due")
    expect(await told()).toBe("already-done")
    const { suspense } = await readScope(await actor(), cardMoneyForPage)
    expect(suspense).toEqual([])
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 1, unanswered: 0 })
    expect(atStripe(intent)).toEqual([5_500])
    expect(await refundOf(slow)).toMatchObject({ cause: "late-payment", way: "card" })
    await ties()
  })

  test("what Stripe refuses stays open with its reason, and is paid out otherwise", async () => {
    await load("REFUSED", 10)
    const one = await paidByCard("REFUSED")
    await stripeClient(KEY).refunds.create({ payment_intent: one.intent, amount: 5_500 })
    await act((scope) => cancelRegistrations(scope, { orderId: one.orderId, registrationIds: null, feePercent: 0 }))
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 1, unanswered: 0 })
    const number = (await refundOf(one.orderId))?.number ?? ""
    await act((scope) => paySeminarRefund(scope, { number, way: "bank-transfer", paidOn: scope.today }))
    await expect(
      act((scope) => paySeminarRefund(scope, { number, way: "cash", paidOn: scope.today })),
    ).rejects.toMatchObject({ code: "seminar-refund-paid" })
    await ties()
  })

  test("a refund of money that no card paid has no card to go to", async () => {
    await load("BANK", 10)
    const orderId = await apply("BANK", "invoice")
    await act(async (scope) => {
      await scope.sql`
        insert into seminar_refund (organization_id, number, order_id, amount_yen, cause, owed_on)
        values (${scope.organizationId}, 'BANK-R1', ${orderId}::uuid, 100, 'cancellation', ${scope.today}::date)`
      await expect(refundToCard(scope, "BANK-R1")).rejects.toMatchObject({ code: "card-takes-no-refund" })
      await scope.sql`update seminar_refund set paid_on = ${scope.today}::date, paid_way = 'cash' where number = 'BANK-R1'`
    })
  })
})

describe("開催中止", () => {
  test("F11 cards get everything back, once, and Stripe agrees to the yen; the public page says so", async () => {
    web.house.setClock("2026-12-08T10:00:00+09:00")
    await load("OFF", 3)
    const [one, two] = [await paidByCard("OFF"), await paidByCard("OFF")]
    const paying = await apply("OFF", "card")
    const late = await charged(paying)
    const [seminar] = await look<{ id: string }>((scope) => scope.sql`select id from seminar where code = 'OFF'`)
    const callOff = () =>
      act((scope) => callOffSeminar(scope, { seminarId: seminar?.id ?? "", reason: "台風の接近のため" }))
    expect(await callOff()).toMatchObject({ people: 3, refundYen: 11_000, openYen: 0 })
    await callOff()
    // Who was paying at that moment gets a refund, not a seat.
    expect(await late.told()).toBe("refund-due")
    expect(await sendRefundsToCards(await actor())).toEqual({ sent: 3, unanswered: 0 })
    expect([one, two, late].map(({ intent }) => atStripe(intent))).toEqual([[5_500], [5_500], [5_500]])
    const page = await (await fetch(new URL("/o/engei/seminars/OFF", web.url))).text()
    expect(page).toContain("このセミナーは開催を中止しました")
    expect(page).toContain("台風の接近のため")
    const seats = await fetch(new URL("/embed/v1/seminars/engei/OFF", web.url))
    expect(await seats.json()).toMatchObject({ openness: "cancelled" })
    await ties()
    const { differences } = await reconcileStripe(await actor())
    expect(differences.filter(({ kind }) => kind === "refund-not-booked")).toHaveLength(1)
    expect(differences.map(({ kind }) => kind).sort()).toEqual(["balance", "refund-not-booked"])
  })
})

describe("entry 20 disputes of seminar orders", () => {
  test("lost before the seminar it takes 前受金 back, lost after it 売掛金; told again it changes nothing", async () => {
    await load("DISPUTE", 10)
    web.house.setClock("2026-11-20T10:00:00+09:00")
    const [early, late] = [await paidByCard("DISPUTE"), await paidByCard("DISPUTE")]
    const lost = (disputeId: string, intent: string) =>
      act((scope) =>
        keepDispute(scope, {
          ...{ disputeId, paymentIntentId: intent, amountYen: 5_500, status: "lost", reason: "fraudulent" },
          ...{ openedOn: calendarDate("2026-11-20"), answerBy: null },
        }),
      )
    const balance = async (orderId: string) =>
      (
        await look<{ deferred: number; receivable: number }>(
          (scope) => scope.sql`
            select deferred_yen as deferred, receivable_yen as receivable from seminar_position where order_id = ${orderId}::uuid`,
        )
      )[0]
    await lost("du_early", early.intent)
    expect(await balance(early.orderId)).toEqual({ deferred: 0, receivable: 0 })
    web.house.setClock("2027-03-01T10:00:00+09:00")
    await act((scope) => recogniseHeldSeminars(scope, scope.today))
    // Held, and not paid any more: the first one owes its fee.
    expect(await balance(early.orderId)).toEqual({ deferred: 0, receivable: 5_500 })
    await lost("du_late", late.intent)
    await lost("du_late", late.intent)
    expect(await balance(late.orderId)).toEqual({ deferred: 0, receivable: 5_500 })
    await ties()
  })
})
