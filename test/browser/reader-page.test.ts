import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, termAt, signedIn } = useMyPages()
const complaints: string[] = []
let browser: Browser
let cookie = ""

beforeAll(async () => {
  browser = await openBrowser()
  cookie = (await signedIn(0)).cookie
})

afterAll(() => browser.close())

/** A reader's browser at a width, signed in where he is. */
async function reader(width: number, isSignedIn = true): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: "ja-JP" })
  const [name = "", value = ""] = cookie.split("=")
  if (isSignedIn) await context.addCookies([{ name, value, url: web.url }])
  const page = await context.newPage()
  notePageErrors(page, complaints)
  return page
}

const pages = (): readonly string[] => [
  "",
  "/address",
  "/profile",
  "/notices",
  "/opinion",
  `/contracts/${termAt(0).contract_id}`,
  `/contracts/${termAt(0).contract_id}/cancel`,
  `/contracts/${termAt(0).contract_id}/renew`,
]

describe("A9 the reader's own page in a browser", () => {
  test("axe finds nothing on a phone and on a desk, and no page scrolls sideways", async () => {
    const page = await reader(390)
    for (const path of pages()) {
      const answer = await page.goto(`${web.url}/my/engei${path}`)
      expect(answer?.status(), path).toBe(200)
      await expectCleanPage(page, `my page ${path}`)
    }
    await page.context().close()
  })

  test("the sign-in page and the help for those who cannot, without a session", async () => {
    const page = await reader(390, false)
    for (const path of ["/sign-in", "/help"]) {
      await page.goto(`${web.url}/my/engei${path}`)
      await page.waitForLoadState("networkidle")
      await expectCleanPage(page, page.url())
    }
    await page.context().close()
    expect(complaints).toEqual([])
  })
})
