import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { paid, seminarGiven } from "#test/support/seminar-world.ts"
import type { TestWeb } from "#test/support/use-web.ts"

export const doorPassword = "a password for tests"

const names = [
  ["髙﨑", "𠮷", "タカサキ", "ヨシ"],
  ["遠藤", "結", "エンドウ", "ユイ"],
  ["大地", "実", "ダイチ", "ミノル"],
  ["小野寺", "薫", "オノデラ", "カオル"],
] as const

/** Staff and four people of a seminar at 13:30 on 10 December, the third of whom owes 5,500 yen; gives their tickets in this order. */
export async function openDoors(web: TestWeb, code: string): Promise<{ seminarId: string; tokens: string[] }> {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  const made = await inScope(await web.house.actor(), async (scope) => {
    await addStaff(scope, { email: "door@example.jp", name: "受付 係", role: "seminar-staff", password: doorPassword })
    const fees = [{ name: "招待", priceYen: 0 }, { name: "一般", priceYen: 5_500 }] // prettier-ignore
    await saveSeminars(
      scope,
      SeminarFile.parse({
        rooms: [{ code: "KANDA", name: "神田ホール", capacity: 200 }],
        seminars: [seminarGiven(code, paid(0, { fees, ways: ["free", "onsite"] }))],
      }),
    )
    const orders: string[] = []
    for (const at of names.keys()) orders.push(await applyFor(scope, code, at))
    await issueTickets(scope, orders)
    const [seminar] = await scope.sql<{ id: string }>`select id from seminar where code = ${code}`
    const sealed = await scope.sql<{ sealed: string }>`
      select token_sealed as sealed from ticket join registration on registration.id = registration_id order by email`
    return { seminarId: seminar?.id ?? "", tokens: sealed.map((one) => unseal(one.sealed)) }
  })
  web.house.setClock("2026-12-10T13:20:00+09:00")
  return made
}

async function applyFor(scope: Scope, code: string, at: number): Promise<string> {
  const fees = await scope.sql<{ id: string }>`
    select fee_type.id from fee_type join seminar on seminar.id = seminar_id where seminar.code = ${code} order by seq`
  const [made] = await scope.sql<{ id: string }>`select new_id() as id`
  const [familyName, givenName, familyNameKana, givenNameKana] = names[at] ?? names[0]
  const form = seminarForm("ja").parse({
    ...{
      orderId: made?.id,
      fee: fees[at === 2 ? 1 : 0]?.id,
      way: at === 2 ? "onsite" : "free",
      attends: "yes",
      agrees: "yes",
    },
    ...{ familyName, givenName, familyNameKana, givenNameKana },
    ...{ email: `door${at}@example.jp`, phone: `03-9999-000${at}` },
  })
  await saveSeminarApplication(scope, { code, form, channel: "web", sourceCode: "", sourcePage: "" })
  await placeSeminarOrder(scope, form.orderId)
  return form.orderId
}

/** A device at a door: its own browser profile, signed in, named, and ready to go on without the network. */
export async function deviceAt(
  browser: Browser,
  web: TestWeb,
  code: string,
  gate: string,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  const page = await context.newPage()
  await page.goto(`${web.url}/door/engei/${code}`)
  await page.fill("[name=email]", "door@example.jp")
  await page.fill("[name=password]", doorPassword)
  await page.getByRole("button", { name: "サインイン" }).click()
  await page.waitForURL(`**/door/engei/${code}`)
  await page.fill("[name=gate]", gate)
  await page.getByRole("button", { name: "決める" }).click()
  await page.locator("[data-count=expected]", { hasText: /[1-9]/ }).waitFor()
  await page.getByText("オフライン対応済み").waitFor()
  return { page, context }
}

export async function scan(page: Page, code: string) {
  await page.fill("#scan", code)
  await page.keyboard.press("Enter")
}

export const verdict = (page: Page, kind: string) => page.locator(`[data-verdict=${kind}]`).waitFor()
export const allSent = (page: Page) => page.getByText("未送信").waitFor({ state: "detached" })
