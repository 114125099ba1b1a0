import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { shownVersion } from "#app/subscriptions/application.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { addPromotion } from "#app/subscriptions/promotions/add-promotion.server.ts"
import { endPromotion } from "#app/subscriptions/promotions/end-promotion.server.ts"
import { promotionForm } from "#app/subscriptions/promotions/promotion-form.ts"
import { promotionsForList } from "#app/subscriptions/promotions/promotions-for-list.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { demoSecretKey } from "#test/support/demo/seed-demo.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let count = 0

const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)
const look = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await web.house.actor(), run)
const add = (more: Readonly<Record<string, unknown>>) =>
  act((scope) =>
    addPromotion(scope, promotionForm("ja").parse({ kind: "percent", amount: "10", mostUses: "", ...more })),
  )

/** Everyone is a new person, so that the tests do not meet in 名寄せ. */
function someone(): Reader {
  count += 1
  const kana = Array.from(String(count), (digit) => "アイウエオカキクケコ".charAt(Number(digit))).join("")
  const phone = `03-6666-${String(count).padStart(4, "0")}`
  const person = { ...hana, familyNameKana: kana, givenNameKana: "コード", email: `code${count}@example.com`, phone }
  return new Reader(web.url, person)
}

const pageOf = async (path: string) => (await fetch(new URL(path, web.url))).text()
const sessionAt = (id: string) => web.simulator.control.objects(demoSecretKey("engei"))["checkout.session"][id]

type Made = {
  price: number
  tax: number
  total: number
  source: string
  paid: number
  last4: string | null
  auto: boolean
}
const contractOf = async ({ person }: Reader) =>
  (
    await look(
      (scope) => scope.sql<Made>`
        select contract.price_yen as price, contract.tax_yen as tax, ordered.total_yen as total, contract.source_code as source,
          payment.amount_yen as paid, payment.card_last4 as last4, contract.auto_renewal as auto
        from contract join customer_order as ordered on ordered.id = contract.order_id
        join payment on payment.order_id = ordered.id
        join member on member.id = contract.payer_id where member.email = ${person.email ?? ""} order by contract.number desc`,
    )
  )[0]

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  await act(async (scope) => {
    await scope.sql`
      insert into source_code (organization_id, code, name, kind) values (${scope.organizationId}, 'SPRING', '春のご案内', 'direct-mail')`
    await scope.sql`
      insert into offer (organization_id, code, publication_id, name, units, price_yen, auto_renewal)
      select ${scope.organizationId}, 'AUTO1', id, '毎号払い', 1, 1200, true from publication where code = 'GARDEN'`
  })
  await add({ code: "SPRING-27", amount: "15", sourceCode: "SPRING" })
})
beforeEach(() => web.house.setClock("2026-11-20T10:00:00+09:00"))

