import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { writeAnnouncementMails } from "#app/desk/announcements/send-announcement.server.ts"
import { sendWaitingMail } from "#app/notices/send-waiting-mail.server.ts"
import { openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, act, termAt } = useMyPages()
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test("K3 ご案内: written to a segment, refused beside its field, looked at, tested, sent, delivered with one-click stop, and counted", async () => {
  await act(async (scope) => {
    await scope.sql`update member set wants_mail = email in (${termAt(0).email}, ${termAt(1).email})`
    await scope.sql`
      insert into segment (organization_id, name, rules, saved_by)
      values (${scope.organizationId}, '購読中', '{"contract":"active"}', 'test')`
    await scope.sql`
      insert into source_code (organization_id, code, name, kind) values (${scope.organizationId}, 'FUYU27', '冬の案内', 'web')`
  })
  const page = await desks.page("manager")
  await page.goto(`${web.url}/console/announcements`)
  await page.getByText("ご案内はまだありません").waitFor()
  await expectCleanPage(page, "no announcement yet")
  await page.getByRole("link", { name: "ご案内を書く" }).click()
  await page.getByRole("heading", { name: "ご案内を書く", level: 1 }).waitFor()
  await page.selectOption("[name=to]", { label: "購読中" })
  await page.fill("[name=subject]", "{{ member_name }}様へ 冬の特別号")
  await page.selectOption("[name=target]", "offer")
  await page.locator("[name=offer] option").nth(1).waitFor({ state: "attached" })
  await page.selectOption("[name=offer]", { index: 1 })
  await page.fill("[name=body]", "{{ greeting }}\n\n冬の特別号ができました。")
  await page.selectOption("[name=sourceCode]", "FUYU27")
  await page.getByRole("button", { name: "下書きを保存" }).click()
  await page.getByText("ボタンの文字を入力してください").first().waitFor()
  await expectCleanPage(page, "an announcement refused")
  await page.fill("[name=caption]", "お申し込みへ")
  await page.getByRole("button", { name: "下書きを保存" }).click()
  await page
    .getByText(/必須の変数がありません/)
    .first()
    .waitFor()
  expect(await page.inputValue("[name=body]")).toContain("冬の特別号ができました。")
  await page.fill("[name=body]", "{{ greeting }}\n\n冬の特別号ができました。\n\n{{ link }}")
  await page.getByRole("button", { name: "下書きを保存" }).click()
  await page.getByText("下書きを保存しました").waitFor()
  await page.getByText("2名(条件に合う会員").waitFor()
  await page.frameLocator("iframe").getByRole("link", { name: "お申し込みへ" }).waitFor()
  await expectCleanPage(page, "an announcement's draft")
  await page.getByRole("button", { name: "自分にテスト送信" }).click()
  await page.getByText("manager@example.jp にテスト送信しました").waitFor()

  await page.getByRole("button", { name: "送信する" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "送信する" }).click()
  await page.getByText("送信を始めました").waitFor()
  expect(await writeAnnouncementMails(await web.house.actor())).toEqual({ mails: 2 })
  await sendWaitingMail(await web.house.actor())
  await page.reload()
  await page.getByText("送信済", { exact: true }).first().waitFor()
  await expectCleanPage(page, "an announcement that was sent")
  await page.getByRole("link", { name: "ご案内メール" }).first().click()
  await page.getByRole("rowheader", { name: /冬の特別号/ }).waitFor()
  await expectCleanPage(page, "the list of announcements")

  const [sent] = await look(
    (scope) => scope.sql<{ body_text: string; body_html: string }>`
      select body_text, body_html from outbox where kind = 'announcement' and recipient = ${termAt(0).email}`,
  )
  const apply = /href="([^"]*\/apply\/[^"]*)"/.exec(sent?.body_html ?? "")?.[1] ?? ""
  expect(new URL(apply).searchParams.get("source")).toBe("FUYU27")
  const stop = /https?:\S+\/unsubscribe\/\S+/.exec(sent?.body_text ?? "")?.[0] ?? ""
  const answer = await fetch(stop, { method: "POST", body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }) })
  expect(answer.status).toBe(204)
  const wanting = await look((scope) => scope.sql`select email from member where wants_mail`)
  expect(wanting).toEqual([{ email: termAt(1).email }])
  expect(desks.complaints).toEqual([])
})
