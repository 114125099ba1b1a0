import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test("E5 消費税率: a change is entered, a wrong one is told beside its field with what was typed, and it can be withdrawn", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/tax-rates`)
  await page.getByRole("heading", { name: "消費税率", level: 1 }).waitFor()
  await expectCleanPage(page, "as the law is")
  await page.fill("[name=fromOn]", "2027-10-01")
  await page.fill("[name=percent]", "8")
  await page.getByRole("button", { name: "改定を登録" }).click()
  await page.getByText("税率は1〜99の整数(8を除く)で入力してください。").first().waitFor()
  expect(await page.inputValue("[name=fromOn]")).toBe("2027-10-01")
  await page.fill("[name=percent]", "１２")
  await page.getByRole("button", { name: "改定を登録" }).click()
  await page.getByRole("button", { name: "取り消す: 2027-10-01" }).waitFor()
  await expectCleanPage(page, "with a change")
  await page.getByRole("button", { name: "取り消す: 2027-10-01" }).click()
  await page.getByRole("button", { name: "取り消す: 2027-10-01" }).waitFor({ state: "detached" })
  expect(desks.complaints).toEqual([])
})
