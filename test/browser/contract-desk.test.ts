import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { addStaff } from "#app/identity/add-staff.server.ts"
import type { Role } from "#app/identity/permission.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { expectCleanPage } from "#test/support/clean-page.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const password = "a password for tests"
const staff = ["administrator", "operator", "accountant", "manager"] as const satisfies Role[]
const desks = new Map<Role, BrowserContext>()
const complaints: string[] = []
let browser: Browser

type Sample = { id: string; number: string; payer: string; deferred: number }
let samples: Sample[] = []

const look = async <Row extends object>(run: Parameters<typeof readScope<Row[]>>[1]) =>
  readScope(await web.house.actor(), run)

beforeAll(async () => {
  web.house.setClock("2026-11-10T10:00:00+09:00")
  browser = await openBrowser()
  const actor = await web.house.actor()
  for (const role of staff) {
    await inScope(actor, (scope) => addStaff(scope, { email: `${role}@example.jp`, name: role, role, password }))
  }
  samples = await look(
    (scope) => scope.sql<Sample>`
      select contract.id, contract.number, payer.number as payer, position.deferred_yen as deferred
      from contract join contract_position as position on position.contract_id = contract.id
      join member as payer on payer.id = contract.payer_id join contract_line as line on line.contract_id = contract.id
      join publication on publication.id = contract.publication_id
      where contract.state = 'active' and position.served_units between 1 and contract.units - 6 and position.deferred_yen > 5000
        and publication.code = 'GARDEN'
      group by 1, 2, 3, 4 having count(*) = 1 and sum(line.copies) = 1 order by contract.number limit 5`,
  )
})

afterAll(() => browser.close())

/** A page of somebody's desk; he signs in once. */
async function desk(role: Role): Promise<Page> {
  const known = desks.get(role)
  const context = known ?? (await browser.newContext())
  const page = await context.newPage()
  await page.setViewportSize({ width: 1280, height: 844 })
  notePageErrors(page, complaints)
  if (!known) {
    desks.set(role, context)
    await page.goto(`${web.url}/sign-in?to=/console`)
    await page.fill("[name=email]", `${role}@example.jp`)
    await page.fill("[name=password]", password)
    await page.getByRole("button", { name: "サインイン" }).click()
    await page.waitForURL((url) => url.pathname === "/console")
  }
  return page
}

const open = async (role: Role, address: string) => {
  const page = await desk(role)
  const answer = await page.goto(web.url + address)
  await page.waitForLoadState("networkidle")
  return { page, status: answer?.status() }
}

const send = (page: Page, address: string, form: Readonly<Record<string, string>>) =>
  page.context().request.post(web.url + address, { form, headers: { origin: web.url }, maxRedirects: 0 })

const sample = (at: number): Sample => {
  const found = samples[at]
  if (!found) throw new Error("the legacy base has no such contract")
  return found
}

const eventsOf = (contractId: string) =>
  look(
    (scope) => scope.sql<{ kind: string; detail: unknown }>`
      select kind, detail from contract_event where contract_id = ${contractId}::uuid order by seq`,
  )

