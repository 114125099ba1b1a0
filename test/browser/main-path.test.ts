import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { freePort } from "#app/platform/embedded-postgres.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { startHostPage } from "#test/support/embedded-parts/start-host-page.ts"
import { hana } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const password = "a password for tests"
let browser: Browser
let hostPage: Awaited<ReturnType<typeof startHostPage>>
const complaints: string[] = []

beforeAll(async () => {
  browser = await openBrowser()
  hostPage = await startHostPage({ port: await freePort(), teikiUrl: web.url })
  const actor = await web.house.actor()
  const person = { email: "chief@example.jp", name: "管理 花子", role: "administrator", password } as const
  await inScope(actor, (scope) => addStaff(scope, person))
})

afterAll(async () => {
  await browser.close()
  hostPage.close()
})

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>
let session: Session | undefined

async function openPage(
  options: { width: number; scripts?: boolean; session?: Session } = { width: 1280 },
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: 844 },
    javaScriptEnabled: options.scripts ?? true,
    ...(options.session && { storageState: options.session }),
  })
  const page = await context.newPage()
  page.on("console", (message) => {
    // A form sent before its script has arrived is answered by the page itself, with 422.
    if (message.type() === "error" && !message.text().includes("422"))
      complaints.push(`${message.text()} ${message.location().url}:${message.location().lineNumber}`)
  })
  notePageErrors(page, complaints)
  return page
}

/** A page of the console, of somebody who has signed in before. */
async function openConsole(address: string, width: number): Promise<Page> {
  const page = await openPage({ width, ...(session && { session }) })
  await page.goto(`${web.url}${session ? address : `/sign-in?to=${encodeURIComponent(address)}`}`)
  if (session) return page
  await page.fill("[name=email]", "chief@example.jp")
  await page.fill("[name=password]", password)
  await page.getByRole("button", { name: "サインイン" }).click()
  await page.waitForURL((url) => url.pathname.startsWith("/console"))
  session = await page.context().storageState()
  return page
}

async function fillIn(page: Page, changes: Readonly<Record<string, string>> = {}) {
  for (const [name, value] of Object.entries({ ...hana, ...changes })) await page.fill(`[name=${name}]`, value)
  await page.check("[name=agrees]")
}

async function pay(page: Page) {
  await page.getByRole("button", { name: /支払う|Pay/ }).click()
  await page.waitForURL(/\/done\?session=/)
}

describe("D1 from the host page to the closed month, in a browser", () => {
  test("the button on the publisher's page shows the price and leads to the paid order", async () => {
    web.house.setClock("2026-11-10T10:00:00+09:00")
    const page = await openPage()
    await page.goto(hostPage.url)
    await expect
      .poll(() =>
        page
          .locator("teiki-apply")
          .first()
          .evaluate((button) => button.shadowRoot?.textContent),
      )
      .toContain("13,200円")
    await page.locator("teiki-apply a").first().click()
    await page.getByRole("button", { name: "確認へ進む" }).click()
    await expect.poll(() => page.getByText("入力してください。").count()).toBeGreaterThan(8)
    await expectCleanPage(page, new URL(page.url()).pathname)
    await fillIn(page)
    await page.getByRole("button", { name: "確認へ進む" }).click()
    await page.getByRole("heading", { name: "最終確認" }).waitFor()
    await expectCleanPage(page, new URL(page.url()).pathname)
    await page.getByRole("button", { name: "申し込みを確定" }).click()
    await page.waitForURL(/\/c\/pay\//)
    await pay(page)
    await page.getByText("受注番号 W").waitFor()
    await expectCleanPage(page, new URL(page.url()).pathname)
    await web.simulator.control.deliverAll()
    await applyStripeEvents(await web.house.actor())
  })

  test("without scripts, at phone width, in English: the plain link and forms do the same", async () => {
    const page = await openPage({ width: 390, scripts: false })
    await page.goto(`${hostPage.url}/?lang=en`)
    await page.locator("a").first().click()
    await page.goto(`${web.url}/o/engei/apply/G12?lang=en`)
    await fillIn(page, { email: "noscript@example.jp", phone: "03-7777-0001", familyNameKana: "ノースクリプト" })
    await page.locator("button[type=submit]").last().click()
    await page.waitForURL(/\/applications\//)
    await page.locator("main button[type=submit], form button[type=submit]").last().click()
    await page.waitForURL(/\/c\/pay\//)
    await pay(page)
    expect(await page.textContent("main")).toMatch(/W00000\d/)
  })

  test("the manager runs the issue: draft, confirmation with copies and yen, proof sheet, R1", async () => {
    web.house.setClock("2026-11-16T10:00:00+09:00")
    const page = await openPage()
    await page.goto(`${web.url}/console/issues/GARDEN/521`)
    await page.fill("[name=email]", "chief@example.jp")
    await page.fill("[name=password]", password)
    await page.getByRole("button", { name: "サインイン" }).click()
    await page.waitForURL(/\/console\/issues\/GARDEN\/521/)
    await page.getByRole("button", { name: "発送処理を確定" }).waitFor()
    await expectCleanPage(page, new URL(page.url()).pathname)
    await page.getByRole("button", { name: "発送処理を確定" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "発送処理を確定" }).click()
    await page.getByText("照合表").waitFor()
    expect(await page.textContent("main")).toContain("2,803")
    await expectCleanPage(page, new URL(page.url()).pathname)

    await page.goto(`${web.url}/console/books/2026-11`)
    await page.getByRole("button", { name: "締める" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "締める" }).click()
    await page.getByText("締め済").first().waitFor({ timeout: 60_000 })
    await expectCleanPage(page, new URL(page.url()).pathname)
    const download = page.waitForEvent("download")
    await page.locator("a[href*='/console/files/']").first().click()
    expect((await download).suggestedFilename()).toBe("books-engei-2026-11.zip")
  })

  test.each([
    ["/console", 1280],
    ["/console/members?q=ﾔﾏｻﾞｷ", 390],
    ["/console/members/new", 390],
    ["/console/matches", 1280],
    ["/console/orders", 390],
    ["/console/imports/new", 1280],
    ["/console/books/2026-11/deferred", 1280],
    ["/console/audit", 1280],
    ["/console/retention", 390],
  ])("axe finds nothing on %s at %i px, and the page does not scroll sideways", async (address, width) => {
    const page = await openConsole(address, width)
    await page.locator("main h1").waitFor()
    await expectCleanPage(page, new URL(page.url()).pathname)
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
  })

  test("no page complained on its console, and the books tie out", async () => {
    expect(complaints).toEqual([])
    const check = await readScope(await web.house.actor(), checkBooks)
    expect(check.differences).toEqual([])
  })
})
