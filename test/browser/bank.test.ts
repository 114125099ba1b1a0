import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { idOf } from "#app/values/ids.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"
import { zengin03 } from "#test/support/zengin-file.ts"

const { web, act, termAt } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
  for (const [at, kana] of ["ｱｵｷ", "ｲｼｲ"].entries()) {
    const term = termAt(at)
    await act(async (scope) => {
      await scope.sql`
        update member set family_name_kana = ${kana.normalize("NFKC")}, given_name_kana = '' where id = ${term.member_id}::uuid`
      const recipients = [{ memberId: idOf<"member">(term.member_id), copies: 1 }]
      const order = { payerId: idOf<"member">(term.member_id), offerId: term.offer_id, recipients, sourceCode: "" }
      await placeOrder(scope, { ...order, channel: "phone", paymentWay: "bank-transfer", startIssue: term.next })
    })
  }
})
afterAll(() => browser.close())

const owed = async (at: number) => {
  const [row] = await readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ price_yen: number }>`
      select price_yen from contract where payer_id = ${termAt(at).member_id}::uuid order by opened_on desc, number desc limit 1`,
  )
  return row?.price_yen ?? 0
}

test("D5 a bank's file is uploaded, J moves, A settles what is suggested, H holds the rest; a second upload adds nothing", async () => {
  const page = await desks.page("accountant")
  const rows = [
    { on: "081109", yen: await owed(0), name: "ｱｵｷ" },
    { on: "081109", yen: (await owed(1)) - 220, name: "ｲｼｲ" },
    { on: "081110", yen: 4_321, name: "ﾌﾒｲﾅﾋﾄ" },
    { on: "081110", yen: 3, name: "ﾘｿｸ" },
  ]
  const file = { name: "meisai.txt", mimeType: "text/plain", buffer: zengin03(rows) }
  await page.goto(`${web.url}/console/bank`)
  await page.getByText("銀行の入金明細ファイルを取り込んでください。").waitFor()
  await expectCleanPage(page, "empty")
  await page.setInputFiles("#bank-file", file)
  await page.getByRole("button", { name: "明細を取り込む" }).click()
  await page.getByText("4件中4件を新しく取り込みました").waitFor()
  await expectCleanPage(page, "lines")
  expect(await page.getByText("カナが一致(1名のみ)").count()).toBe(2)
  expect(await page.getByText("振込手数料を引いた額").count()).toBe(1)

  await page.locator("h1").click()
  await page.keyboard.press("j")
  await page.locator("li[aria-current=true]", { hasText: "ｲｼｲ" }).waitFor()
  await page.keyboard.press("a")
  await page.getByText("消し込みました。").waitFor()
  await page.getByText("ｲｼｲ").waitFor({ state: "detached" })
  await page.keyboard.press("h")
  await page.getByText("仮受金として計上しました。").waitFor()
  await page.getByText("ﾌﾒｲﾅﾋﾄ").waitFor({ state: "detached" })
  await page.getByLabel("理由 (ﾘｿｸ)").fill("預金利息")
  await page.getByRole("button", { name: "対象外にする" }).last().click()
  await page.getByText("対象外にしました。").waitFor()
  await page.getByRole("button", { name: "確かなものをまとめて消し込む" }).click()
  await page.getByText("1件を消し込みました。").waitFor()

  await page.setInputFiles("#bank-file", file)
  await page.getByRole("button", { name: "明細を取り込む" }).click()
  await page.getByText("このファイルは取り込み済みです。").waitFor()
  await page.setInputFiles("#bank-file", { ...file, buffer: zengin03(rows, { trailerYen: 1 }) })
  await page.getByRole("button", { name: "明細を取り込む" }).click()
  await page.getByText("このファイルは取り込めません(1件の誤り)").waitFor()
  await page.goto(`${web.url}/console/bank?state=done`)
  await page.getByText("ｲｼｲ").waitFor()
  await expectCleanPage(page, "done")
  await page.goto(`${web.url}/console/bank?state=ignored`)
  await page.getByText("預金利息").waitFor()
  await expectCleanPage(page, "set aside")
  await page.getByRole("button", { name: "未処理に戻す" }).click()
  await page.getByText("未処理に戻しました。").waitFor()
  await page.getByText("対象外にした入金はありません").waitFor()
  expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  expect(desks.complaints).toEqual([])
})

test("at phone width the deposits can be read and settled; a manager sees them and may not settle", async () => {
  const page = await desks.page("accountant", 390)
  await page.goto(`${web.url}/console/bank?state=held`)
  await page.getByText("ﾌﾒｲﾅﾋﾄ").waitFor()
  await expectCleanPage(page, "held")
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth)).toBe(
    true,
  )
  await page.getByPlaceholder("会員番号").fill("NOBODY")
  await page.getByRole("button", { name: "別の会員に消し込む" }).click()
  await page.getByText("会員番号「NOBODY」の会員はいません。").waitFor()
  const manager = await desks.page("manager")
  await manager.goto(`${web.url}/console/bank?state=held`)
  await manager.getByRole("heading", { name: "入金消込" }).waitFor()
  expect(await manager.getByRole("button", { name: "明細を取り込む" }).count()).toBe(0)
  expect(await manager.getByRole("button", { name: "別の会員に消し込む" }).count()).toBe(0)
})
