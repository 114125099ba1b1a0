import { beforeAll, expect, test } from "vitest"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { expireHolds } from "#app/seminars/apply/expire-holds.server.ts"
import { joinWaitingList } from "#app/seminars/apply/join-waiting-list.server.ts"
import { openOrderCheckout } from "#app/seminars/apply/open-order-checkout.server.ts"
import { orderForReader } from "#app/seminars/apply/order-for-reader.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { issueInBatches } from "#app/seminars/certificates/issue-in-batches.server.ts"
import { callOffSeminar } from "#app/seminars/money/call-off-seminar.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { receiveSeminarPayment } from "#app/seminars/money/receive-seminar-payment.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { closeDailyTally, dailyTally } from "#app/seminars/office/daily-tally.server.ts"
import { sendReminders } from "#app/seminars/office/send-reminders.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { sendCompletionMails } from "#app/seminars/surveys/send-completion-mails.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"
import { sendRefundsToCards } from "#app/subscriptions/card-money/send-refunds-to-cards.server.ts"
import { addDays, type CalendarDate, calendarDate } from "#app/values/calendar.ts"
import { Refusal } from "#app/values/refusal.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { sessionOf } from "#test/support/reader.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { paid, seminarGiven } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

// A month of a seminar office: 60 seminars, free and paid, day by day with every job; at its end everything ties out. SCENARIO_SEED replays it.

const seed = Number(process.env.SCENARIO_SEED ?? 60)
const web = useWeb("legacy")
const random = seededRandom(seed)
const SEMINARS = 60
const first = calendarDate("2026-11-20")
let people = 0
let bankNo = 0

type Seminar = { code: string; day: CalendarDate; price: number; fee: string; id: string }
const seminars: Seminar[] = []

const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)
const look = async <Row extends object>(run: (scope: Scope) => Promise<Row[]>) =>
  readScope(await web.house.actor(), run)
const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]

beforeAll(async () => {
  web.house.setClock(`${first}T09:00:00+09:00`)
  const given = Array.from({ length: SEMINARS }, (_, at) => {
    const day = addDays(calendarDate("2026-12-01"), Math.floor(random() * 26))
    const price = random() < 0.3 ? 0 : 1_100 * (2 + Math.floor(random() * 9))
    const more = {
      sessions: [{ startsAt: `${day} 13:30`, endsAt: `${day} 16:00`, room: "KANDA" }],
      pools: [{ name: "会場", capacity: 3 + Math.floor(random() * 6) }],
    }
    return seminarGiven(`SCN-${String(at + 1).padStart(2, "0")}`, price === 0 ? more : paid(price, more))
  })
  const rooms = [{ code: "KANDA", name: "神田ホール", capacity: 2000 }]
  await act((scope) => saveSeminars(scope, SeminarFile.parse({ rooms, seminars: given })))
  seminars.push(
    ...(await look<Seminar>(
      (scope) => scope.sql`
        select seminar.id, code, price_yen::integer as price, fee_type.id as fee, (starts_at at time zone 'Asia/Tokyo')::date::text as day
        from seminar join fee_type on fee_type.seminar_id = seminar.id join seminar_session on seminar_session.seminar_id = seminar.id
        where code like 'SCN-%' order by code`,
    )),
  )
})

/** Somebody applies; who finds it full waits; who pays by card may go away, or fail first. */
async function applies(actor: Actor, seminar: Seminar) {
  people += 1
  const kana = Array.from(String(people), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
  const way = seminar.price === 0 ? "free" : (pick(["card", "card", "invoice", "onsite"] as const) ?? "card")
  const placed = await act(async (scope) => {
    const [made] = await scope.sql<{ id: string }>`select new_id() as id`
    const form = seminarForm("ja").parse({
      ...{ orderId: made?.id, fee: seminar.fee, way, attends: "yes", agrees: "yes", allowsReminder: "yes" },
      ...{
        familyName: "月間",
        givenName: `${people}番`,
        familyNameKana: "ゲッカン",
        givenNameKana: kana,
        companyName: "",
      },
      ...{ email: `month${people}@example.jp`, phone: `0429${String(people).padStart(6, "0")}`, department: "" },
      others: random() < 0.1 ? [{ familyName: "同伴", givenName: "者", familyNameKana: "ドウハン", givenNameKana: kana, email: "" }] : [], // prettier-ignore
    })
    return saveSeminarApplication(scope, { code: seminar.code, form, channel: "web", sourceCode: "", sourcePage: "" })
  })
  try {
    const { state } = await act((scope) => placeSeminarOrder(scope, placed))
    if (state === "held") await goesToStripe(actor, placed)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "seminar-full") throw error
    if (random() < 0.6) await act((scope) => joinWaitingList(scope, placed))
  }
}

