import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { bankAnswers } from "#test/support/debit-desk.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, act, look, termAt } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
  for (const at of [0, 1]) {
    const term = termAt(at)
    const payerId = idOf<"member">(term.member_id)
    await act(async (scope) => {
      const recipients = [{ memberId: payerId, copies: 1 }]
      const order = { payerId, offerId: term.offer_id, recipients, sourceCode: "" }
      const { contract } = await placeOrder(scope, { ...order, channel: "phone", paymentWay: "direct-debit", startIssue: term.next }) // prettier-ignore
      const addressee = { name: "口座振替の読者", department: "", honorific: "様" }
      await invoiceContract(scope, { contractId: contract.id, dueOn: calendarDate("2026-11-10"), addressee })
    })
  }
})
afterAll(() => browser.close())

async function fillBank(page: Page, more: Readonly<Record<string, string>>) {
  const bank = { bankCode: "0005", bankName: "ミツビシユーエフジェイ", branchCode: "45", branchName: "ニホンバシ" }
  for (const [name, value] of Object.entries({ ...bank, accountNumber: "7654", ...more }))
    await page.fill(`[name=${name}]`, value)
  await page.selectOption("[name=accountKind]", "1")
}

async function register(page: Page, at: number) {
  await page.goto(`${web.url}/console/members/${termAt(at).member_id}/contracts`)
  await page.getByRole("link", { name: "口座振替", exact: true }).last().click()
  await page.getByText("口座の登録はありません").waitFor()
  await fillBank(page, { holderName: `ドクシャ ${at}`, mandatedOn: "2026-11-02" })
  await page.getByRole("button", { name: "口座を登録" }).click()
  await page.getByText("口座を登録しました。").waitFor()
}

test("D5 口座振替: settings, accounts, a request, its file, the result line by line, the same file again", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/debits`)
  await page.getByText("委託者コードと取引銀行がまだ登録されていません。").waitFor()
  await expectCleanPage(page, "debits none")
  await page.getByRole("link", { name: "口座振替の設定" }).click()
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("数字10桁以内で入力してください。").first().waitFor()
  await expectCleanPage(page, "debit settings wrong")
  await page.fill("[name=clientCode]", "12345678")
  await page.fill("[name=clientName]", "エンゲイシュッパン")
  await fillBank(page, {})
  await page.fill("[name=bankName]", "漢字銀行")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("濁点も1文字と数えて15文字以内").first().waitFor()
  await page.fill("[name=bankName]", "ミズホ")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("保存しました").waitFor()
  expect(await page.inputValue("[name=bankName]")).toBe("ﾐｽﾞﾎ")
  await expectCleanPage(page, "debit settings")

  for (const at of [0, 1]) await register(page, at)
  await page.getByText("****654").waitFor()
  await expectCleanPage(page, "debit account")

  await page.goto(`${web.url}/console/debits`)
  await page.fill("[name=on]", "2026-11-10")
  await page.getByRole("button", { name: "請求データを作る" }).click()
  await page.getByText("請求データ D000001 を作りました(2件").waitFor()
  await page.getByRole("button", { name: "請求データを作る" }).click()
  await page.getByText("この引落日の請求データ D000001 はすでにあります。").waitFor()
  await expectCleanPage(page, "debits")
  await page.getByRole("link", { name: "D000001" }).click()
  await page.getByRole("heading", { name: "口座振替 D000001" }).waitFor()
  await expectCleanPage(page, "debit request pending")
  const download = page.waitForEvent("download")
  await page.getByRole("link", { name: "ダウンロード" }).click()
  const file = await readFile(await (await download).path())
  expect(file.length).toBe(5 * 120)

  const wrong = Buffer.from(bankAnswers(file, "01"))
  wrong[120 + 89] = 0x37
  const upload = (buffer: Buffer) => ({ name: "kekka.txt", mimeType: "text/plain", buffer })
  await page.setInputFiles("#debit-file", upload(wrong))
  await page.getByRole("button", { name: "結果を取り込む" }).click()
  await page.getByText("2: 引落金額(81–90桁)").waitFor()
  await page.setInputFiles("#debit-file", upload(bankAnswers(file, "01")))
  await page.getByRole("button", { name: "結果を取り込む" }).click()
  await page.getByText("D000001 の結果を取り込みました。振替済 1件").waitFor()
  await expectCleanPage(page, "debits settled")
  await page.setInputFiles("#debit-file", upload(bankAnswers(file, "01")))
  await page.getByRole("button", { name: "結果を取り込む" }).click()
  await page.getByText("この結果は取り込み済みです。").waitFor()
  await page.getByRole("link", { name: "D000001" }).click()
  await page.getByText("資金不足").waitFor()
  await expectCleanPage(page, "debit request settled")
  expect((await look(checkBooks)).differences).toEqual([])
  expect(desks.complaints).toEqual([])
})

test("a payer's account is stopped after asking once more, another takes its place; a request may be taken back; a manager only looks", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/debits`)
  await page.fill("[name=on]", "2026-11-11")
  await page.getByRole("button", { name: "請求データを作る" }).click()
  await page.getByText("請求データ D000002 を作りました(1件").waitFor()
  await page.getByRole("link", { name: "D000002" }).click()
  await page.getByRole("button", { name: "請求データを取り消す" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "請求データを取り消す" }).click()
  await page.getByText("請求データを取り消しました。").waitFor()
  await page.goto(`${web.url}/console/papers/debit/${termAt(0).member_id}`)
  await fillBank(page, { holderName: "ドクシャ ゼロ", mandatedOn: "2026-11-09", accountNumber: "1112223" })
  await page.getByRole("button", { name: "新しい口座に変える" }).click()
  await page.getByText("****223").waitFor()
  await page.getByText("新しい口座に変更").waitFor()
  await page.getByRole("button", { name: "口座振替を止める" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "口座振替を止める" }).click()
  await page.getByText("口座振替を止めました。").waitFor()
  await expectCleanPage(page, "debit account stopped")

  const manager = await desks.page("manager")
  await manager.goto(`${web.url}/console/debits`)
  await manager.getByRole("link", { name: "D000001" }).waitFor()
  expect(await manager.getByRole("button", { name: "請求データを作る" }).count()).toBe(0)
  await manager.getByRole("link", { name: "D000001" }).click()
  await manager.getByText("資金不足").waitFor()
  expect(await manager.getByRole("link", { name: "ダウンロード" }).count()).toBe(0)
  const refused = await manager.goto(`${web.url}/console/papers/debit/${termAt(0).member_id}`)
  expect(refused?.status()).toBe(403)
})

test("D2 the codes of convenience store slips are set once, and a payer's terms ask for the slip", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/papers/settings`)
  await page.fill("[name=slipCompanyCode]", "12345")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("企業コードは数字6桁で入力してください").first().waitFor()
  await page.fill("[name=slipCompanyCode]", "912-345")
  await page.fill("[name=slipDays]", "14")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("保存しました").waitFor()
  expect(await page.inputValue("[name=slipCompanyCode]")).toBe("912345")
  await expectCleanPage(page, "slip settings")
  await page.goto(`${web.url}/console/papers/terms/${termAt(0).member_id}`)
  await page.getByLabel("請求書にコンビニ払込票を付ける").check()
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("保存しました").waitFor()
  expect(await page.getByLabel("請求書にコンビニ払込票を付ける").isChecked()).toBe(true)
  await expectCleanPage(page, "slip terms")
  expect(desks.complaints).toEqual([])
})
