import { beforeAll, describe, expect, test } from "vitest"
import { saveOnlineWays } from "#app/billing/stripe/online-ways.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { confirmStudies, refuseStudies } from "#app/subscriptions/conditions/decide-studies.server.ts"
import { studentProofs } from "#app/subscriptions/conditions/student-proofs.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, act, termAt, signedIn } = useMyPages()

const offers = [
  { code: "GS12", publication: "GARDEN", name: "学割12回", priceYen: "9000", condition: "students", successor: "G12" },
  {
    ...{ code: "TM4", publication: "TSURI", name: "会員価格4回", priceYen: "4000", units: "4" },
    ...{ condition: "holders", conditionTitle: "GARDEN", successor: "T4" },
  },
] as const

beforeAll(async () => {
  for (const offer of offers) {
    const typed = { kind: "term", units: "12", onSale: "on", refundPolicy: "pro-rata", ...offer }
    await act((scope) => saveOffer(scope, offerForm("ja").parse(typed), true))
  }
})

const pageOf = async (path: string) => (await fetch(new URL(path, web.url))).text()
const studentOf = (email: string, kana: string) =>
  new Reader(web.url, { ...hana, email, familyNameKana: kana, phone: `03-7777-${email.slice(1, 5)}` })
const studies = { school: "東京園芸大学 造園科", graduatesIn: "２０２８年３月" }

async function pay(reader: Reader, confirmation: string): Promise<string> {
  const session = sessionOf(await reader.confirm(confirmation))
  await web.simulator.control.completeSession(session, { card: "4242" })
  return reader.comeBack(confirmation, session)
}

const memberOf = async (email: string) =>
  (await look((scope) => scope.sql<{ id: string }>`select id from member where email = ${email}`))[0]?.id ?? ""

describe("学割 on the publisher's page", () => {
  test("D1 the form asks for school and graduation, and says that a proof is asked for", async () => {
    const page = await pageOf("/o/engei/apply/GS12")
    expect(page).toContain("学生証の写しまたは在学証明書のご提示をお願いします")
    const reader = studentOf("s1001@example.com", "アア")
    for (const [more, field] of [
      [{}, "school"],
      [{ ...studies, graduatesIn: "そのうち" }, "graduatesIn"],
      [{ ...studies, graduatesIn: "2026-10" }, "graduatesIn"],
    ] as const) {
      const answer = await reader.submitForm("GS12", { ...(await reader.openForm("GS12")), ...more })
      const text = await answer.text()
      expect([answer.status, new RegExp(`id="[^"]*${field}-error"`).test(text)], field).toEqual([422, true])
    }
    expect(await pageOf("/o/engei/apply/G12")).not.toContain('name="school"')
  })

  test("D1 D2 the confirmation states the condition and what follows; the paid order waits for its proof", async () => {
    const reader = studentOf("s1002@example.com", "イイ")
    const confirmation = await reader.apply("GS12", studies)
    const page = await pageOf(confirmation)
    for (const text of [
      "在学を確認できないときは、ご連絡のうえお申し込みを取り消し",
      "東京園芸大学 造園科 2028年3月卒業予定",
      "次の期間が始まる時点で在学を確認できていないときは、「",
    ]) {
      expect(page).toContain(text)
    }
    expect(await pay(reader, confirmation)).toContain("在学中の方に限る価格です")
    const memberId = await memberOf("s1002@example.com")
    const [waiting] = await look((scope) => studentProofs(scope, { memberId, state: "waiting", limit: 9, offset: 0 }))
    expect(waiting).toMatchObject({ school: "東京園芸大学 造園科", graduatesIn: "2028-03", copies: 1, total: 1 })
    expect([waiting?.orderNumber?.slice(0, 1), waiting?.contractId === null]).toEqual(["W", false])
    // The operator cannot confirm it, and cancels by the usual way; what has not shipped is owed back.
    await act((scope) => refuseStudies(scope, idOf(memberId), "証明書が届かない"))
    const contractId = waiting?.contractId ?? ""
    const cancelled = await act((scope) => cancelContract(scope, { contractId, reason: "other" }))
    expect(cancelled.settlement.refundYen).toBe(9_000)
    const [refused] = await look((scope) => studentProofs(scope, { memberId, state: null, limit: 9, offset: 0 }))
    expect(refused).toMatchObject({ state: "refused", note: "証明書が届かない", contractId: null })
    expect((await look(checkBooks)).differences).toEqual([])
  })

  test("D1 one whose studies are confirmed is not asked again; the public page does not tell who is", async () => {
    const reader = studentOf("s1003@example.com", "ウウ")
    await pay(reader, await reader.apply("GS12", studies))
    const memberId = await memberOf("s1003@example.com")
    await act((scope) =>
      confirmStudies(scope, idOf(memberId), { school: "東京園芸大学", studiesUntil: calendarDate("2027-03-31") }),
    )
    const again = await reader.apply("GS12", studies)
    expect(await pageOf(again)).toContain("学生証の写しまたは在学証明書のご提示をお願いします")
    await pay(reader, again)
    const proofs = await look((scope) => studentProofs(scope, { memberId, state: null, limit: 9, offset: 0 }))
    expect(proofs.map(({ state }) => state)).toEqual(["confirmed"])
  })
})

