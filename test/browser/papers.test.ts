import { readFile } from "node:fs/promises"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, act, termAt, signedIn } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

/** A reader's running term, unpaid. */
let owed = ""

beforeAll(async () => {
  browser = await openBrowser()
  const term = termAt(0)
  const order = await act(async (scope) => {
    const contract = await contractAsItStands(scope, term.contract_id)
    const recipients = [{ memberId: contract.payerId, copies: 1 }]
    const { payerId, offerId } = contract
    return placeOrder(scope, {
      ...{
        payerId,
        offerId,
        recipients,
        channel: "phone",
        paymentWay: "invoice",
        startIssue: term.next,
        sourceCode: "",
      },
    })
  })
  owed = order.contract.id
})
afterAll(() => browser.close())

const papers = async () =>
  readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ id: string; number: string; addressee: string; copy_no: number }>`
      select id, number, addressee, copy_no from issued_paper order by number, copy_no`,
  )

test("M7 an invoice is issued from the contract, found by ranges, downloaded with its index, issued once more, lowered", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/contracts/${owed}`)
  await page.getByRole("link", { name: "請求書を発行" }).click()
  await page.getByRole("heading", { name: "請求書を発行" }).waitFor()
  await page.fill("[name=name]", "")
  await page.getByRole("button", { name: "請求書を発行" }).click()
  await page.locator("#issue-name-error").waitFor()
  expect(await page.locator("#issue-name-error").textContent()).toContain("宛名を入力してください。")
  await page.fill("[name=name]", "株式会社 髙﨑造園")
  await page.fill("[name=honorific]", "御中")
  await expectCleanPage(page, "issue")
  await page.getByRole("button", { name: "請求書を発行" }).click()
  await page.getByRole("heading", { name: "請求書 I2026-000001" }).waitFor()
  await expectCleanPage(page, "paper")
  expect(await page.getByText("株式会社 髙﨑造園 御中").count()).toBeGreaterThan(0)

  await page.getByRole("button", { name: "再発行する" }).click()
  const dialog = page.getByRole("alertdialog")
  await dialog.waitFor()
  await dialog.locator("[name=name]").fill("髙﨑造園 本社")
  await expectCleanPage(page, "reissue")
  await dialog.getByRole("button", { name: "再発行する" }).click()
  await page.getByText("再発行1").first().waitFor()
  expect((await papers()).map(({ addressee, copy_no }) => [addressee, copy_no])).toEqual([
    ["株式会社 髙﨑造園", 0],
    ["髙﨑造園 本社", 1],
  ])

  await page.goto(
    `${web.url}/console/papers?from=2026-11-01&to=2026-11-30&min=1&max=99999999&find=${encodeURIComponent("高崎")}`,
  )
  expect(await page.getByText("条件に合う書類はありません").count()).toBe(1)
  await page.goto(
    `${web.url}/console/papers?from=2026-11-01&to=2026-11-30&min=1&max=99999999&find=${encodeURIComponent("造園")}`,
  )
  await page.getByText("2件").first().waitFor()
  await expectCleanPage(page, "search")
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "検索結果をダウンロード(ZIP)" }).click(),
  ])
  const zip = await readFile(await download.path())
  for (const name of ["index.csv", "I2026-000001.pdf", "I2026-000001-1.pdf"]) expect(zip.includes(name)).toBe(true)
  await page.goto(`${web.url}/console/papers?to=2026-10-31`)
  expect(await page.getByText("条件に合う書類はありません").count()).toBe(1)
  expect(desks.complaints).toEqual([])
})

test("the settings take a registration number of any width, warn of its check digit, and name what is wrong", async () => {
  const page = await desks.page("accountant", 390)
  await page.goto(`${web.url}/console/papers/settings`)
  await page.fill("[name=registrationNumber]", "T123")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("登録番号は T と数字13桁で入力してください。").first().waitFor()
  await page.fill("[name=registrationNumber]", "Ｔ７０００-０１２０-５０００３")
  await page.fill("[name=dueDays]", "20")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("保存しました").waitFor()
  expect(await page.getByText("検査数字が法人番号と合いません").count()).toBe(1)
  await expectCleanPage(page, "settings")
  await page.goto(`${web.url}/console/papers/terms/${termAt(1).member_id}`)
  await page.fill("[name=closingDay]", "32")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("1〜31の数字で入力してください").first().waitFor()
  await page.fill("[name=closingDay]", "20")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("保存しました").waitFor()
  await expectCleanPage(page, "terms")
})

test("F18 a reader downloads his own papers and nobody else's; an operator may not issue", async () => {
  const [paper] = await papers()
  const owner = await signedIn(0)
  expect(await (await owner.open("/papers")).text()).toContain("I2026-000001")
  const file = await owner.open(`/papers/${paper?.id ?? ""}`)
  expect(file.headers.get("content-type")).toBe("application/pdf")
  const other = await signedIn(2)
  expect(await (await other.open("/papers")).text()).not.toContain("I2026-000001")
  expect((await other.open(`/papers/${paper?.id ?? ""}`)).status).toBe(404)
  expect((await new MyPageReader(web).open("/papers")).headers.get("location")).toMatch(/sign-in/)
  const operator = await desks.page("operator")
  const answer = await operator.goto(`${web.url}/console/papers/issue?contract=${owed}`)
  expect(answer?.status()).toBe(403)
})
