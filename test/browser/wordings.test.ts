import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, termAt } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test("B1 文言: written, refused beside its field with the line, previewed on a real contract, sent to oneself, published, compared", async () => {
  const page = await desks.page("manager")
  await page.goto(`${web.url}/console/wordings`)
  await page.getByRole("heading", { name: "お知らせの文言", level: 1 }).waitFor()
  await expectCleanPage(page, "the list of wordings")
  await page.getByRole("link", { name: "継続案内" }).first().click()
  await page.getByText("まだ版がありません。標準の文言で送っています").waitFor()
  await expectCleanPage(page, "a text without versions")

  await page.fill("[name=subject]", "{{ publication }}をこれからも")
  await page.fill("[name=body]", "{{ greeting }}\n\n{{ nobody }}\n\n{{ facts }}\n\n{{ link }}")
  await page.getByRole("button", { name: "新しい版として保存" }).click()
  await page.getByText("3行目: 変数「nobody」はこのお知らせにはありません。").first().waitFor()
  expect(await page.inputValue("[name=body]")).toContain("{{ nobody }}")
  await expectCleanPage(page, "a wording refused")
  await page.fill("[name=body]", "{{ greeting }}\n\nあと{{ issues_left }}回です。\n\n{{ facts }}\n\n{{ link }}")
  await page.getByRole("button", { name: "新しい版として保存" }).click()
  await page.getByText("保存しました。まだ公開していません。").waitFor()

  const { number } = termAt(0)
  await page.fill("[name=number]", "K999999")
  await page.getByRole("button", { name: "プレビュー" }).click()
  await page.getByText("その番号の会員も契約もありません。").waitFor()
  await page.fill("[name=number]", number)
  await page.getByRole("button", { name: "プレビュー" }).click()
  await page.locator("pre", { hasText: "回です。" }).waitFor()
  const shown = page.frameLocator("iframe")
  await shown.getByText("回です。").waitFor()
  expect(await shown.locator("th").first().textContent()).toBe("契約番号")
  await expectCleanPage(page, "a preview")
  await page.getByRole("button", { name: "自分にテスト送信" }).click()
  await page.getByText("manager@example.jp へテストメールを送ります").waitFor()

  await page.fill("[name=fromOn]", "2026-11-01")
  await page.getByRole("button", { name: "公開する" }).click()
  await page.getByText("公開の日は今日以降にしてください。").first().waitFor()
  await page.fill("[name=fromOn]", "")
  await page.getByRole("button", { name: "公開する" }).click()
  await page.getByText("公開しました").waitFor()
  await page.fill("[name=subject]", "新しい件名")
  await page.getByRole("button", { name: "新しい版として保存" }).click()
  await page.getByRole("link", { name: "第1版: 比べる" }).click()
  await page.getByText("第1版から第2版への違い").waitFor()
  await page.getByText("+ 新しい件名").waitFor()
  await expectCleanPage(page, "two versions compared")
  await page.getByRole("button", { name: "第1版: 戻す" }).click()
  await page.getByText("前の版を新しい版として戻しました。").waitFor()

  const sent = await look((scope) => scope.sql`select recipient from outbox where kind = 'wording-test'`)
  expect(sent).toEqual([{ recipient: "manager@example.jp" }])
  expect(desks.complaints).toEqual([])
})

test("B1 文言: a letter is previewed as PDF; who may not change settings sees none of it", async () => {
  const page = await desks.page("manager")
  await page.goto(`${web.url}/console/wordings/renewal.letter.ja.1`)
  await page.fill("[name=subject]", "継続のお願い")
  await page.fill("[name=body]", "{{ publication }}は第{{ last_issue }}号までです。")
  await page.getByRole("button", { name: "新しい版として保存" }).click()
  await page.getByText("保存しました。").waitFor()
  await expectCleanPage(page, "a letter's words")
  const pdf = await page.request.get(
    `${web.url}/console/wordings/renewal.letter.ja.1/preview?version=1&number=${termAt(0).number}`,
  )
  expect([pdf.status(), pdf.headers()["content-type"]]).toEqual([200, "application/pdf"])
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-")
  const missing = await page.request.get(`${web.url}/console/wordings/nobody.mail.ja.0`)
  expect(missing.status()).toBe(404)
  const operator = await desks.page("operator")
  for (const path of ["", "/renewal.mail.ja.0", "/renewal.mail.ja.0/preview?version=1"]) {
    expect((await operator.request.get(`${web.url}/console/wordings${path}`)).status(), path).toBe(403)
  }
})
