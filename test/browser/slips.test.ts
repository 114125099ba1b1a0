import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { billingSettings, saveBillingSettings } from "#app/billing/papers/billing-settings.server.ts"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { payerTerms, savePayerTerms } from "#app/billing/papers/payer-terms.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { placeOrder } from "#app/subscriptions/place-order.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { idOf } from "#app/values/ids.ts"
import type { BusinessPaper } from "#templates/pdf/business-paper.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, act, look, termAt } = useMyPages()
let browser: Browser
let slip = { digits: "", yen: 0 }
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
  const term = termAt(0)
  const payerId = idOf<"member">(term.member_id)
  const paperId = await act(async (scope) => {
    const slips = { slipCompanyCode: "912345", slipClientCode: "77", slipAgentName: "みらい収納", slipDays: 0 }
    await saveBillingSettings(scope, { ...(await billingSettings(scope)), ...slips })
    await savePayerTerms(scope, payerId, { ...(await payerTerms(scope, payerId)), hasSlip: true })
    const recipients = [{ memberId: payerId, copies: 1 }]
    const order = { payerId, offerId: term.offer_id, recipients, sourceCode: "" }
    const { contract } = await placeOrder(scope, { ...order, channel: "phone", paymentWay: "convenience-store", startIssue: term.next }) // prettier-ignore
    const addressee = { name: "払込票の読者", department: "", honorific: "様" }
    return invoiceContract(scope, { contractId: contract.id, dueOn: calendarDate("2026-12-31"), addressee })
  })
  const [paper] = await look(
    (scope) => scope.sql<{ snapshot: BusinessPaper; total_yen: number }>`
      select snapshot, total_yen from issued_paper where id = ${paperId}::uuid`,
  )
  slip = { digits: paper?.snapshot.slip?.digits ?? "", yen: paper?.total_yen ?? 0 }
})
afterAll(() => browser.close())

const upload = async (page: Page, rows: readonly string[]) => {
  const buffer = Buffer.from(["払込票番号,収納日,金額,区分", ...rows].join("\r\n"))
  await page.setInputFiles("#slip-file", { name: "shuno.csv", mimeType: "text/csv", buffer })
  await page.getByRole("button", { name: "収納データを取り込む" }).click()
}

test("D5 コンビニ収納: the agent's data, its wrong rows by line, its payout once; a manager sees and does not book", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/slips`)
  await page.getByText("収納された払込票はまだありません").waitFor()
  await expectCleanPage(page, "empty")
  await upload(page, [`${slip.digits},2026-11-20,${slip.yen + 1},速報`])
  await page.getByText("払込票の金額").waitFor()
  await upload(page, [`${slip.digits},2026-11-20,${slip.yen},速報`])
  await page.getByText("速報 1件、速報取消 0件、確報 0件を取り込みました").waitFor()
  await upload(page, [`${slip.digits},2026-11-20,${slip.yen},確報`])
  await page.getByText("確報 1件を取り込みました").waitFor()
  await page.getByText("払込票の読者").waitFor()
  await expectCleanPage(page, "slips")

  await page.fill("[name=reference]", "2026-11-末")
  await page.fill("[name=collectedYen]", "一万円")
  await page.fill("[name=feeYen]", "220")
  await page.getByRole("button", { name: "入金を計上" }).click()
  await page.getByText("0以上の金額を数字で入力してください。").first().waitFor()
  expect(await page.inputValue("[name=reference]")).toBe("2026-11-末")
  await page.fill("[name=collectedYen]", "999,999,999")
  await page.getByRole("button", { name: "入金を計上" }).click()
  await page.getByText("これを超える入金は計上できません").first().waitFor()
  expect(await page.inputValue("[name=reference]")).toBe("2026-11-末")
  await page.fill("[name=collectedYen]", `${slip.yen.toLocaleString("ja-JP")}円`)
  await page.getByRole("button", { name: "入金を計上" }).click()
  await page.getByText("入金 2026-11-末 を計上しました").waitFor()
  // The form is a new one once the page has read the payout that it booked.
  await expect.poll(() => page.inputValue("[name=reference]")).toBe("")
  await page.fill("[name=reference]", "2026-11-末")
  await page.fill("[name=collectedYen]", String(slip.yen))
  await page.getByRole("button", { name: "入金を計上" }).click()
  await page.getByText("明細 2026-11-末 の入金は計上済みです。").waitFor()
  expect((await look(checkBooks)).differences).toEqual([])
  expect(desks.complaints).toEqual([])

  const manager = await desks.page("manager")
  await manager.goto(`${web.url}/console/slips`)
  await manager.getByText("払込票の読者").waitFor()
  expect(await manager.getByRole("button", { name: "入金を計上" }).count()).toBe(0)
})
