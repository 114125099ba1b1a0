import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, act, termAt } = useMyPages()
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

test("D5 修正した適格請求書: an invoice issued before a change was entered is issued once more with the rates of its term", async () => {
  await act(async (scope) => {
    const term = termAt(0)
    const payerId = idOf<"member">(term.member_id)
    const order = { payerId, offerId: term.offer_id, recipients: [{ memberId: payerId, copies: 1 }], sourceCode: "" }
    const { contract } = await placeOrder(scope, { ...order, channel: "phone", paymentWay: "invoice", startIssue: term.next }) // prettier-ignore
    const addressee = { name: "緑風園株式会社", department: "総務部", honorific: "御中" }
    await invoiceContract(scope, { contractId: contract.id, dueOn: calendarDate("2026-12-31"), addressee })
  })
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/tax-rates`)
  await page.fill("[name=fromOn]", "2027-04-01")
  await page.fill("[name=percent]", "12")
  await page.getByRole("button", { name: "改定を登録" }).click()
  const due = page.getByRole("region", { name: "修正が必要な請求書・領収書" })
  await due.getByRole("cell", { name: /^10% [\d,]+ \/ 12% [\d,]+$/ }).waitFor()
  await expectCleanPage(page, "papers to be revised")
  await due.getByRole("button", { name: "修正して発行する" }).click()
  await due.waitFor({ state: "detached" })
  await page.getByRole("link", { name: "修正した書類を見る" }).click()
  await page.getByText("修正1").first().waitFor()
  await expectCleanPage(page, "revised papers")
  await page
    .getByRole("table")
    .getByRole("link", { name: /^I2026/ })
    .click()
  await page.getByRole("cell", { name: "12%" }).first().waitFor()
  await expectCleanPage(page, "a revised paper")
  expect(desks.complaints).toEqual([])
})
