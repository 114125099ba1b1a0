import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { statisticCodes } from "#app/reports/statistics/statistic.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const password = "a password for tests"
const shipping = [
  [521, "2026-11-16"],
  [522, "2026-12-16"],
  [523, "2027-01-16"],
] as const
const base = "/console/issues/GARDEN/522"
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  browser = await openBrowser()
  const actor = await web.house.actor()
  await inScope(actor, (scope) =>
    addStaff(scope, { email: "chief@example.jp", name: "部数 花子", role: "manager", password }),
  )
  for (const [issue, shipsOn] of shipping) {
    web.house.setClock(`${shipsOn}T10:00:00+09:00`)
    await inScope(actor, (scope) =>
      confirmIssueRun(scope, { publication: "GARDEN", issue, shipsOn: calendarDate(shipsOn) }),
    )
  }
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  await page.goto(`${web.url}/sign-in`)
  await page.fill("[name=email]", "chief@example.jp")
  await page.fill("[name=password]", password)
  await page.click("button[type=submit]")
  await page.waitForURL("**/console")
})

afterAll(() => browser.close())

async function opened(address: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(web.url + address)
  await page.locator("main h1").waitFor()
  return page
}

describe("M1 C3 the nine statistics on the screen", () => {
  test("the confirmed issue has a menu of nine, each at its own address, axe clean at both widths", async () => {
    const menu = await opened(base)
    expect(await menu.locator("nav a[href*='/reports/R']").count()).toBe(9)
    await menu.close()
    for (const code of statisticCodes) {
      const page = await opened(`${base}/reports/${code}`)
      await expectCleanPage(page, code)
      expect(await page.textContent("main")).toContain("一致")
      await page.close()
    }
  })

  test("each is a file as PDF, XLSX and CSV", async () => {
    for (const code of statisticCodes) {
      const csv = await context.request.get(`${web.url}${base}/reports/${code}/csv`)
      expect(csv.status(), code).toBe(200)
      expect(await csv.text()).toContain("照合")
    }
    const pdf = await context.request.get(`${web.url}${base}/reports/R5/pdf`)
    expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-")
    expect((await context.request.get(`${web.url}${base}/reports/R5/xlsx`)).status()).toBe(200)
    expect((await context.request.get(`${web.url}${base}/reports/R10`)).status()).toBe(404)
    expect((await context.request.get(`${web.url}/console/issues/GARDEN/524/reports/R1`)).status()).toBe(404)
  })

  test("N1 a number leads to the people behind it, and reading them is audited", async () => {
    for (const code of ["R1", "R2", "R3", "R4", "R6", "R7", "R8"]) {
      const page = await opened(`${base}/reports/${code}`)
      const link = page.locator("main td a[href*='/people?']").first()
      const shown = Number((await link.textContent())?.replaceAll(",", ""))
      await link.click()
      await page.waitForURL(/\/people\?/)
      await page.locator("main tbody a[href^='/console/members/']").first().waitFor()
      expect(shown, code).toBeGreaterThan(0)
      expect(await page.locator("main tbody a[href^='/console/members/']").count(), code).toBeGreaterThan(0)
      if (code === "R1" || code === "R8") {
        await expectCleanPage(page, `people behind ${code}`)
      }
      await page.close()
    }
    const [read] = await readScope(
      await web.house.actor(),
      (scope) => scope.sql<{ count: number }>`
        select count(*)::integer as count from audit_entry where action = 'read-statistic-people'`,
    )
    expect(read?.count).toBeGreaterThanOrEqual(7)
  })

  test("the frozen figures stand beside those of now, with what was recorded since", async () => {
    const page = await opened(`${base}/reports/R9?compare=today`)
    expect(await page.textContent("main")).toContain("後の号の発送処理 1")
    expect(await page.locator("section:has-text('固定した値といまの値の違い') tbody tr").count()).toBeGreaterThan(2)
    await page.goto(`${web.url}${base}/reports/R1?compare=today`)
    expect(await page.textContent("main")).toContain("固定した値と同じです")
    await page.close()
  })

  test("the dashboard shows the last issue and proposes print runs with its method, axe clean", async () => {
    const page = await opened("/console/dashboard")
    expect(await page.textContent("main")).toMatch(/刷り部数.*継続率/)
    await expectCleanPage(page, "dashboard")
    await page.close()
  })
})