describe("会員価格", () => {
  test("D1 the public page says the same to everybody and takes no application, whoever's mail address is sent", async () => {
    const page = await pageOf("/o/engei/apply/TM4")
    expect(page).toContain("をご契約中の方に限る価格です")
    expect(page).not.toContain('name="email"')
    const answers = []
    for (const email of [termAt(0).email, "nobody@example.com"]) {
      const reader = new Reader(web.url, { ...hana, email })
      const fields = { ...(await reader.openForm("G12")), startIssue: "89" }
      const answer = await reader.submitForm("TM4", fields)
      const text = (await answer.text()).replaceAll(/[0-9a-f-]{36}|nonce="[^"]*"/g, "").replaceAll(email, "")
      answers.push([answer.status, answer.headers.get("location"), text])
    }
    expect(answers[0]?.[0]).toBe(422)
    expect(answers[0]).toEqual(answers[1])
  })

  test("D1 D3 a reader applies on his own page, filled in from what we know, and stays one member", async () => {
    const reader = await signedIn(0)
    const { member_id, contract_id } = termAt(0)
    expect(await (await reader.open()).text()).toContain("/my/engei/offers/TM4")
    const form = await (await reader.open("/offers/TM4")).text()
    const applicationId = /name="applicationId" value="([^"]+)"/.exec(form)?.[1] ?? ""
    const startIssue = /name="startIssue"[^>]*value="(\d+)"/.exec(form)?.[1] ?? ""
    const fields = { applicationId, startIssue, copies: "2", payBy: "card" }
    const wrong = await reader.post("/offers/TM4", { ...fields, startIssue: "1" })
    expect([wrong.status, /id="[^"]*startIssue-error"/.test(await wrong.text())]).toEqual([404, true])
    const confirmation = (await reader.post("/offers/TM4", fields)).headers.get("location") ?? ""
    const shown = await (await reader.open(confirmation)).text()
    expect(shown).toContain("をご契約中の方に限る価格です")
    expect(shown).toContain("8,000円")
    expect(await pay(new Reader(web.url, {}), confirmation)).toContain("お申し込みを受け付けました")
    const [made] = await look(
      (scope) => scope.sql`
        select contract.price_yen as yen, contract.payer_id as payer, customer_order.channel from contract
        join offer on offer.id = contract.offer_id join customer_order on customer_order.id = contract.order_id
        where offer.code = 'TM4'`,
    )
    expect(made).toEqual({ yen: 8_000, payer: member_id, channel: "web" })
    expect((await look(checkBooks)).differences).toEqual([])

    // Asked for while it held, confirmed after it was lost: the price is gone, and the page says so.
    const second = await (await reader.open("/offers/TM4")).text()
    const another = /name="applicationId" value="([^"]+)"/.exec(second)?.[1] ?? ""
    const late = (await reader.post("/offers/TM4", { ...fields, applicationId: another })).headers.get("location") ?? ""
    await act((scope) => cancelContract(scope, { contractId: contract_id, reason: "price" }))
    const refused = await reader.post(late, {})
    expect([refused.status, (await refused.text()).includes("続いているご契約がありません")]).toEqual([422, true])
    expect(await (await reader.open()).text()).not.toContain("/my/engei/offers/TM4")
    expect(await (await reader.open("/offers/TM4")).text()).toContain("いまのご契約ではお申し込みいただけません")
    const posted = await reader.post("/offers/TM4", { ...fields, applicationId: contract_id })
    expect(posted.status).toBe(422)
  })
})

