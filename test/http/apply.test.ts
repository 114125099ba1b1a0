import { beforeEach, describe, expect, test } from "vitest"
import { consentPurposes } from "#app/members/reader/consent.ts"
import { saveConsentWording } from "#app/members/save-consent-wording.server.ts"
import { sendWaitingMail } from "#app/notices/send-waiting-mail.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { findLostCheckouts } from "#app/subscriptions/card-money/find-lost-checkouts.server.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let count = 0

/** Everyone is a new person, so that the tests do not meet in 名寄せ. */
function someone(): Reader {
  count += 1
  const kana = "アイウエオカキクケコサシスセソタチツテト".charAt(count)
  const phone = `03-5555-${String(count).padStart(4, "0")}`
  return new Reader(web.url, { ...hana, familyNameKana: `テスト${kana}`, email: `test${count}@example.com`, phone })
}

type State = { orders: number; contracts: number; payments: number; mails: number; deferred: number; suspense: number }

async function stateOf(reader: Reader): Promise<State> {
  const actor = await web.house.actor()
  const [state] = await readScope(
    actor,
    (scope) => scope.sql<State>`
      with mine as (select id from member where email = ${reader.person.email ?? ""})
      select (select count(*) from customer_order where member_id in (select id from mine))::integer as orders,
        (select count(*) from contract where payer_id in (select id from mine))::integer as contracts,
        (select count(*) from payment where payer_id in (select id from mine))::integer as payments,
        (select count(*) from outbox where member_id in (select id from mine))::integer as mails,
        (select coalesce(sum(deferred_yen), 0) from contract_position join contract on contract.id = contract_id
          where payer_id in (select id from mine))::integer as deferred,
        (select coalesce(-sum(line.amount_yen), 0) from voucher_line as line join account on account.code = line.account_code
          join voucher on voucher.id = line.voucher_id
          join payment on voucher.source_key = 'payment:' || payment.external_key
          where account.purpose = 'suspense' and payment.payer_id in (select id from mine))::integer as suspense`,
  )
  if (!state) throw new Error("no state")
  return state
}

const deliver = async (options: Parameters<typeof web.simulator.control.deliverAll>[0] = {}) => {
  await web.simulator.control.deliverAll(options)
  return applyStripeEvents(await web.house.actor())
}

const once = { orders: 1, contracts: 1, payments: 1, mails: 1, deferred: 13_200, suspense: 0 }

beforeEach(() => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
})

describe("an application that is paid", () => {
  test("D1 D2 D3 becomes order, member, contract, payment, entry 2 and a receipt mail", async () => {
    const reader = someone()
    const confirmation = await reader.apply("G12")
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.completeSession(session, { card: "4242" })
    expect(await reader.comeBack(confirmation, session)).toContain("お申し込みを受け付けました")
    expect(await stateOf(reader)).toEqual(once)
    const { sent } = await sendWaitingMail(await web.house.actor())
    expect(sent).toBeGreaterThan(0)
    const inbox = await (await fetch(web.mailbox.url)).text()
    expect(inbox).toContain(reader.person.email)
    expect(inbox).toContain("領収のお知らせ")
  })

  test("N1 a tick for news by mail is a consent to the wording that stood on the form, though another has come since", async () => {
    const reader = someone()
    expect(await (await fetch(`${web.url}/o/engei/apply/G12`)).text()).toContain(consentPurposes.mail.ja)
    const session = sessionOf(await reader.confirm(await reader.apply("G12", { wantsMail: "yes" })))
    web.house.setClock("2026-11-20T10:20:00+09:00")
    const actor = await web.house.actor()
    const next = { purpose: "mail", wording: "月に一度、メールでご案内します。", wordingEnglish: "" } as const
    await inScope(actor, (scope) => saveConsentWording(scope, next))
    await web.simulator.control.completeSession(session)
    await deliver()
    const consents = await readScope(
      actor,
      (scope) => scope.sql`
        select purpose, version, is_given, received_by from member_consent join member on member.id = member_id
        where email = ${reader.person.email ?? ""}`,
    )
    expect(consents).toEqual([{ purpose: "mail", version: 1, is_given: true, received_by: "web" }])
    expect(await (await fetch(`${web.url}/o/engei/apply/G12`)).text()).toContain(next.wording)
  })

  test("the event before the return page, and the return page before the event, end alike", async () => {
    for (const eventFirst of [true, false]) {
      const reader = someone()
      const confirmation = await reader.apply("G12")
      const session = sessionOf(await reader.confirm(confirmation))
      await web.simulator.control.completeSession(session)
      if (eventFirst) await deliver()
      await reader.comeBack(confirmation, session)
      await deliver({ duplicates: 3 })
      expect(await stateOf(reader)).toEqual(once)
    }
  })

  test("an event that never arrives is found by the reconcile", async () => {
    const reader = someone()
    const session = sessionOf(await reader.confirm(await reader.apply("G12")))
    await web.simulator.control.completeSession(session)
    await web.simulator.control.deliverAll({ drop: 100 })
    web.house.setClock("2026-11-20T10:30:00+09:00")
    await findLostCheckouts(await web.house.actor())
    expect(await stateOf(reader)).toEqual(once)
  })

  test("A8 no card number is stored: brand and last four digits alone", async () => {
    const actor = await web.house.actor()
    const rows = await readScope(actor, (scope) => scope.sql`select card_brand, card_last4 from payment limit 1`)
    expect(rows).toEqual([{ card_brand: "visa", card_last4: "4242" }])
    const raw = await readScope(actor, (scope) => scope.sql<{ raw: string }>`select raw::text as raw from stripe_event`)
    expect(raw.some((event) => /\b4242424242424242\b/.test(event.raw))).toBe(false)
  })
})

