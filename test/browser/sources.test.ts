import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addSource } from "#app/subscriptions/save-source.server.ts"
import { sourceForm } from "#app/subscriptions/source-form.ts"
import { openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, act } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test("B1 a source is opened with its figures, changed, and what is wrong stays beside its field", async () => {
  const given = { code: "DM01", name: "春のDM", kind: "direct-mail", reachedCount: "1,000", costYen: "50,000" }
  await act((scope) => addSource(scope, sourceForm("ja").parse({ ...given, startsOn: "", endsOn: "" })))
  const page = await desks.page("administrator")
  await page.goto(`${web.url}/console/sources?edit=DM01`)
  expect(await page.inputValue("[name=reachedCount]")).toBe("1000")
  expect(await page.inputValue("[name=costYen]")).toBe("50,000")
  await page.fill("[name=costYen]", "高い")
  await page.press("[name=costYen]", "Enter")
  await page.locator("[name=costYen][aria-invalid=true]").waitFor()
  expect(await page.inputValue("[name=costYen]")).toBe("高い")
  await expectCleanPage(page, "a source that is refused")
  await page.fill("[name=costYen]", "60,000")
  await page.press("[name=costYen]", "Enter")
  await page.getByRole("row", { name: /DM01.*60,000|春のDM.*60,000/ }).waitFor()
})
