import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { cardSubscribers } from "#test/support/card-subscriber.ts"
import { Desks } from "#test/support/desk.ts"
import { hana } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const { on, offer, subscribe, renew, signedIn } = cardSubscribers(web)
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
  await offer()
})
afterAll(() => browser.close())

describe("D4 the card, changed in a browser", () => {
  test("from the reader's page to Stripe's portal and back: a refused card is told there, another one is kept", async () => {
    const subscriber = await subscribe("0341")
    await renew("2026-11-20")
    await renew("2026-12-16")
    const { cookie } = await signedIn(subscriber)
    const context = await browser.newContext({ locale: "ja-JP" })
    const [name = "", value = ""] = cookie.split("=")
    await context.addCookies([{ name, value, url: web.url }])
    const page = await context.newPage()
    await page.goto(`${web.url}/my/engei`)
    await page.getByRole("link", { name: "お支払いカード", exact: true }).click()
    await page.getByRole("button", { name: "お支払いカードの変更" }).waitFor()
    expect(await page.textContent("main")).toContain("VISA **** 0341")
    expect(await page.textContent("main")).toContain("お支払いができませんでした")
    await expectCleanPage(page, "card")
    await page.getByRole("button", { name: "お支払いカードの変更" }).click()
    await page.waitForURL(/\/p\/session\//)
    await expectCleanPage(page, "portal")
    await page.check("[value='0002']")
    await page.getByRole("button", { name: "更新する" }).click()
    expect(await page.getByRole("alert").textContent()).toContain("カードが承認されませんでした")
    await page.check("[value='4242']")
    await page.getByRole("button", { name: "更新する" }).click()
    await page.waitForURL(/\/my\/engei\/card\?changed=1/)
    expect(await page.getByRole("status").textContent()).toContain("ご登録のカードは VISA **** 4242 です")
    await expectCleanPage(page, "card-changed")
    await web.simulator.control.deliverAll({ order: "shuffle", seed: 3, duplicates: 1 })
    expect((await applyStripeEvents(await web.house.actor())).failed).toBe(0)
    expect((await renew("2026-12-16")).renewed).toBe(1)
    await page.reload()
    expect(await page.textContent("main")).toContain("満了のときに更新します")
    await context.close()
  })
})

async function fillApplication(page: Page) {
  const person = { ...hana, email: "code-in-browser@example.com", phone: "03-4444-0001", familyNameKana: "コード" }
  for (const [field, text] of Object.entries({ ...person, givenNameKana: "ブラウザ" })) {
    await page.fill(`[name=${field}]`, text)
  }
  await page.check("[name=agrees]")
}

describe("D1 promotion codes in a browser", () => {
  test("registered by the office, taken by a reader, seen by the office, ended", async () => {
    on("2026-11-20")
    const office = await desks.page("manager")
    await office.goto(`${web.url}/console/promotions`)
    await office.fill("[name=code]", "haru-2027")
    await office.fill("[name=name]", "春の新規ご案内")
    await office.fill("[name=amount]", "15")
    await office.fill("[name=mostUses]", "100")
    await office.fill("[name=validUntil]", "2027-03-31")
    await office.getByRole("button", { name: "コードを登録" }).click()
    await office.waitForURL(/\/console\/promotions\/[0-9a-f-]{36}/)
    const detail = office.url()
    await expectCleanPage(office, "promotion")

    const context = await browser.newContext({ locale: "ja-JP" })
    const page = await context.newPage()
    await page.goto(`${web.url}/o/engei/apply/G12?code=HARU-2026`)
    await page.waitForLoadState("networkidle")
    await fillApplication(page)
    await page.getByRole("button", { name: "確認へ進む" }).click()
    await page.getByText("つづりをお確かめください").first().waitFor()
    await expectCleanPage(page, "apply-refused")
    await page.fill("[name=promotionCode]", "haru-2027")
    await page.getByRole("button", { name: "確認へ進む" }).click()
    await page.waitForURL(/\/applications\//)
    await page.getByText("-1,980円(プロモーションコード HARU-2027)").first().waitFor()
    await expectCleanPage(page, "confirmation")
    await page.getByRole("button", { name: "申し込みを確定" }).click()
    await page.waitForURL(/\/c\/pay\//)
    expect(await page.textContent("main")).toContain("11,220")
    await page.getByRole("button", { name: "支払う" }).click()
    await page.waitForURL(/\/done/)
    await context.close()

    await office.goto(detail)
    expect(await office.textContent("main")).toContain("佐藤 花")
    await expectCleanPage(office, "promotion-used")
    await office.getByRole("link", { name: /^W/ }).click()
    await office.getByText("HARU-2027(値引前 13,200円、値引 1,980円)").waitFor()
    await office.goto(`${web.url}/console/promotions`)
    await expectCleanPage(office, "promotions")
    await office.goto(detail)
    await office.waitForLoadState("networkidle")
    await office.getByRole("button", { name: "終了する" }).click()
    await office.getByRole("alertdialog").getByRole("button", { name: "終了する" }).click()
    await office.getByText("終了", { exact: true }).first().waitFor()
    expect(desks.complaints).toEqual([])
    const rows = await readScope(
      await web.house.actor(),
      (scope) => scope.sql`
      select code from promotion_code where ended_at is not null`,
    )
    expect(rows).toEqual([{ code: "HARU-2027" }])
  })

  test("staff order by a code; what refuses it stands beside the field", async () => {
    const office = await desks.page("operator")
    const [member] = await readScope(
      await web.house.actor(),
      (scope) => scope.sql<{ number: string }>`select number from member where email = 'code-in-browser@example.com'`,
    )
    await office.goto(`${web.url}/console/orders/new?payer=${member?.number ?? ""}`)
    await office.waitForLoadState("networkidle")
    await office.locator("[name=offer]").selectOption({ index: 1 })
    await office.fill("[name=promotionCode]", "haru-2027")
    await office.getByRole("button", { name: "受注を登録" }).last().click()
    await office.getByText("の受付は終了しました").first().waitFor()
    await expectCleanPage(office, "order-refused")
  })
})
