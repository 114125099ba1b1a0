import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Bounce } from "#app/notices/bounce.ts"
import { keepBounces } from "#app/notices/keep-bounces.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
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

/** A renewal notice and a few other mails come back. */
async function comesBack() {
  await act(async (scope) => {
    await scope.sql`delete from renewal_step where offer_id = ${termAt(0).offer_id}::uuid`
    await scope.sql`
      insert into renewal_step (organization_id, offer_id, step, issues_left, channel)
      values (${scope.organizationId}, ${termAt(0).offer_id}::uuid, 1, 24, 'mail')`
  })
  await act((scope) => sendRenewalNotices(scope, scope.today))
  const other = (at: number, kind: string, subject: string) => ({
    ...{ kind, dedupeKey: `back:${at}`, recipient: termAt(at).email, subject, text: "本文", html: "<p>本文</p>" },
    memberId: termAt(at).member_id,
  })
  await act((scope) =>
    queueMails(scope, [
      other(1, "receipt", "【緑風社】領収書をお届けします"),
      other(2, "seminar", "【緑風社】お申し込みを受け付けました"),
      {
        ...other(3, "sign-in-code", "確認コード"),
        recipient: "somebody-with-a-very-long-name@subdomain.of.a.company.example.jp",
        memberId: null,
      },
    ]),
  )
  const sent = await look(
    (scope) => scope.sql<{ id: string; recipient: string; kind: string }>`
      select id, recipient, kind from outbox where kind = 'renewal' and recipient = ${termAt(0).email} or dedupe_key like 'back:%' order by kind`,
  )
  const said: Readonly<Record<string, Pick<Bounce, "action" | "status" | "diagnostic">>> = {
    renewal: {
      action: "failed",
      status: "5.1.1",
      diagnostic:
        "smtp; 550 5.1.1 <reader1@my.example>: Recipient address rejected: User unknown in virtual mailbox table",
    },
    receipt: {
      action: "delayed",
      status: "4.4.1",
      diagnostic: "smtp; connect to mx.my.example[203.0.113.9]:25: Connection timed out",
    },
    seminar: { action: "failed", status: "5.2.2", diagnostic: "552 5.2.2 Mailbox full" },
    "sign-in-code": { action: "failed", status: "5.4.4", diagnostic: "Host or domain name not found" },
  }
  const bounces = sent.flatMap(({ id, kind }) => (said[kind] ? [{ ...said[kind], outboxId: id, reportKey: kind }] : []))
  expect(bounces).toHaveLength(4)
  await act((scope) => keepBounces(scope, bounces))
}

test("B1 届かないメール: the list says why, a lost notice becomes a letter, the member's page warns, 解決 sends mail again", async () => {
  const page = await desks.page("operator")
  await page.goto(`${web.url}/console/bounces`)
  await page.getByText("確認を待つ戻りメールはありません").waitFor()
  await comesBack()
  await page.reload()
  const row = page.getByRole("row", { name: termAt(0).number })
  await row.getByText("宛先のアドレスがない").waitFor()
  await expectCleanPage(page, "returned mail")

  await page.selectOption("[name=action]", "delayed")
  await page.getByRole("button", { name: "絞り込む" }).click()
  await page.waitForURL((url) => url.searchParams.get("action") === "delayed")
  await page.getByText("Mailbox full").waitFor({ state: "detached" })
  expect(await page.getByRole("rowheader").count()).toBe(1)
  await page.fill("[name=find]", "nobody@nowhere")
  await page.getByRole("button", { name: "絞り込む" }).click()
  await page.getByText("条件に合う戻りメールはありません").waitFor()
  await page.goto(`${web.url}/console/bounces`)

  await row.getByRole("button", { name: "手紙にする" }).click()
  await expectCleanPage(page, "a lost notice becomes a letter")
  await page.getByRole("alertdialog").getByRole("button", { name: "手紙にする" }).click()
  await page.getByText("手紙にしました。印刷して投函してください").waitFor()
  const letter = await page.getByRole("link", { name: "手紙を印刷" }).first().getAttribute("href")
  const pdf = await page.request.get(`${web.url}${letter ?? ""}`)
  expect((await pdf.body()).subarray(0, 5).toString()).toBe("%PDF-")
  await row.getByRole("button", { name: "手紙にする" }).waitFor({ state: "detached" })

  await page.getByRole("link", { name: "郵送物" }).click()
  const waiting = page.getByRole("row", { name: /届かないメールの手紙/ })
  await waiting.getByRole("link", { name: /PDF/ }).waitFor()
  await expectCleanPage(page, "letters to post")
  await waiting.getByRole("button", { name: "投函済みにする" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "投函済みにする" }).click()
  await page.getByText("投函済みにしました。").waitFor()
  await waiting.waitFor({ state: "detached" })
  await page.getByRole("link", { name: "投函済み" }).click()
  await waiting.waitFor()

  await page.goto(`${web.url}/console/members/${termAt(0).member_id}`)
  await page.getByText("届いていません").waitFor()
  await expectCleanPage(page, "a member whom mail does not reach")
  await page.getByRole("link", { name: "戻ってきたメール" }).click()
  await row.getByRole("button", { name: "解決" }).click()
  await page.getByLabel("確認したこと(任意)").fill("電話でアドレスを確認")
  await page.getByRole("alertdialog").getByRole("button", { name: "解決" }).click()
  await page.getByText("解決しました。これからの案内はメールで送ります").waitFor()
  await page.getByRole("link", { name: "解決済" }).click()
  await page.getByText("電話でアドレスを確認").waitFor()
  await page.goto(`${web.url}/console/members/${termAt(0).member_id}`)
  await page.getByText(termAt(0).email).first().waitFor()
  expect(await page.getByText("届いていません").count()).toBe(0)

  const reader = await desks.page("accountant")
  await reader.goto(`${web.url}/console/bounces`)
  await reader.getByText("Mailbox full").waitFor()
  expect(await reader.getByRole("button", { name: "解決" }).count()).toBe(0)
  expect(desks.complaints).toEqual([])
})