describe("an application with a promotion code", () => {
  test("D1 D2 the confirmation states price, reduction and total; Stripe, contract, tax, payment and source follow", async () => {
    expect(await pageOf("/o/engei/apply/G12?code=spring-27")).toMatch(/name="promotionCode"[^>]*value="spring-27"/)
    const reader = someone()
    const confirmation = await reader.apply("G12", { promotionCode: "ｓｐｒｉｎｇ‐27", copies: "3" })
    const page = await pageOf(confirmation)
    for (const text of [
      "13,200円 × 3部(値引前の金額 39,600円)",
      "-5,940円(プロモーションコード SPRING-27)",
      "33,660円(うち消費税",
    ]) {
      expect(page).toContain(text)
    }
    const session = sessionOf(await reader.confirm(confirmation))
    expect(sessionAt(session)?.amount_total).toBe(33_660)
    await web.simulator.control.completeSession(session)
    await reader.comeBack(confirmation, session)
    await web.simulator.control.deliverAll({ duplicates: 2 })
    await applyStripeEvents(await web.house.actor())
    expect(await contractOf(reader)).toMatchObject({ price: 33_660, total: 33_660, paid: 33_660, source: "SPRING" })
    const [kept] = await look(
      (scope) => scope.sql<{ shown: { key: string }[]; version: string; reduction: number; number: string }>`
        select application.shown, shown_version as version, used.reduction_yen as reduction, member.number
        from application join promotion_use as used on used.application_id = application.id and used.order_id = application.order_id
        join member on member.id = used.member_id where member.email = ${reader.person.email ?? ""}`,
    )
    expect(kept).toMatchObject({ version: shownVersion, reduction: 5_940 })
    expect(kept?.shown.map(({ key }) => key)).toContain("promotion")
    expect((await look(checkBooks)).differences).toEqual([])
  })

  test("D1 a code that cannot be used stands beside its field, in both languages, and what was typed stays", async () => {
    for (const [language, message] of [
      ["ja", "プロモーションコード「NONE-1」はありません"],
      ["en", "There is no promotion code “NONE-1”"],
    ] as const) {
      const reader = someone()
      const fields = { ...(await reader.openForm("G12")), promotionCode: "none-1" }
      const answer = await fetch(`${web.url}/o/engei/apply/G12`, {
        ...{ method: "POST", body: new URLSearchParams(fields) },
        headers: { Origin: web.url, Cookie: `lang=${language}` },
      })
      const page = await answer.text()
      expect([answer.status, page.includes(message)], language).toEqual([422, true])
      expect(page).toMatch(/id="[^"]*promotionCode-error"/)
      expect(page).toContain("none-1")
    }
  })

  test("ended or used up between form and confirmation: the reader is told, and goes on without it", async () => {
    const id = await add({ code: "BRIEF", mostUses: "1" })
    const [first, second, third] = [someone(), someone(), someone()]
    const [one, two, three] = [
      await first.apply("G12", { promotionCode: "BRIEF" }),
      await second.apply("G12", { promotionCode: "BRIEF" }),
      await third.apply("G12", { promotionCode: "BRIEF" }),
    ]
    const taken = sessionOf(await first.confirm(one))
    expect(sessionOf(await first.confirm(one)), "a second click").toBe(taken)
    const press = (path: string) => fetch(new URL(path, web.url), { method: "POST", headers: { Origin: web.url } })
    const late = await press(two)
    expect([late.status, (await late.text()).includes("利用の上限に達しました")]).toEqual([422, true])
    await act((scope) => endPromotion(scope, id))
    expect(await (await press(three)).text()).toContain("受付は終了しました")
    // Who was on the card page pays what he was shown.
    await web.simulator.control.completeSession(taken)
    await first.comeBack(one, taken)
    expect(await contractOf(first)).toMatchObject({ price: 11_880, paid: 11_880 })
  })

  test("a page that expired gives its use back to the next", async () => {
    const id = await add({ code: "BACK", mostUses: "1" })
    const [first, next] = [someone(), someone()]
    const session = sessionOf(await first.confirm(await first.apply("G12", { promotionCode: "BACK" })))
    expect((await look((scope) => promotionsForList(scope, id)))[0]).toMatchObject({ state: "used-up", pending: 1 })
    await web.simulator.control.expireSession(session)
    await web.simulator.control.deliverAll()
    await applyStripeEvents(await web.house.actor())
    expect(sessionOf(await next.confirm(await next.apply("G12", { promotionCode: "BACK" })))).not.toBe("")
  })

  test("D2 at the store the reduced amount is asked for, in the mail, too", async () => {
    await act((scope) => scope.sql`update stripe_account set offers_konbini = true`)
    const reader = someone()
    const confirmation = await reader.apply("G12", { promotionCode: "SPRING-27", payBy: "convenience-store" })
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.orderLater(session, "konbini")
    await reader.comeBack(confirmation, session)
    const [mail] = await look(
      (scope) => scope.sql<{ body: string }>`
        select body_text as body from outbox where recipient = ${reader.person.email ?? ""} and kind = 'payment-notice'`,
    )
    expect(mail?.body).toContain("11,220円(税込)")
    await web.simulator.control.payLater(session)
    await web.simulator.control.deliverAll()
    await applyStripeEvents(await web.house.actor())
    expect(await contractOf(reader)).toMatchObject({ price: 11_220, paid: 11_220 })
  })

  test("D4 the card renews at the offer's own price, and the confirmation says so", async () => {
    const reader = someone()
    const confirmation = await reader.apply("AUTO1", { startIssue: "522", promotionCode: "SPRING-27" })
    const page = await pageOf(confirmation)
    expect(page).toContain("1,020円(うち消費税")
    expect(page).toContain("今回のカードへ値引のない通常価格の1,200円")
    const session = sessionOf(await reader.confirm(confirmation))
    await web.simulator.control.completeSession(session)
    await reader.comeBack(confirmation, session)
    expect(await contractOf(reader)).toMatchObject({ price: 1_020, auto: true })
    const due = await look((scope) => autoRenewalsDue(scope, calendarDate("2026-11-20")))
    expect(due.find(({ email }) => email === reader.person.email)?.amountYen).toBe(1_200)
  })
})
