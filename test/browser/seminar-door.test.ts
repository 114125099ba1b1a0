import AxeBuilder from "@axe-core/playwright"
import { mkdirSync } from "node:fs"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { signed, unseal } from "#app/platform/seal.server.ts"
import { placeSeminarOrder } from "#app/seminars/apply/place-seminar-order.server.ts"
import { saveSeminarApplication } from "#app/seminars/apply/save-seminar-application.server.ts"
import { seminarForm } from "#app/seminars/apply/seminar-form.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { openBrowser } from "#test/support/browser.ts"
import { paid, seminarGiven } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const password = "a password for tests"
const names = [["髙﨑", "𠮷", "タカサキ", "ヨシ"], ["遠藤", "結", "エンドウ", "ユイ"], ["大地", "実", "ダイチ", "ミノル"]] as const // prettier-ignore
const complaints: string[] = []
let browser: Browser
let staff: BrowserContext
let tokens: string[] = []
let seminarId = ""

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  browser = await openBrowser()
  const actor = await web.house.actor()
  await inScope(actor, async (scope) => {
    await addStaff(scope, { email: "door@example.jp", name: "受付 係", role: "seminar-staff", password })
    const seminars = [seminarGiven("DOOR", paid(0, { fees: [{ name: "招待", priceYen: 0 }, { name: "一般", priceYen: 5_500 }], ways: ["free", "onsite"] }))] // prettier-ignore
    await saveSeminars(
      scope,
      SeminarFile.parse({ rooms: [{ code: "KANDA", name: "神田ホール", capacity: 200 }], seminars }),
    )
    const [seminar] = await scope.sql<{ id: string }>`select id from seminar where code = 'DOOR'`
    seminarId = seminar?.id ?? ""
    const fees = await scope.sql<{
      id: string
    }>`select id from fee_type where seminar_id = ${seminarId}::uuid order by seq`
    const orders: string[] = []
    for (const [at, [familyName, givenName, familyNameKana, givenNameKana]] of names.entries()) {
      const [made] = await scope.sql<{ id: string }>`select new_id() as id`
      const form = seminarForm("ja").parse({
        ...{
          orderId: made?.id,
          fee: fees[at === 2 ? 1 : 0]?.id,
          way: at === 2 ? "onsite" : "free",
          attends: "yes",
          agrees: "yes",
        },
        ...{
          familyName,
          givenName,
          familyNameKana,
          givenNameKana,
          email: `door${at}@example.jp`,
          phone: `03-9999-000${at}`,
        },
      })
      orders.push(
        await saveSeminarApplication(scope, { code: "DOOR", form, channel: "web", sourceCode: "", sourcePage: "" }),
      )
      await placeSeminarOrder(scope, form.orderId)
    }
    await issueTickets(scope, orders)
    const sealed = await scope.sql<{ sealed: string }>`
      select token_sealed as sealed from ticket join registration on registration.id = registration_id order by email`
    tokens = sealed.map((one) => unseal(one.sealed))
  })
  web.house.setClock("2026-12-10T13:20:00+09:00")
  staff = await browser.newContext({ viewport: { width: 1280, height: 900 } })
})

afterAll(() => browser.close())

async function door(): Promise<Page> {
  const page = await staff.newPage()
  page.on("pageerror", (error) => complaints.push(error.message))
  await page.goto(`${web.url}/door/engei/DOOR`)
  if (page.url().includes("/sign-in")) {
    await page.fill("[name=email]", "door@example.jp")
    await page.fill("[name=password]", password)
    await page.getByRole("button", { name: "サインイン" }).click()
    await page.waitForURL("**/door/engei/DOOR")
  }
  await page.waitForLoadState("networkidle")
  return page
}

async function scan(page: Page, code: string) {
  await page.fill("#scan", code)
  await page.keyboard.press("Enter")
}

const verdict = (page: Page, kind: string) => page.locator(`[data-verdict=${kind}]`).waitFor()

const events = async () =>
  readScope(
    await web.house.actor(),
    (scope) => scope.sql<{ verdict: string; reason: string; is_offline: boolean }>`
      select verdict, reason, is_offline from checkin_event order by received_at, occurred_at`,
  )

async function looked(page: Page, name: string) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes[0]?.html ?? ""}`)).toEqual([])
  const folder = process.env.TEIKI_PICTURES
  if (folder === undefined) return
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png` })
}

test(
  "F8 F10 the door: scan, already, unpaid, another door within seconds, and the network cut and restored",
  { timeout: 120_000 },
  async () => {
    const page = await door()
    await looked(page, "door-idle")
    await scan(page, `HTTPS://X/T/ENGEI/${tokens[0] ?? ""}`)
    await verdict(page, "entered")
    await page.locator("[data-count=entered]", { hasText: "1" }).waitFor()
    await looked(page, "door-entered")
    const second = await door()
    await second.locator("[data-count=entered]", { hasText: "1" }).waitFor()
    await scan(second, tokens[0] ?? "")
    await verdict(second, "already")
    await second.getByRole("button", { name: "入場: 大地 実" }).click()
    await verdict(second, "unpaid")
    await looked(second, "door-unpaid")
    await second.getByRole("button", { name: "通す" }).click()
    await verdict(second, "entered")
    // The network goes; the door does not.
    await page.getByText("未送信").waitFor({ state: "detached" })
    await staff.setOffline(true)
    await page.getByRole("button", { name: "入場: 遠藤 結" }).click()
    await verdict(page, "entered")
    await page.getByText("オフライン").waitFor()
    await page.getByText("未送信 1件").waitFor()
    await page.emulateMedia({ colorScheme: "dark" })
    await page.setViewportSize({ width: 390, height: 844 })
    await looked(page, "door-offline-dark-390")
    expect((await events()).filter(({ verdict }) => verdict === "accepted")).toHaveLength(2)
    await staff.setOffline(false)
    await page.getByText("未送信 1件").waitFor({ state: "detached" })
    const all = await events()
    expect(all.filter(({ verdict }) => verdict === "accepted")).toHaveLength(3)
    expect(all.map(({ reason }) => reason)).toContain("unpaid")
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain("遠藤")
    expect(complaints).toEqual([])
  },
)

test("F10 a device posts its scans with the door's key, and nothing without it", async () => {
  const post = (key: string) =>
    fetch(`${web.url}/api/v1/check-ins`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify({
        device: "gate-1",
        checkIns: [
          { nonce: "0198f000-0000-4000-8000-0000000000bb", code: tokens[1], occurredAt: "2026-12-10T13:19:00+09:00" },
        ],
      }),
    })
  expect((await post("engei:x.forged")).status).toBe(401)
  const answer = await post(signed("door-key", `engei:${seminarId}`))
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ verdicts: [{ verdict: "duplicate" }] })
})

test("N3 staff of the door find no box for members, whom they may not search", async () => {
  const page = await door()
  await page.goto(`${web.url}/console/seminars`)
  await page.getByRole("heading", { name: "セミナー", level: 1 }).waitFor()
  expect(await page.locator("form[action='/console/members']").count()).toBe(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await looked(page, "console-of-the-door")
  await page.close()
})