describe("a contract's life at the operator's desk", () => {
  test("B5 hold by keyboard: the form names the first issue; nonsense is refused and stays as typed", async () => {
    const { id } = sample(0)
    const { page } = await open("operator", `/console/contracts/${id}`)
    await page.keyboard.press("1")
    await page.waitForURL(/\/hold$/)
    expect(await page.locator("[name=fromIssue]").inputValue()).toBe("521")
    await page.selectOption("[name=fromIssue]", "523")
    await page.selectOption("[name=untilIssue]", "522")
    await page.fill("[name=note]", "長期出張")
    await page.getByRole("button", { name: "休止する" }).click()
    await page.getByText("再開号は第523号より後の号を指定してください。").first().waitFor()
    expect(await page.locator("[name=note]").inputValue()).toBe("長期出張")
    const refused = await send(page, `/console/contracts/${id}/hold`, { act: "hold", fromIssue: "abc", note: "残る" })
    expect(refused.status()).toBe(422)
    expect(await refused.text()).toContain("残る")
    await page.selectOption("[name=untilIssue]", "525")
    await page.getByRole("button", { name: "休止する" }).click()
    await page.getByText("登録しました: 休止する").waitFor()
    expect(await page.textContent("main")).toContain("第523号から第525号の前まで")
  })

  test("B5 the script of a reason, and a reader who stays, logged and led on to the hold", async () => {
    const { id } = sample(1)
    const { page } = await open("operator", `/console/contracts/${id}/cancel`)
    await page.selectOption("[name=reason]", "no-time")
    await page.getByRole("button", { name: "トークを見る" }).click()
    await page.getByText("お届けを止めておけます").waitFor()
    expect(await page.locator("[name=instead]:checked").inputValue()).toBe("hold")
    await page.getByRole("button", { name: "阻止を記録" }).click()
    await page.waitForURL(/\/hold$/)
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      kind: "retained",
      detail: { reason: "no-time", instead: "hold" },
    })
  })

  test("B5 a cancellation names its yen, and keeps to them; the refund is paid out by the accountant", async () => {
    const { id, number, deferred } = sample(2)
    const { page } = await open("operator", `/console/contracts/${id}/cancel?reason=moved`)
    const form = { intent: "cancel", reason: "moved", policy: "pro-rata", note: "" }
    const changed = await send(page, `/console/contracts/${id}/cancel`, { ...form, refundYen: String(deferred - 1) })
    expect(changed.status()).toBe(409)
    expect(await changed.text()).toContain("返金額が変わりました")
    await page.getByRole("button", { name: "解約する" }).click()
    const dialog = page.getByRole("alertdialog")
    expect(await dialog.textContent()).toContain(deferred.toLocaleString("ja-JP"))
    await dialog.getByRole("button", { name: "解約する" }).click()
    await page.getByText(`返金 ${deferred.toLocaleString("ja-JP")}円 を未払金に計上しました`).waitFor()
    expect((await eventsOf(id)).at(-1)).toMatchObject({ kind: "cancelled", detail: { reason: "moved" } })

    const { page: books } = await open("accountant", "/console/refunds")
    const row = books.getByRole("row").filter({ hasText: number })
    await row.getByRole("button", { name: "支払済みにする" }).click()
    await books.getByRole("alertdialog").getByRole("button", { name: "支払済みにする" }).click()
    await books.getByText("返金を支払済みにしました").waitFor()
    expect((await eventsOf(id)).at(-1)).toMatchObject({ kind: "refunded" })
  })

  test("A3 order entry: payer found, group of two, wrong number refused beside it, total shown, order's page", async () => {
    const { payer } = sample(3)
    const { payer: other } = sample(4)
    const { page } = await open("operator", "/console/orders/new")
    await page.locator("main [name=find]").fill(payer)
    await page.getByRole("button", { name: "探す" }).click()
    await page.getByRole("link", { name: /この会員で入力/ }).click()
    const offer = page.locator("[name=offer]")
    await offer.selectOption({ index: 1 })
    await page.locator("[name=startIssue]").selectOption({ index: 2 })
    await page.getByRole("button", { name: "お届け先を追加" }).click()
    await page.locator("[name='recipients[1].number']").fill("NOBODY")
    await page.locator("[name='recipients[1].copies']").fill("2")
    await page.getByText("この番号の会員は見つかりません").waitFor()
    expect(await page.getByText(/円 × 3部/).count()).toBe(1)
    await page.getByRole("button", { name: "受注を登録" }).click()
    await page.getByText("会員番号「NOBODY」は見つかりません。").first().waitFor()
    expect(await page.locator("[name='recipients[1].copies']").inputValue()).toBe("2")
    await page.locator("[name='recipients[1].number']").fill(other)
    await page.getByRole("button", { name: "受注を登録" }).click()
    await page.waitForURL(/\/console\/orders\/[0-9a-f-]{36}$/)
    await page.getByRole("heading", { name: /受注 T\d+/ }).waitFor()
    await page.locator("a[href^='/console/contracts/']").click()
    await page.getByText("新規契約").waitFor()
  })

  test("C6 a copy that came back is registered on the contract and solved in the list", async () => {
    const { id } = sample(4)
    await inScope(await web.house.actor(), async (scope) => {
      await scope.sql`
        with run as (
          insert into issue_run (organization_id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
          select organization_id, publication_id, 520, 'late', ${scope.today}::date, ${scope.now}, 'test'
          from contract where id = ${id}::uuid returning id, organization_id
        )
        insert into shipment (organization_id, issue_run_id, contract_id, line_no, recipient_id, copies, kind)
        select run.organization_id, run.id, line.contract_id, line.line_no, line.recipient_id, line.copies, 'paid'
        from run, contract_line as line where line.contract_id = ${id}::uuid`
    })
    const { page } = await open("operator", `/console/contracts/${id}/return`)
    await page.selectOption("[name=cause]", "moved")
    await page.getByRole("button", { name: "返戻を登録する" }).click()
    await page.getByText("登録しました: 返戻を登録する").waitFor()
    expect(await page.textContent("main")).toContain("宛先不明で停止")
    await page.goto(`${web.url}/console/returns`)
    await page.getByRole("button", { name: "解決" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "解決" }).click()
    await page.getByText("第521号から発送を再開します").waitFor()
  })

  test.each([
    ["operator", "hold", 200],
    ["operator", "payment", 403],
    ["operator", "allowance", 403],
    ["operator", "write-off", 403],
    ["accountant", "hold", 403],
    ["accountant", "payment", 200],
    ["accountant", "allowance", 200],
    ["manager", "copies", 403],
    ["manager", "payment", 403],
    ["administrator", "transfer", 200],
    ["administrator", "write-off", 200],
  ] as const)("N2 %s opens the form of %s: %i", async (role, act, expected) => {
    const { request } = (await desk(role)).context()
    expect((await request.get(`${web.url}/console/contracts/${sample(0).id}/${act}`)).status()).toBe(expected)
  })

  test("N2 another refund policy is for those who keep the books; a manager cancels nothing", async () => {
    const { id } = sample(3)
    const form = { intent: "cancel", reason: "other", refundYen: "0" }
    const post = async (role: Role, more: Record<string, string>) =>
      (await send(await desk(role), `/console/contracts/${id}/cancel`, { ...form, ...more })).status()
    expect(await post("operator", { policy: "none" })).toBe(403)
    expect(await post("manager", { policy: "pro-rata" })).toBe(403)
    expect(await post("accountant", { policy: "pro-rata" })).toBe(403)
    expect(await post("accountant", { policy: "none" })).toBe(302)
    expect((await open("manager", "/console/orders/new")).status).toBe(403)
    expect((await send(await desk("operator"), "/console/refunds", { number: "R000001", paidOn: "2026-11-10", way: "cash" })).status()).toBe(403) // prettier-ignore
  })

  test("axe finds nothing on a desk and on a phone, and no page scrolls sideways", async () => {
    const { id, payer } = sample(0)
    const base = `/console/contracts/${id}`
    const acts = ["", "/hold", "/recipient", "/renew", "/transfer", "/payment", "/cancel?reason=price"]
    const lists = ["/console/refunds", "/console/refunds?state=paid", "/console/returns", "/console/orders/new?find=ア"]
    const page = await desk("administrator")
    for (const address of [...acts.map((act) => base + act), ...lists, `/console/orders/new?payer=${payer}`]) {
      expect((await page.goto(web.url + address))?.status(), address).toBe(200)
      await expectCleanPage(page, address)
    }
  })

  test("no page complained, and the books tie out", async () => {
    expect(complaints).toEqual([])
    expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  })
})
