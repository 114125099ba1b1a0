import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, act, termAt } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

/** A reader's running term, unpaid; his name has a character that Shift_JIS does not know. */
let owed = ""

beforeAll(async () => {
  browser = await openBrowser()
  const term = termAt(0)
  owed = await act(async (scope) => {
    await scope.sql`update member set family_name = '𠮷田' where id = ${term.member_id}::uuid`
    const { payerId, offerId } = await contractAsItStands(scope, term.contract_id)
    const { contract } = await placeOrder(scope, {
      ...{ payerId, offerId, recipients: [{ memberId: payerId, copies: 1 }], sourceCode: "" },
      ...{ channel: "phone", paymentWay: "invoice", startIssue: term.next },
    })
    return contract.id
  })
})
afterAll(() => browser.close())

test("E4 ⚙ gross is chosen before the first invoice, and refused beside its field after it", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/papers/settings`)
  await page.selectOption("[name=booksPolicy]", "gross")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("保存しました").waitFor()
  expect(await page.inputValue("[name=booksPolicy]")).toBe("gross")

  await page.goto(`${web.url}/console/contracts/${owed}`)
  await page.getByRole("link", { name: "請求書を発行" }).click()
  await page.getByRole("button", { name: "請求書を発行" }).click()
  await page.getByRole("heading", { name: "請求書 I2026-000001" }).waitFor()

  await page.goto(`${web.url}/console/papers/settings`)
  await page.selectOption("[name=booksPolicy]", "net")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("請求書を発行した後は、売掛金の計上方針を変えられません。").first().waitFor()
  expect(await page.inputValue("[name=booksPolicy]")).toBe("net")
  await expectCleanPage(page, "books policy refused")
  expect(desks.complaints).toEqual([])
})

test("E2 E3 from the ledger to the voucher, on to the contract, and back; Shift_JIS names what it cannot write", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/books/2026-11/receivable`)
  await page.getByText("𠮷田").first().waitFor()
  await expectCleanPage(page, "receivables ledger")
  await page.getByRole("link", { name: "CSV(Shift_JIS)" }).click()
  await page.getByText("Shift_JISにない").first().waitFor()
  expect(await page.getByRole("rowheader", { name: "𠮷", exact: true }).count()).toBeGreaterThan(0)
  await expectCleanPage(page, "what Shift_JIS cannot write")
  const csv = await page.request.get(`${web.url}/console/books/2026-11/receivable/csv-cp932`)
  expect(new TextDecoder("shift_jis").decode(await csv.body())).toContain("〓田")

  await page.goto(`${web.url}/console/contracts/${owed}`)
  const trail = page.locator("section", { has: page.getByRole("heading", { name: "帳簿の動き" }) })
  await trail.locator("a[href^='/console/vouchers/']").first().click()
  await page.waitForURL(/\/console\/vouchers\//)
  const back = page.locator(`main a[href='/console/contracts/${owed}']`)
  await back.first().waitFor()
  await expectCleanPage(page, "voucher of an invoice")
  await back.first().click()
  await page.waitForURL(/\/console\/contracts\//)
  await trail.locator("a[href^='/console/vouchers/']").first().waitFor()
  const figure = (label: string) =>
    page
      .locator("dl div", { has: page.getByText(label, { exact: true }) })
      .first()
      .locator("dd")
      .first()
      .innerText()
  const [asked, ...shown] = await Promise.all(["契約金額", "前受金", "売掛金", "請求残"].map(figure))
  expect(shown).toEqual([asked, asked, asked])
  await expectCleanPage(page, "contract with its vouchers")
  expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  expect(desks.complaints).toEqual([])
})
