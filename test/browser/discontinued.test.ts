import { readFile } from "node:fs/promises"
import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let browser: Browser
const desks = new Desks(web, () => browser)
const on = (day: string) => web.house.setClock(`${day}T10:00:00+09:00`)

beforeAll(async () => {
  browser = await openBrowser()
  on("2026-11-16")
  const actor = await web.house.actor()
  await inScope(actor, (scope) => changeCalendar(scope, "GARDEN", { kind: "discontinue", number: 521 }))
  await inScope(actor, (scope) =>
    confirmIssueRun(scope, { publication: "GARDEN", issue: 521, shipsOn: calendarDate("2026-11-16") }),
  )
  on("2026-11-20")
})
afterAll(() => browser.close())

const pageOfReader = async (which: number) => {
  const mails = await readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ body: string }>`
      select body_text as body from outbox where kind = 'discontinued' order by dedupe_key limit 2`,
  )
  return /\/o\/engei\/discontinued\/[0-9A-Z]+/.exec(mails[which]?.body ?? "")?.[0] ?? ""
}

test("E5 the office offers the choice to everyone with issues left", async () => {
  const office = await desks.page("manager")
  await office.goto(`${web.url}/console/calendar/GARDEN`)
  await office.getByRole("link", { name: "廃刊精算" }).click()
  await office.getByRole("heading", { name: /廃刊精算/, level: 1 }).waitFor()
  // The last page is a short one.
  await office.goto(`${web.url}/console/discontinued/GARDEN?page=42`)
  await office.waitForLoadState("networkidle")
  await expectCleanPage(office, "before")
  await office.getByRole("button", { name: "案内を送る" }).click()
  await office.getByText("入力してください。").first().waitFor()
  await office.locator("[name=transferOffer]").selectOption({ index: 1 })
  await office.fill("[name=answerUntil]", "2026-12-31")
  await office.getByRole("button", { name: "案内を送る" }).click()
  await office.getByText(/案内を送りました/).waitFor()
  await office.goto(`${web.url}/console/discontinued/GARDEN?page=42`)
  await office.getByText("2026/12/31").first().waitFor()
  await expectCleanPage(office, "offered")
  expect(desks.complaints).toEqual([])
})

test("E5 a reader goes on with the other title, another wants the money to his account", async () => {
  const context = await browser.newContext({ locale: "ja-JP" })
  const page = await context.newPage()
  await page.goto(`${web.url}${await pageOfReader(0)}`)
  await page.waitForLoadState("networkidle")
  await page.getByRole("radio").first().check()
  await expectCleanPage(page, "choice")
  await page.getByRole("button", { name: "この内容で申し込む" }).click()
  await page.getByText("振り替えを承りました").waitFor()
  await page.goto(`${web.url}${await pageOfReader(1)}`)
  await page.waitForLoadState("networkidle")
  await page.getByRole("radio").nth(1).check()
  await page.getByText("ご返金先の口座").first().waitFor()
  await page.getByRole("button", { name: "この内容で申し込む" }).click()
  await page.getByText("口座番号は数字4〜7桁で入力してください。").first().waitFor()
  await expectCleanPage(page, "account-missing")
  for (const [field, text] of Object.entries({ bankName: "みずほ銀行", branchName: "銀座支店", accountNumber: "１２３４５６７", accountHolder: "サトウ ハナ" })) await page.fill(`[name=${field}]`, text) // prettier-ignore
  await page.getByRole("button", { name: "この内容で申し込む" }).click()
  await page.getByText("口座のご連絡を承りました").waitFor()
  await expectCleanPage(page, "refund-asked")
  expect((await page.goto(`${web.url}/o/engei/discontinued/NONE`))?.status()).toBe(404)
  await context.close()
})

test("E5 who pays takes down the account of a reader on the phone, by keyboard; what was typed stays beside what is wrong", async () => {
  const books = await desks.page("administrator")
  await books.goto(`${web.url}/console/discontinued/GARDEN?state=open`)
  await books
    .getByRole("link", { name: /返金と口座を登録/ })
    .first()
    .focus()
  await books.keyboard.press("Enter")
  await books.getByRole("heading", { name: /返金先の口座/, level: 1 }).waitFor()
  await books.locator("[name=bankName]").focus()
  await books.keyboard.type("みらい銀行")
  await books.keyboard.press("Tab")
  await books.keyboard.type("本店")
  await books.keyboard.press("Enter")
  await books.getByText("口座番号は数字4〜7桁で入力してください。").first().waitFor()
  expect(await books.inputValue("[name=bankName]")).toBe("みらい銀行")
  await expectCleanPage(books, "account-by-staff")
  await books.fill("[name=accountNumber]", "7654321")
  await books.fill("[name=accountHolder]", "スズキ ジロウ")
  await books.keyboard.press("Enter")
  await books.getByText("「みらい銀行」だけでは決まりません。").first().waitFor()
  expect(await books.inputValue("[name=accountHolder]")).toBe("スズキ ジロウ")
  await expectCleanPage(books, "bank-not-clear")
  await books.fill("[name=bankName]", "三菱UFJ銀行")
  await books.keyboard.press("Enter")
  await books.getByText(/の口座を登録しました/).waitFor()
  await books.goto(`${web.url}/console/discontinued/GARDEN?state=refunded`)
  await books.getByText("三菱UFJ 本店 7654321 ｽｽﾞｷ ｼﾞﾛｳ").waitFor()
  await books
    .getByRole("link", { name: /口座を直す/ })
    .first()
    .waitFor()
  await expectCleanPage(books, "accounts-told")
  // Who does not pay sees no account, and no way to one.
  const operator = await desks.page("operator")
  await operator.goto(`${web.url}/console/discontinued/GARDEN?state=refunded`)
  await operator.getByText("口座の連絡あり").last().waitFor()
  expect(await operator.getByRole("link", { name: /口座を/ }).count()).toBe(0)
  expect(desks.complaints).toEqual([])
})

