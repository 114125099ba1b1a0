import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { inScope } from "#app/platform/scope.server.ts"
import { offerForm } from "#app/publications/offer-form.ts"
import { saveOffer } from "#app/publications/save-offer.server.ts"
import { renewalTokenHash } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { Desks } from "#test/support/desk.ts"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { hana, Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let browser: Browser
const desks = new Desks(web, () => browser)
const studies = { school: "東京園芸大学 造園科学科", graduatesIn: "2028-03" }

beforeAll(async () => {
  browser = await openBrowser()
  web.house.setClock("2026-11-20T10:00:00+09:00")
  const holders = {
    ...{
      code: "TM4",
      publication: "TSURI",
      name: "会員価格4回",
      kind: "term",
      units: "4",
      priceYen: "4000",
      onSale: "on",
    },
    ...{ refundPolicy: "pro-rata", condition: "holders", conditionTitle: "GARDEN", successor: "T4" },
  }
  const bundle = {
    ...{
      code: "SET2",
      publication: "GARDEN",
      name: "ガーデン・つり手帖セット",
      kind: "bundle",
      units: "1",
      onSale: "on",
    },
    ...{ priceYen: "17600", refundPolicy: "pro-rata", components: "G12\nT4" },
  }
  const actor = await web.house.actor()
  for (const offer of [holders, bundle]) {
    await inScope(actor, (scope) => saveOffer(scope, offerForm("ja").parse(offer), true))
  }
})
afterAll(() => browser.close())

test("D1 a manager makes an offer for students; what is missing stands beside its field", async () => {
  const office = await desks.page("manager")
  await office.goto(`${web.url}/console/offers/new`)
  await office.fill("[name=code]", "GS12")
  await office.locator("[name=publication]").selectOption("GARDEN")
  await office.fill("[name=name]", "学割12回")
  await office.fill("[name=units]", "12")
  await office.fill("[name=priceYen]", "9000")
  await office.locator("[name=condition]").selectOption("students")
  await office.getByRole("button", { name: "プランを保存" }).click()
  await office.getByText("条件を満たさなくなった後に更新するプランを選んでください。").first().waitFor()
  await office.locator("[name=successor]").selectOption("G12")
  await expectCleanPage(office, "offer")
  await office.getByRole("button", { name: "プランを保存" }).click()
  await office.getByText("学割", { exact: true }).first().waitFor()
  expect(desks.complaints).toEqual([])
})

test("D1 a student applies; an operator sees the order wait and confirms the studies on the member's page", async () => {
  const context = await browser.newContext({ locale: "ja-JP" })
  const page = await context.newPage()
  await page.goto(`${web.url}/o/engei/apply/GS12`)
  await page.waitForLoadState("networkidle")
  await expectCleanPage(page, "apply")
  await page.goto(`${web.url}/o/engei/apply/TM4`)
  await page.getByText("をご契約中の方に限る価格です").waitFor()
  const reader = new Reader(web.url, { ...hana, ...studies })
  const confirmation = await reader.apply("GS12")
  await page.goto(new URL(confirmation, web.url).href)
  await page.getByText("在籍校・卒業予定").waitFor()
  const session = sessionOf(await reader.confirm(confirmation))
  await web.simulator.control.completeSession(session, { card: "4242" })
  await reader.comeBack(confirmation, session)
  await page.goto(new URL(`${confirmation}/done`, web.url).href)
  await page.getByRole("link", { name: "証明書類を送る" }).click()
  // Without a session the way leads by the mailed code.
  await page.getByRole("button", { name: "確認コードを送る" }).waitFor()
  const visitor = new MyPageReader(web)
  await visitor.signIn(hana.email)
  const [name = "", value = ""] = visitor.cookie.split("=")
  await context.addCookies([{ name, value, url: web.url }])
  await page.goto(`${web.url}/my/engei/studies`)
  await page.waitForLoadState("networkidle")
  await expectCleanPage(page, "my-studies")
  await page.getByRole("button", { name: "書類を送る" }).click()
  await page.getByText("送るファイルを選んでください。").first().waitFor()
  await page.locator("[name=file]").setInputFiles("public/door-192.png")
  await page.getByRole("button", { name: "書類を送る" }).click()
  await page.getByText("証明書類をお預かりしました").waitFor()
  await expectCleanPage(page, "my-studies-sent")
  await context.close()

  const desk = await desks.page("operator")
  await desk.goto(`${web.url}/console/students`)
  await desk.getByRole("cell", { name: /東京園芸大学.*卒業予定/ }).waitFor()
  const [picture] = await Promise.all([
    desk.context().waitForEvent("page"),
    desk.getByRole("link", { name: /書類1を見る/ }).click(),
  ])
  await picture.locator("img").waitFor()
  await picture.close()
  await expectCleanPage(desk, "waiting")
  await desk.getByRole("link", { name: /佐藤 花/ }).click()
  await desk.getByRole("button", { name: "在学を確認済みにする" }).waitFor()
  expect(await desk.inputValue("[name=studiesUntil]")).toBe("2027-03-31")
  await desk.fill("[name=studiesUntil]", "2020-03-31")
  await desk.getByRole("button", { name: "在学を確認済みにする" }).click()
  await desk.getByText("在学の期限は2026-11-20から").first().waitFor()
  await desk.fill("[name=studiesUntil]", "2027-03-31")
  await desk.fill("[name=note]", "学生証の写し(郵送)")
  await desk.getByRole("button", { name: "在学を確認済みにする" }).click()
  await desk.getByText("在学を確認しました。").waitFor()
  await desk.getByText("2027-03-31まで在学").waitFor()
  await expectCleanPage(desk, "studies")
  await desk.getByRole("link", { name: /基本情報/ }).click()
  await desk.getByText("2027-03-31まで在学を確認済みです").waitFor()
  expect(desks.complaints).toEqual([])
})

/** The address of a letter that asks the reader of the bundle to renew it. */
async function letterOfBundle(): Promise<string> {
  const token = "bundle-of-the-browser-test"
  await inScope(
    await web.house.actor(),
    (scope) => scope.sql`
      insert into renewal_notice (organization_id, contract_id, step, channel, token_hash, sent_on, expires_on)
      select ${scope.organizationId}, contract.id, 1, 'post', ${renewalTokenHash(token)}, ${scope.today}::date, ${scope.today}::date + 180
      from contract join customer_order on customer_order.id = contract.order_id and customer_order.bundle_id is not null
      order by contract.number desc limit 1`,
  )
  return `/o/engei/renew/${token}`
}

test("D1 B2 a bundle's form, confirmation and renewal list its titles; the office sees one order with a contract for each", async () => {
  const context = await browser.newContext({ locale: "ja-JP" })
  const page = await context.newPage()
  await page.goto(`${web.url}/o/engei/apply/SET2`)
  await page.getByRole("heading", { name: "ガーデン・つり手帖セット" }).waitFor()
  await page.waitForLoadState("networkidle")
  await expectCleanPage(page, "bundle")
  const reader = new Reader(web.url, {
    ...hana,
    email: "set@example.jp",
    familyNameKana: "セット",
    phone: "03-9876-0000",
  })
  const confirmation = await reader.apply("SET2")
  await page.goto(new URL(confirmation, web.url).href)
  await page.getByText("内訳 2").waitFor()
  await expectCleanPage(page, "bundle-confirmation")
  const session = sessionOf(await reader.confirm(confirmation))
  await web.simulator.control.completeSession(session, { card: "4242" })
  await reader.comeBack(confirmation, session)
  await page.goto(`${web.url}${await letterOfBundle()}`)
  await page.getByText("「季刊つり手帖」だけを継続: 1年4冊").waitFor()
  await page.waitForLoadState("networkidle")
  await expectCleanPage(page, "bundle-renewal")
  await page.getByRole("button", { name: "確認へ進む" }).click()
  await page.getByText("内訳 2").waitFor()
  await expectCleanPage(page, "bundle-renewal-confirmation")
  await context.close()
  const desk = await desks.page("operator")
  await desk.goto(`${web.url}/console/orders`)
  await desk
    .getByRole("row", { name: /17,600/ })
    .getByRole("link")
    .first()
    .click()
  await desk.getByText("ガーデン・つり手帖セット").first().waitFor()
  expect(await desk.getByRole("table", { name: "契約" }).getByRole("row").count()).toBe(3)
  expect(desks.complaints).toEqual([])
})