describe("セット", () => {
  beforeAll(async () => {
    const bundle = {
      ...{
        code: "SET2",
        publication: "GARDEN",
        name: "ガーデン・つりセット",
        kind: "bundle",
        units: "1",
        priceYen: "18001",
      },
      ...{ onSale: "on", refundPolicy: "pro-rata", components: "G12\nT4" },
    }
    await act((scope) => saveOffer(scope, offerForm("ja").parse(bundle), true))
  })

  test("D1 D2 I8 a bundle is applied for and paid at once: the confirmation lists each title's share, the receipt too", async () => {
    const reader = studentOf("s1009@example.com", "セセ")
    const confirmation = await reader.apply("SET2", { copies: "2" })
    const page = await pageOf(confirmation)
    for (const text of [
      "月刊ガーデン 1年12冊: 24,001円(うち消費税10% 2,181円)",
      "季刊つり手帖 1年4冊: 12,001円(うち消費税10% 1,091円)",
      "36,002円(うち消費税 3,272円)",
      "そのときのセットの価格で、セットのままの継続のご案内をまとめてお送りします",
    ]) {
      expect(page).toContain(text)
    }
    expect(await pay(reader, confirmation)).toContain("お申し込みを受け付けました")
    const made = await look(
      (scope) => scope.sql`
        select contract.price_yen as yen, contract.auto_renewal as auto, allocation.amount_yen as paid, payment.amount_yen as payment,
          payment.order_id = contract.order_id as same from contract
        join payment_allocation as allocation on allocation.contract_id = contract.id join payment on payment.id = allocation.payment_id
        join member on member.id = contract.payer_id where member.email = 's1009@example.com' order by contract.number`,
    )
    expect(made).toEqual([
      { yen: 24_001, auto: false, paid: 24_001, payment: 36_002, same: true },
      { yen: 12_001, auto: false, paid: 12_001, payment: 36_002, same: true },
    ])
    const mails = await look(
      (scope) => scope.sql<{ text: string }>`
        select body_text as text from outbox where kind = 'receipt' and recipient = 's1009@example.com'`,
    )
    expect(mails).toHaveLength(1)
    for (const text of ["月刊ガーデン 1年12冊 全12回 × 2部 24,001円", "季刊つり手帖 1年4冊 全4回 × 2部 12,001円"]) {
      expect(mails[0]?.text).toContain(text)
    }
    const refused = await reader.submitForm("SET2", { ...(await reader.openForm("SET2")), promotionCode: "NONE-9" })
    expect(refused.status).toBe(422)
    expect((await look(checkBooks)).differences).toEqual([])
  })

  test.each([
    ["convenience-store", "konbini"],
    ["bank-transfer", "customer_balance"],
  ] as const)(
    "D2 a bundle by %s: nothing before the money, then both titles by one payment, once",
    async (payBy, way) => {
      await act((scope) => saveOnlineWays(scope, { konbini: true, transfer: true }))
      const email = `${payBy}@example.com`
      const reader = new Reader(web.url, {
        ...hana,
        email,
        familyNameKana: payBy === "bank-transfer" ? "フリ" : "コン",
      })
      const confirmation = await reader.apply("SET2", { payBy })
      const session = sessionOf(await reader.confirm(confirmation))
      await web.simulator.control.orderLater(session, way)
      expect(await reader.comeBack(confirmation, session)).toContain("お支払いをお待ちしています")
      const made = () =>
        look(
          (scope) => scope.sql`
          select contract.payment_way as way, allocation.amount_yen as paid, payment.amount_yen as payment from contract
          join payment_allocation as allocation on allocation.contract_id = contract.id join payment on payment.id = allocation.payment_id
          join member on member.id = contract.payer_id where member.email = ${email} order by contract.number`,
        )
      expect(await made()).toEqual([])
      await web.simulator.control.payLater(session)
      for (let time = 0; time < 2; time += 1) {
        await web.simulator.control.deliverAll({ order: "shuffle", seed: time, duplicates: 1 })
        await applyStripeEvents(await web.house.actor())
      }
      expect(await made()).toEqual([
        { way: payBy, paid: 12_000, payment: 18_001 },
        { way: payBy, paid: 6_001, payment: 18_001 },
      ])
      expect((await look(checkBooks)).differences).toEqual([])
    },
  )
})