describe("an application that goes other ways", () => {
  test("a declined card leaves nothing, and the next card pays the same application", async () => {
    const reader = someone()
    const confirmation = await reader.apply("G12")
    const session = sessionOf(await reader.confirm(confirmation))
    await expect(web.simulator.control.completeSession(session, { card: "0002" })).resolves.toMatchObject({
      payment_status: "unpaid",
    })
    await deliver()
    expect(await stateOf(reader)).toMatchObject({ orders: 0, payments: 0 })
    await web.simulator.control.completeSession(session, { card: "4242" })
    await deliver()
    expect(await stateOf(reader)).toEqual(once)
  })

  test("an abandoned session expires, and the application says so", async () => {
    const reader = someone()
    const confirmation = await reader.apply("G12")
    await web.simulator.control.expireSession(sessionOf(await reader.confirm(confirmation)))
    await deliver()
    expect(await stateOf(reader)).toMatchObject({ orders: 0, contracts: 0, payments: 0 })
    const page = await (await fetch(new URL(confirmation, web.url))).text()
    expect(page).toContain("お支払いの期限が過ぎました")
  })

  test("a double click and a second tab lead to the same session", async () => {
    const reader = someone()
    const fields = await reader.openForm("G12")
    const submitted = await Promise.all([reader.submitForm("G12", fields), reader.submitForm("G12", fields)])
    const [first = "", second] = submitted.map((answer) => answer.headers.get("location") ?? "")
    expect(second).toBe(first)
    const pages = await Promise.all([reader.confirm(first), reader.confirm(first), reader.confirm(first)])
    expect(new Set(pages.map(sessionOf)).size).toBe(1)
    await web.simulator.control.completeSession(sessionOf(pages[0]))
    await deliver()
    expect(await reader.confirm(first)).toMatch(/\/done$/)
    expect(await stateOf(reader)).toEqual(once)
  })

  test("when Stripe answers only after the time-out, the retry finds the same session", async () => {
    const reader = someone()
    const confirmation = await reader.apply("G12")
    web.simulator.control.failNext({ path: "POST /v1/checkout/sessions", outcome: "reset_after_commit" })
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.completeSession(session)
    await deliver()
    expect(await stateOf(reader)).toEqual(once)
  })

  test("bad input gets a message beside the field and keeps what was typed", async () => {
    const reader = someone()
    const fields = { ...(await reader.openForm("G12")), phone: "12345", postalCode: "12-3456", familyName: "" }
    const answer = await reader.submitForm("G12", fields)
    const page = await answer.text()
    expect(answer.status).toBe(422)
    expect(page).toContain("電話番号は数字10〜11桁で入力してください")
    expect(page).toContain("郵便番号は数字7桁で入力してください")
    expect(page).toContain('value="12345"')
  })

  test("a forged token, another organization and a foreign origin get nothing", async () => {
    const reader = someone()
    const confirmation = await reader.apply("G12")
    const forged = confirmation.replace(/.$/, (last) => (last === "A" ? "B" : "A"))
    expect((await fetch(new URL(forged, web.url))).status).toBe(404)
    expect((await fetch(new URL("/o/nobody/apply/G12", web.url))).status).toBe(404)
    const foreign = await fetch(new URL(confirmation, web.url), {
      method: "POST",
      headers: { Origin: "http://evil.example" },
    })
    expect(foreign.status).toBe(403)
  })
})

describe("members and 名寄せ", () => {
  test("D3 the same kana and mail join the member; a shared mail alone queues a match", async () => {
    const reader = someone()
    const pay = async (changes: Record<string, string>) => {
      const session = sessionOf(await reader.confirm(await reader.apply("T4", changes)))
      await web.simulator.control.completeSession(session)
      await deliver()
    }
    await pay({})
    await pay({ phone: "03-9999-0001" })
    await pay({ givenNameKana: "ベツジン", givenName: "別人", phone: "03-9999-0002" })
    const rows = await readScope(
      await web.house.actor(),
      (scope) => scope.sql`
        select (select count(*) from member where email = ${reader.person.email ?? ""})::integer as members,
          (select count(*) from member_match join member on member.id = member_match.member_id
            where member.email = ${reader.person.email ?? ""} and state = 'open')::integer as matches`,
    )
    expect(rows).toEqual([{ members: 2, matches: 1 }])
  })
})

test("a webhook without our signature is refused and leaves no row", async () => {
  const answer = await fetch(new URL("/hooks/stripe/engei", web.url), {
    method: "POST",
    body: JSON.stringify({ id: "evt_x", type: "checkout.session.completed", data: { object: { id: "cs_x" } } }),
    headers: { "stripe-signature": "t=1,v1=00" },
  })
  expect(answer.status).toBe(400)
  const rows = await readScope(
    await web.house.actor(),
    (scope) => scope.sql`select from stripe_event where event_id = 'evt_x'`,
  )
  expect(rows).toEqual([])
})

test("after all of it the books tie out", async () => {
  const check = await readScope(await web.house.actor(), checkBooks)
  expect(check.differences).toEqual([])
})