async function goesToStripe(actor: Actor, orderId: string) {
  const order = await readScope(actor, (scope) => orderForReader(scope, orderId))
  const session = sessionOf(await openOrderCheckout(actor, order, "/o/engei/seminar-orders/x"))
  const mood = random()
  if (mood > 0.9) return
  if (mood > 0.8) await web.simulator.control.completeSession(session, { card: "9995" })
  await web.simulator.control.completeSession(session, { card: "4242" })
}

/** What happens on a day at the desk and at the door, beside applications. */
async function dayAtTheOffice(actor: Actor, today: CalendarDate) {
  const ahead = seminars.filter(({ day }) => day > today)
  for (let at = 0; at < 9; at += 1) {
    const seminar = pick(ahead)
    if (seminar) await applies(actor, seminar).catch(refusedWhenClosed)
  }
  const offered = await look<{ id: string; way: string }>(
    (scope) => scope.sql`select id, way from seminar_order where state = 'offered' order by id`,
  )
  for (const { id, way } of offered) {
    if (random() < 0.2) continue
    await act((scope) => placeSeminarOrder(scope, id))
    if (way === "card") await goesToStripe(actor, id)
  }
  const living = await look<{ id: string; owed: number; way: string; day: string; due: string | null }>(
    (scope) => scope.sql`
      select seminar_order.id, way, due_on as due, greatest(total_yen - deferred_yen - recognised_yen, 0) + receivable_yen as owed,
        (starts_at at time zone 'Asia/Tokyo')::date::text as day
      from seminar_order join seminar_position on order_id = seminar_order.id join seminar_session on seminar_session.seminar_id = seminar_order.seminar_id
      where seminar_order.state = 'confirmed' order by seminar_order.number`,
  )
  for (const { id, owed, way, day, due } of living) {
    const chance = random()
    if (day > today && chance < 0.008)
      await act((scope) => cancelRegistrations(scope, { orderId: id, registrationIds: null })) // prettier-ignore
    else if (
      owed > 0 &&
      ((way === "invoice" && due !== null && (due <= today || chance < 0.1)) || (way === "onsite" && day === today))
    ) {
      bankNo += 1
      const money = {
        amountYen: chance > 0.95 ? owed - 100 : owed,
        receivedOn: today,
        externalKey: `scenario:${bankNo}`,
      }
      await act((scope) =>
        receiveSeminarPayment(scope, {
          ...{ seminarOrderId: id, way: way === "onsite" ? "cash" : "bank-transfer", cardBrand: null, cardLast4: null },
          ...money,
        }),
      )
    }
  }
  await doorOf(today)
}

function refusedWhenClosed(error: unknown) {
  if (!(error instanceof Refusal)) throw error
}

/** Six of seven come to the seminars of the day; one of the office's days off is a typhoon. */
async function doorOf(today: CalendarDate) {
  if (today === "2026-12-08" || today === "2026-12-17") {
    const [gone] = seminars.filter(({ day }) => day > today)
    if (gone) await act((scope) => callOffSeminar(scope, { seminarId: gone.id, reason: "講師の急病のため" }))
  }
  await act(
    (scope) => scope.sql`
      insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, kind, source, occurred_at, received_at,
        verdict, recorded_by)
      select ${scope.organizationId}, gen_random_uuid(), registration.seminar_id, session.id, registration.id, 'entry', 'name',
        session.starts_at, session.starts_at, 'accepted', 'test'
      from registration join seminar_session as session on session.seminar_id = registration.seminar_id
      where registration.state = 'confirmed' and (session.starts_at at time zone 'Asia/Tokyo')::date = ${today}::date
        and hashtext(registration.number) % 7 <> 0`,
  )
}

/** Every job of the night, as the worker does them. */
async function night(actor: Actor, today: CalendarDate) {
  await web.simulator.control.deliverAll({ order: "shuffle", seed })
  await applyStripeEvents(actor)
  web.house.setClock(`${today}T22:00:00+09:00`)
  await act((scope) => expireHolds(scope, null))
  await sendRefundsToCards(actor)
  await act((scope) => recogniseHeldSeminars(scope, today))
  for (const { code } of seminars.filter(({ day }) => day === today)) {
    await issueInBatches(actor, code, () => undefined)
  }
  web.house.setClock(`${addDays(today, 1)}T06:00:00+09:00`)
  await act((scope) => closeDailyTally(scope, today))
  await act((scope) => sendReminders(scope, addDays(today, 1)))
  await act((scope) => sendCompletionMails(scope, { asOf: addDays(today, 1), dryRun: false }))
}

