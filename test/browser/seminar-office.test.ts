import { readFileSync } from "node:fs"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { parse } from "yaml"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { expectCleanPage, keepPicture } from "#test/support/clean-page.ts"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const password = "a password for tests"
const complaints: string[] = []
let browser: Browser
let desk: BrowserContext

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  browser = await openBrowser()
  const actor = await web.house.actor()
  await inScope(actor, async (scope) => {
    await addStaff(scope, { email: "semi@example.jp", name: "蝉 太郎", role: "seminar-staff", password })
    await saveSeminars(scope, SeminarFile.parse(parse(readFileSync("db/seeds/seminars.yaml", "utf8"))))
  })
  desk = await browser.newContext({ viewport: { width: 1280, height: 844 } })
})

afterAll(() => browser.close())

async function opened(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage()
  notePageErrors(page, complaints)
  await page.goto(web.url + address)
  await page.waitForLoadState("networkidle")
  return page
}

const fillPerson = async (page: Page, no: number) => {
  await page.fill("[name=familyName]", "髙﨑")
  await page.fill("[name=givenName]", "𠮷")
  await page.fill("[name=familyNameKana]", "タカサキ")
  await page.fill("[name=givenNameKana]", `ヨシ${"アイウエオ".charAt(no)}`)
  await page.fill("[name=email]", `browser${no}@example.jp`)
  await page.fill("[name=phone]", `03-8888-000${no}`)
}

test("F1 F4 seminar staff make a seminar, publish it, copy it, and enter an application from paper", async () => {
  const page = await opened(desk, "/sign-in?to=/console")
  await page.fill("[name=email]", "semi@example.jp")
  await page.fill("[name=password]", password)
  await page.getByRole("button", { name: "サインイン" }).click()
  await page.waitForURL("**/console/seminars")
  await page.waitForLoadState("networkidle")
  await page.getByRole("link", { name: "冬のバラ 剪定と誘引の実技" }).waitFor()
  await expectCleanPage(page, "seminar-list")
  await page.goto(`${web.url}/console/seminars/new`)
  await page.fill("[name=code]", "KOKE-2027-01")
  await page.fill("[name=title]", "苔玉づくり")
  await page.fill("[name=summary]", "半日で一鉢を仕立てます。")
  await page.fill("[name=contact]", "03-0000-0521")
  await page.fill("[name='sessions[0].date']", "2027-01-14")
  await page.fill("[name='sessions[0].from']", "16:00")
  await page.fill("[name='sessions[0].until']", "13:00")
  await page.selectOption("[name='sessions[0].room']", "ATELIER")
  await page.fill("[name='pools[0].capacity']", "12")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByText("終了は開始より後の時刻にしてください。").first().waitFor()
  await expectCleanPage(page, "seminar-form")
  await page.fill("[name='sessions[0].from']", "13:00")
  await page.fill("[name='sessions[0].until']", "16:00")
  await page.getByRole("button", { name: "保存" }).click()
  await page.getByRole("heading", { name: "苔玉づくり" }).waitFor()
  await expectCleanPage(page, "seminar-draft")
  await page.getByRole("button", { name: "公開する" }).click()
  await page.getByRole("button", { name: "受付を終了する" }).waitFor()
  await page.fill("[name=dates]", "2027-02-11\n2027-03-11")
  await page.getByRole("button", { name: "複製する" }).click()
  await page.waitForURL("**/console/seminars?state=draft")
  await page.getByText("KOKE-2027-01-20270311").waitFor()
  await page.goto(`${web.url}/console/seminars`)
  await page.getByRole("link", { name: "冬のバラ 剪定と誘引の実技" }).click()
  await page.getByRole("link", { name: "申込を入力" }).click()
  await page.getByRole("heading", { name: "申込を入力" }).waitFor()
  await page.waitForLoadState("networkidle")
  await fillPerson(page, 1)
  await page.getByText("一般", { exact: true }).click()
  await page.getByText("請求書(銀行振込)").click()
  await page.selectOption("[name=channel]", "fax")
  await page.selectOption("[name='answers[0]']", "はじめて")
  await expectCleanPage(page, "seminar-entry")
  await page.getByRole("button", { name: "申込を登録" }).click()
  await page.getByRole("heading", { name: /受付番号/ }).waitFor()
  await expectCleanPage(page, "seminar-order")
  await page.fill("[name=reference]", "FB-1")
  await page.getByRole("button", { name: "入金を登録" }).click()
  await page.getByRole("button", { name: "入金を登録" }).waitFor({ state: "detached" })
  const rows = await readScope(
    await web.house.actor(),
    (scope) => scope.sql`select channel, state, way from seminar_order where channel = 'fax'`,
  )
  expect(rows).toEqual([{ channel: "fax", state: "confirmed", way: "invoice" }])
  expect((await page.goto(`${web.url}/console/members`))?.status()).toBe(403)
  expect(complaints).toEqual([])
})

test("F2 a reader finds a seminar, applies with a companion, and confirms; in English, too", async () => {
  const reader = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const page = await opened(reader, "/o/engei/seminars")
  await page.getByRole("link", { name: "はじめての室内グリーン(オンライン)" }).waitFor()
  await expectCleanPage(page, "public-list")
  await page.goto(`${web.url}/o/engei/seminars/ROSE-2026-12`)
  await page.getByRole("link", { name: "申し込む" }).waitFor()
  await expectCleanPage(page, "public-seminar")
  await page.goto(`${web.url}/o/engei/seminars/ONLINE-2026-12/apply`)
  await page.waitForLoadState("networkidle")
  await fillPerson(page, 2)
  await page.getByRole("button", { name: "受講者を追加" }).click()
  await page.fill("[name='others[0].familyName']", "遠藤")
  await page.fill("[name='others[0].givenName']", "結")
  await page.fill("[name='others[0].familyNameKana']", "エンドウ")
  await page.fill("[name='others[0].givenNameKana']", "ユイ")
  await page.getByText("規約と個人情報の取り扱いに同意する").click()
  await expectCleanPage(page, "public-apply")
  await page.getByRole("button", { name: "確認へ進む" }).click()
  await page.getByRole("heading", { name: "最終確認" }).waitFor()
  await expectCleanPage(page, "public-confirm")
  await page.getByRole("button", { name: "申し込みを確定" }).click()
  await page.getByRole("heading", { name: "お申し込みを承りました" }).waitFor()
  await page.waitForLoadState("networkidle")
  await expectCleanPage(page, "public-order")
  await page.goto(`${web.url}/o/engei/seminars/ROSE-2026-12?lang=en`)
  await page.getByRole("heading", { name: "Winter roses, pruning and training" }).waitFor()
  await keepPicture(page, "public-seminar-english")
  expect(complaints).toEqual([])
})