test("E5 the desk takes down an answer; after the day the books settle the rest", async () => {
  const desk = await desks.page("operator")
  await desk.goto(`${web.url}/console/discontinued/GARDEN?state=open`)
  await desk.waitForLoadState("networkidle")
  await desk.getByRole("button", { name: "返金", exact: true }).first().click()
  await desk.getByRole("alertdialog").getByRole("button", { name: "返金" }).click()
  await desk.getByText(/の回答を登録しました/).waitFor()
  on("2027-01-04")
  const books = await desks.page("accountant")
  await books.goto(`${web.url}/console/discontinued/GARDEN`)
  await books.waitForLoadState("networkidle")
  await books.getByRole("button", { name: "期限後の精算を行う" }).click()
  await books.getByRole("alertdialog").getByRole("button", { name: "期限後の精算を行う" }).click()
  await books.getByText(/精算しました\(契約/).waitFor()
  await books.getByText("期限まで回答なし(未払金)").first().waitFor()
  await books.goto(`${web.url}/console/discontinued/GARDEN?state=transferred`)
  await books.getByText("期限まで回答なし(未払金)").first().waitFor()
  await expectCleanPage(books, "settled")
  expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  expect(desks.complaints).toEqual([])
})

test("D5 what is owed to accounts goes to the bank in a file, is paid with it, and what comes back goes into the next", async () => {
  const books = await desks.page("accountant")
  await books.goto(`${web.url}/console/refunds`)
  await books.getByRole("link", { name: "返金の振込" }).click()
  await books.getByText("振込依頼人コードと取引銀行がまだ登録されていません。").waitFor()
  await expectCleanPage(books, "remittances-not-set-up")
  await books.getByRole("link", { name: "総合振込の設定" }).click()
  await books.getByRole("button", { name: "保存" }).click()
  await books.getByText("数字10桁以内で入力してください。").first().waitFor()
  const client = { clientCode: "9876", clientName: "エンゲイシュッパン", bankCode: "1", bankName: "ミズホ", branchCode: "123", branchName: "ジンボウチョウ", accountNumber: "1234567" } // prettier-ignore
  for (const [name, value] of Object.entries(client)) await books.fill(`[name=${name}]`, value)
  await books.selectOption("[name=accountKind]", "1")
  await books.getByRole("button", { name: "保存" }).click()
  await books.getByText("保存しました").waitFor()
  await expectCleanPage(books, "remittance-settings")

  await books.goto(`${web.url}/console/remittances`)
  await books.getByText("0005 三菱UFJ 001 本店 普通 7654321 ｽｽﾞｷ ｼﾞﾛｳ").waitFor()
  await books.fill("[name=on]", "2027-01-11")
  await books.locator("[name=on]").press("Enter")
  await books.getByText("2027-01-11は銀行の休業日です。次の営業日は2027-01-12です。").first().waitFor()
  expect(await books.inputValue("[name=on]")).toBe("2027-01-11")
  await expectCleanPage(books, "remittances-no-bank-day")
  await books.fill("[name=on]", "2027-01-04")
  await books.locator("[name=on]").press("Enter")
  await books.getByText("振込データ F000001 を作りました。").waitFor()
  await expectCleanPage(books, "remittance-made")
  const download = books.waitForEvent("download")
  await books.getByRole("link", { name: "ダウンロード" }).click()
  const file = await readFile(await (await download).path())
  expect([file.length, file.toString("latin1", 120, 125), file.toString("latin1", 240, 245)]).toEqual([5 * 120, "20001", "20005"]) // prettier-ignore

  await books.getByRole("button", { name: "支払済みにする" }).click()
  await books.getByRole("alertdialog").getByRole("button", { name: "支払済みにする" }).click()
  await books.getByText(/支払済みにしました\(522,086円\)。/).waitFor()
  await books.getByRole("button", { name: "組戻し" }).first().click()
  await books.getByRole("alertdialog").getByRole("button", { name: "組戻し" }).click()
  await books.getByText(/R000001 を組戻しにしました。/).waitFor()
  await expectCleanPage(books, "remittance-given-back")
  await books.goto(`${web.url}/console/remittances?state=unclear`)
  await books.getByRole("link", { name: /口座を直す/ }).click()
  await books.getByText("2027/01/04に銀行から組戻しになりました。").waitFor()
  await books.fill("[name=branchName]", "035")
  await books.getByRole("button", { name: "口座を登録" }).click()
  await books.getByText(/の口座を登録しました/).waitFor()
  await books.goto(`${web.url}/console/remittances`)
  await books.getByRole("rowheader", { name: "R000001" }).waitFor()
  await expectCleanPage(books, "remittances")
  expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  expect(desks.complaints).toEqual([])
})