test(`F1 F5 F10 F11 a month with 60 seminars, day by day (SCENARIO_SEED=${seed}): 日計表, ledger, Stripe, seats, certificates and books tie out`, async () => {
  const actor = await web.house.actor()
  const days = Array.from({ length: 42 }, (_, at) => addDays(first, at))
  for (const today of days) {
    web.house.setClock(`${today}T10:00:00+09:00`)
    await dayAtTheOffice(actor, today)
    await night(actor, today)
  }
  expect((await readScope(actor, checkBooks)).differences).toEqual([])
  const { differences } = await reconcileStripe(actor)
  expect(differences).toEqual([])
  await tallyTies(actor, days)
  await seatsAndCertificatesTie()
})

/** Σ of all days' 日計表 = payments and refunds in the books = what Stripe charged and gave back. */
async function tallyTies(actor: Actor, days: readonly CalendarDate[]) {
  const sum = { card: 0, bank: 0, cash: 0, back: 0 }
  for (const day of days) {
    const { lines, corrections } = await readScope(actor, (scope) => dailyTally(scope, day))
    expect(corrections.filter(({ field }) => field.endsWith("Yen"))).toEqual([])
    for (const line of lines) {
      sum.card += line.cardYen
      sum.bank += line.bankYen
      sum.cash += line.cashYen
      sum.back += line.refundYen
    }
  }
  const [books] = await look<{ card: number; bank: number; cash: number; back: number }>(
    (scope) => scope.sql`
      select coalesce(sum(amount_yen) filter (where way = 'card'), 0)::integer as card,
        coalesce(sum(amount_yen) filter (where way = 'bank-transfer'), 0)::integer as bank,
        coalesce(sum(amount_yen) filter (where way = 'cash'), 0)::integer as cash,
        (select coalesce(sum(amount_yen), 0) from card_refund where state = 'done')::integer as back
      from payment where received_on >= ${first}::date`,
  )
  expect(sum).toEqual(books)
  expect(sum.card).toBeGreaterThan(100_000)
  expect(sum.back).toBeGreaterThan(0)
  const { charge, refund } = web.simulator.control.objects(demoSecretKey("engei"))
  const charged = Object.values(charge).filter(({ status }) => status === "succeeded")
  expect(charged.reduce((yen, { amount }) => yen + amount, 0)).toBe(sum.card)
  expect(Object.values(refund).reduce((yen, { amount }) => yen + amount, 0)).toBe(sum.back)
  const [clearing] = await look<{ yen: number }>(
    (scope) => scope.sql`
      select sum(line.amount_yen)::integer as yen from voucher_line as line join account on account.code = line.account_code
      where account.purpose = 'card-clearing'`,
  )
  expect(clearing?.yen).toBe(sum.card - sum.back)
}

async function seatsAndCertificatesTie() {
  const wrong = await look(
    (scope) => scope.sql`
      select code, pool.taken, (select count(*) from registration where seminar_id = seminar.id and state = 'confirmed') as confirmed,
        (select count(*) from certificate join registration on registration.id = registration_id where seminar_id = seminar.id) as certificates,
        (select count(distinct registration_id) from attendance where seminar_id = seminar.id and status <> 'absent') as came
      from seminar join seat_pool as pool on pool.seminar_id = seminar.id where code like 'SCN-%' and (
        pool.taken > pool.capacity or pool.taken <> (select count(*) from registration where seminar_id = seminar.id and state = 'confirmed')
        or (select count(*) from certificate join registration on registration.id = registration_id where seminar_id = seminar.id)
          <> (select count(distinct registration_id) from attendance where seminar_id = seminar.id and status <> 'absent'))`,
  )
  expect(wrong).toEqual([])
  const [count] = await look<{ called_off: number; certificates: number; late: number; twice: number }>(
    (scope) => scope.sql`
      select (select count(*) from seminar where state = 'cancelled')::integer as called_off,
        (select count(*) from certificate)::integer as certificates,
        (select count(*) from seminar_order where state = 'waiting')::integer as late,
        (select count(*) from (select recipient, subject, body_text from outbox where kind = 'seminar' group by 1, 2, 3 having count(*) > 1) as same)::integer
          as twice`,
  )
  expect(count).toMatchObject({ called_off: 2, twice: 0 })
  expect(count?.certificates).toBeGreaterThan(100)
}
