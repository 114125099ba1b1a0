import type { Browser } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readScope } from "#app/platform/scope.server.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { openBrowser } from "#test/support/browser.ts"
import { Desks } from "#test/support/desk.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let browser: Browser
const desks = new Desks(web, () => browser)

beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

test("E6 a voucher by hand is asked for by one and approved by another; what is wrong is said and what was typed stays", async () => {
  const page = await desks.page("accountant")
  await page.goto(`${web.url}/console/approvals/new`)
  await page.fill("[name=description]", "振込手数料 11月分")
  await page.fill("[name=reason]", "銀行の明細")
  await page.selectOption("[name=account-1]", "745")
  await page.fill("[name=debit-1]", "３３０")
  await page.selectOption("[name=account-2]", "111")
  await page.fill("[name=credit-2]", "300")
  await page.getByRole("button", { name: "承認を依頼する" }).click()
  await page.getByText("借方330円と貸方300円が一致しません。").waitFor()
  expect(await page.inputValue("[name=credit-2]")).toBe("300")
  await page.fill("[name=credit-2]", "330")
  await expectCleanPage(page, "new")
  await page.getByRole("button", { name: "承認を依頼する" }).click()
  await page.getByText("依頼しました。別の担当者の承認を待っています。").waitFor()
  await page.getByRole("button", { name: "承認する" }).click()
  await page.getByRole("alertdialog").getByRole("button", { name: "承認する" }).click()
  await page.getByText("依頼した本人は承認できません。").waitFor()
  await expectCleanPage(page, "waiting")

  const second = await desks.page("administrator", 390)
  await second.goto(`${web.url}/console/approvals`)
  await second.getByRole("button", { name: "承認する" }).click()
  await expectCleanPage(second, "dialog")
  await second.getByRole("alertdialog").getByRole("button", { name: "承認する" }).click()
  await second.getByText("承認しました。").waitFor()
  const [voucher] = await readScope(
    await web.house.actor(),
    (scope) =>
      scope.sql<{ id: string; kind: string }>`select id, kind from voucher where description = '振込手数料 11月分'`,
  )
  expect(voucher?.kind).toBe("manual")

  await page.goto(`${web.url}/console/vouchers/${voucher?.id ?? ""}`)
  await page.getByRole("button", { name: "取り消す(赤伝)" }).click()
  await page.fill("[name=reason]", "二重計上")
  await page.getByRole("alertdialog").getByRole("button", { name: "取り消す(赤伝)" }).click()
  await page.getByText("依頼しました。別の担当者の承認を待っています。").waitFor()
  expect(page.url()).toContain("/console/approvals")
  const manager = await desks.page("manager")
  await manager.goto(`${web.url}/console/approvals`)
  await manager.getByText("二重計上").waitFor()
  expect(await manager.getByRole("button", { name: "承認する" }).count()).toBe(0)
  expect(desks.complaints).toEqual([])
})
