import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { freePort } from "#app/platform/embedded-postgres.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { issueCertificates } from "#app/seminars/certificates/issue-certificates.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { allSent, deviceAt, doorPassword, scan, verdict } from "#test/support/door-people.ts"
import { startHostPage } from "#test/support/embedded-parts/start-host-page.ts"
import { paid, seminarGiven } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const complaints: string[] = []
let browser: Browser
let hostPage: Awaited<ReturnType<typeof startHostPage>>

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  browser = await openBrowser()
  hostPage = await startHostPage({ port: await freePort(), teikiUrl: web.url, seminar: "PATH" })
  await inScope(await web.house.actor(), async (scope) => {
    await addStaff(scope, { email: "door@example.jp", name: "受付 係", role: "seminar-staff", password: doorPassword })
    await saveSeminars(
      scope,
      SeminarFile.parse({
        rooms: [{ code: "KANDA", name: "神田ホール", capacity: 200 }],
        seminars: [seminarGiven("PATH", paid(5_500, { pools: [{ name: "会場", capacity: 1 }] }))],
      }),
    )
  })
})

afterAll(async () => {
  await browser.close()
  hostPage.close()
})

async function opened(width: number): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width, height: 844 } })).newPage()
  notePageErrors(page, complaints)
  return page
}

test("F2 with fingers, everything that is pressed on the public pages is 44 px high", async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  for (const path of ["/o/engei/seminars", "/o/engei/seminars/PATH", "/o/engei/seminars/PATH/apply"]) {
    await page.goto(web.url + path)
    const low = await page
      .locator("button:visible, select:visible, a.touch:visible")
      .evaluateAll((all) =>
        all.filter((one) => one.getBoundingClientRect().height < 44).map((one) => one.textContent || one.tagName),
      )
    expect(low, path).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), path).toBe(0)
  }
  await context.close()
})

const buttonText = (page: Page) =>
  page.locator("teiki-apply[seminar]").evaluate((button) => button.shadowRoot?.textContent ?? "")

test("F2 F8 F10 from the button on a publisher's page, by card and through the door, to a certificate that anybody can verify", async () => {
  const reader = await opened(390)
  await reader.goto(hostPage.url)
  await expect.poll(() => buttonText(reader)).toContain("残席 1")
  await reader.locator("teiki-apply[seminar] a").click()
  await reader.waitForURL(/\/seminars\/PATH\/apply/)
  await reader.waitForLoadState("networkidle")
  const person = {
    familyName: "髙﨑",
    givenName: "𠮷右衛門",
    familyNameKana: "タカサキ",
    givenNameKana: "キチエモン",
  }
  for (const [name, value] of Object.entries({ ...person, email: "path@example.jp", phone: "03-7777-0909" })) {
    await reader.fill(`[name=${name}]`, value)
  }
  await reader.check("[name=way][value=card]")
  await reader.getByText("規約と個人情報の取り扱いに同意する").click()
  await reader.getByRole("button", { name: "確認へ進む" }).click()
  await reader.getByRole("heading", { name: "最終確認" }).waitFor()
  await reader.getByRole("button", { name: /確定|カード/ }).click()
  await reader.waitForURL(/\/c\/pay\//)
  await reader.getByRole("button", { name: "支払う" }).click()
  await reader.waitForURL(/\/seminar-orders\//)
  await reader.getByRole("heading", { name: "お申し込みを承りました" }).waitFor()

  const other = await opened(1280)
  await other.goto(hostPage.url)
  await expect.poll(() => buttonText(other)).toMatch(/満席|キャンセル待ち/)

  const [ticket] = await readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ number: string }>`
        select seminar_order.number || '-' || registration.seq as number from registration
        join seminar_order on seminar_order.id = registration.order_id`,
  )
  web.house.setClock("2026-12-10T13:20:00+09:00")
  const { page: door } = await deviceAt(browser, web, "PATH", "正面")
  await scan(door, ticket?.number ?? "")
  await verdict(door, "entered")
  await allSent(door)

  web.house.setClock("2026-12-11T09:00:00+09:00")
  await inScope(await web.house.actor(), (scope) => recogniseHeldSeminars(scope, scope.today))
  const { issued } = await inScope(await web.house.actor(), (scope) => issueCertificates(scope, "PATH"))
  expect(issued).toHaveLength(1)
  const [made] = await readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ body: string; address: string }>`
        select outbox.body_text as body, '/v/engei/' || serial || '-' || check_code as address from outbox, certificate
        where outbox.dedupe_key = 'seminar-certificate:' || serial`,
  )
  const { address = "", body = "" } = made ?? {}
  await reader.goto(web.url + (/\/o\/engei\/attendees\/[\w.-]+/.exec(body)?.[0] ?? ""))
  const download = reader.waitForEvent("download")
  await reader.getByRole("link", { name: /修了証/ }).click()
  expect((await download).suggestedFilename()).toMatch(/\.pdf$/)
  // What the QR code of the paper holds.
  await other.goto(web.url + address)
  const page = (await other.textContent("main")) ?? ""
  expect(page).toContain("有効")
  expect(page).toContain("髙● 𠮷●●●")
  expect(page).toContain("園芸講座 PATH")
  expect(page).not.toContain("右衛門")
  expect((await other.goto(`${web.url + address}X`))?.status()).toBe(404)
  expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  expect(complaints).toEqual([])
})
