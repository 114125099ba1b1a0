import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { hana } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let browser: Browser
const desks = new Desks(web, () => browser)
const email = "brochures@example.com"

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  browser = await openBrowser()
})
afterAll(() => browser.close())

const membersWithMail = async () =>
  readScope(await web.house.actor(), (scope) => scope.sql<{ id: string }>`select id from member where email = ${email}`)

test("C5 a brochure is registered by the office, and asked for on the public page", async () => {
  const office = await desks.page("administrator")
  await office.goto(`${web.url}/console/brochures/materials`)
  await office.getByText("資料はまだありません").waitFor()
  for (const [code, name, weight] of [
    ["GUIDE", "定期購読のご案内", "120"],
    ["SAMPLE", "見本誌", "410"],
  ] as const) {
    // prettier-ignore
    await office.fill("[name=code]", code)
    await office.fill("[name=name]", name)
    await office.fill("[name=weightGrams]", weight)
    await office.getByRole("button", { name: "資料を登録" }).click()
    await office.getByRole("link", { name, exact: true }).waitFor()
  }
  await expectCleanPage(office, "materials")

  const context = await browser.newContext({ locale: "ja-JP" })
  const page = await context.newPage()
  await page.goto(`${web.url}/o/engei/brochures?source=FAIR`)
  await page.waitForLoadState("networkidle")
  await page.getByRole("button", { name: "資料を請求する" }).click()
  await page.getByText("資料を1つ以上お選びください").first().waitFor()
  await expectCleanPage(page, "request-refused")
  await page.getByLabel("定期購読のご案内").check()
  await page.getByLabel("見本誌").check()
  for (const [field, text] of Object.entries({ ...hana, email, familyNameKana: "シリョウ" })) {
    await page.fill(`[name=${field}]`, text)
  }
  await page.check("[name=wantsMail]")
  await page.check("[name=agrees]")
  await page.getByRole("button", { name: "資料を請求する" }).click()
  await page.getByText("受付番号は Q000001 です").waitFor()
  await expectCleanPage(page, "requested")
  await page.getByRole("link", { name: "別の資料を請求する" }).click()
  await page.waitForLoadState("networkidle")
  await context.close()
  const [member, ...others] = await membersWithMail()
  expect([member === undefined, others]).toEqual([false, []])
  const mails = await readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ subject: string; body_text: string }>`
      select subject, body_text from outbox where kind = 'brochures' and recipient = ${email}`,
  )
  expect(mails).toHaveLength(1)
  expect(mails[0]?.body_text).toMatch(/受付番号: Q000001\n資料: 定期購読のご案内、見本誌\n/)
})

test("C5 staff enter a request on the member's page, and cancel it", async () => {
  const office = await desks.page("administrator")
  const [member] = await membersWithMail()
  await office.goto(`${web.url}/console/members/${member?.id ?? ""}/brochures`)
  await office.getByText("Q000001").waitFor()
  await office.waitForLoadState("networkidle")
  await office.getByLabel("見本誌").check()
  await office.fill("[name=copies]", "2")
  await office.getByRole("button", { name: "資料請求を登録" }).click()
  await office.getByText("資料請求 Q000002 を登録しました").waitFor()
  await expectCleanPage(office, "member")
  await office.getByRole("button", { name: "取り消す: Q000002" }).click()
  await office.getByText("取消", { exact: true }).waitFor()
})

test("C5 what waits is picked for the partner, sent, and stands on the timeline", async () => {
  const office = await desks.page("administrator")
  const [member] = await membersWithMail()
  await office.goto(`${web.url}/console/brochures`)
  await office.waitForLoadState("networkidle")
  await expectCleanPage(office, "waiting")
  await office.getByRole("button", { name: "出荷指示を作る" }).click()
  await office.getByRole("alertdialog").getByRole("button", { name: "出荷指示を作る" }).click()
  await office.getByText("出荷指示 BA000001 を作りました(請求1件、2部)").waitFor()
  const [download] = await Promise.all([
    office.waitForEvent("download"),
    office.getByRole("link", { name: "CSV(CP932): BA000001" }).click(),
  ])
  expect(download.suggestedFilename()).toBe("picking-BA000001-cp932.csv")
  await office.getByRole("button", { name: "発送済みにする: BA000001" }).click()
  await office.getByText("出荷指示 BA000001 を発送済みにしました").waitFor()
  await office.getByText("募集別の請求と受注").first().waitFor()
  await expectCleanPage(office, "picked")
  await office.goto(`${web.url}/console/members/${member?.id ?? ""}/notes`)
  await office.getByText("資料発送 Q000001 BA000001").waitFor()
  expect(desks.complaints).toEqual([])
})

test("C5 a reader whom the house knows is joined; five requests of an address in a quarter of an hour, no more", async () => {
  const ask = async (requestId: string) => {
    const fields = new URLSearchParams({ ...hana, email, familyNameKana: "シリョウ", requestId, agrees: "yes" })
    fields.append("brochures", "GUIDE")
    const headers = { Origin: web.url }
    return fetch(`${web.url}/o/engei/brochures`, { method: "POST", body: fields, headers, redirect: "manual" })
  }
  const answers = []
  for (let at = 1; at <= 5; at += 1) answers.push((await ask(`00000000-0000-7000-8000-00000000000${at}`)).status)
  expect(answers).toEqual([302, 302, 302, 302, 422])
  expect(await membersWithMail()).toHaveLength(1)
})

test("C5 staff without the right make no batch and take out no addresses", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/brochures`)
  await page.getByText("Q000001").waitFor()
  expect(await page.getByRole("button", { name: "出荷指示を作る" }).count()).toBe(0)
  const [link = ""] = await page.getByRole("link", { name: "CSV(CP932): BA000001" }).evaluateAll((found) => found.map((one) => one.getAttribute("href") ?? "")) // prettier-ignore
  expect(link).not.toBe("")
  expect((await page.request.get(`${web.url}${link}`)).status()).toBe(403)
})
