import type { Browser, Page } from "playwright-core"
import { afterAll, beforeAll, expect, test } from "vitest"
import { openDatabase } from "#app/platform/database.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { receptionList } from "#app/seminars/office/seminar-papers.server.ts"
import { axeViolations } from "#test/support/axe.ts"
import { notePageErrors, openBrowser } from "#test/support/browser.ts"
import { keepPicture } from "#test/support/clean-page.ts"
import { allSent, deviceAt, openDoors, scan, verdict } from "#test/support/door-people.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
const complaints: string[] = []
let browser: Browser
let tokens: string[] = []
let seminarId = ""

beforeAll(async () => {
  browser = await openBrowser()
  const opened = await openDoors(web, "DOOR")
  tokens = opened.tokens
  seminarId = opened.seminarId
})

afterAll(() => browser.close())

const device = async (gate: string) => {
  const opened = await deviceAt(browser, web, "DOOR", gate)
  notePageErrors(opened.page, complaints)
  return opened
}

const events = async () =>
  readScope(
    await web.house.actor(),
    (scope) => scope.sql<{
      kind: string
      verdict: string
      device: string
      is_offline: boolean
      drift: number
      skew: number
    }>`
      select kind, verdict, device, is_offline, abs(extract(epoch from received_at - occurred_at))::integer as drift,
        abs(extract(epoch from device_at - occurred_at))::integer as skew
      from checkin_event order by received_at, occurred_at, nonce`,
  )
const accepted = async (kind = "entry") =>
  (await events()).filter((event) => event.verdict === "accepted" && event.kind === kind)

async function looked(page: Page, name: string) {
  // What goes away between being found and measured (送信, once all is sent) has no height any more.
  const low = await page
    .locator("main :is(button, a.touch, .control):visible, [role=dialog] :is(button, .control):visible") // prettier-ignore
    .evaluateAll((all) =>
      all.filter((one) => one.isConnected && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML),
    )
  expect(name.startsWith("console") ? [] : low, name).toEqual([])
  expect(await axeViolations(page), name).toEqual([])
  await keepPicture(page, name)
}

test("F8 F10 the door: scan, already, unpaid and collected, stand-in, walk-in, undo; another door sees it within seconds", async () => {
  const [{ page: north, context }, { page: south, context: other }] = [await device("北口"), await device("南口")]
  await looked(north, "door-idle")
  await scan(north, `HTTPS://X/T/ENGEI/${tokens[0] ?? ""}`)
  await verdict(north, "entered")
  await looked(north, "door-entered")
  const sentAt = performance.now()
  await south.locator("[data-count=entered]", { hasText: "1" }).waitFor()
  expect(performance.now() - sentAt).toBeLessThan(5_500)
  // A scanner types wherever the focus is.
  await south.getByRole("heading", { level: 1 }).click()
  await south.keyboard.type(`${tokens[0] ?? ""}\n`)
  await verdict(south, "already")
  expect(await south.locator("[data-verdict]").innerText()).toMatch(/13:2\d 北口/)
  await south.keyboard.press("F2")
  await south.keyboard.type("だいち")
  await south.getByRole("button", { name: "入場: 大地 実" }).click()
  await verdict(south, "unpaid")
  await looked(south, "door-unpaid")
  await south.getByRole("button", { name: "5,500円を徴収する" }).first().dblclick()
  await verdict(south, "paid")
  await south.keyboard.press("Escape")
  await south.getByRole("button", { name: "当日受付" }).click()
  await south.getByRole("button", { name: "受け付ける" }).last().click()
  await south.getByText("入力してください。").first().waitFor()
  await looked(south, "door-walk-in")
  await south.getByRole("textbox", { name: "姓 必須" }).fill("当日")
  await south.getByRole("textbox", { name: "セイ 必須" }).fill("とうじつ")
  await south.getByRole("button", { name: "受け付ける" }).last().click()
  await verdict(south, "walked-in")
  await allSent(south)
  await north.locator("[data-count=walkIns]", { hasText: "1" }).waitFor()
  await north.locator("[data-count=entered]", { hasText: "3" }).waitFor()
  await north.getByRole("button", { name: "詳細: 髙﨑 𠮷" }).click()
  await north.getByRole("button", { name: "取消: 髙﨑 𠮷" }).click()
  await verdict(north, "undone")
  await north.getByRole("button", { name: "代理出席" }).click()
  await north.getByRole("textbox", { name: "姓 必須" }).fill("代理")
  await north.getByRole("textbox", { name: "セイ 必須" }).fill("ダイリ")
  await north.getByRole("button", { name: "代理で受け付ける" }).click()
  await verdict(north, "stood-in")
  await allSent(north)
  expect(await accepted("payment")).toHaveLength(1)
  expect(await accepted("stand-in")).toHaveLength(1)
  // The device's clock is two weeks away from the house's.
  expect((await accepted()).every(({ drift, skew }) => drift < 60 && skew > 86_400)).toBe(true)
  await context.close()
  await other.close()
})

test("F10 the network is cut: reload opens the door, the queue outlives it, two doors take one ticket; restored: one entry and a conflict on the board", async () => {
  const [{ page: north, context }, { page: south, context: other }] = [await device("北口"), await device("南口")]
  const before = (await accepted()).length
  for (const one of [context, other]) await one.setOffline(true)
  for (const page of [north, south]) {
    await scan(page, tokens[3] ?? "")
    await verdict(page, "entered")
    await page.getByText("未送信 1件").waitFor()
    await page.reload()
    await page.getByText("未送信 1件").waitFor()
    await page.getByText("オフライン", { exact: true }).waitFor()
    await page.locator("[data-count=expected]", { hasText: "5" }).waitFor()
    await scan(page, tokens[3] ?? "")
    await verdict(page, "already")
  }
  await north.getByRole("button", { name: "入場: 遠藤 結" }).click()
  await verdict(north, "entered")
  await north.getByRole("button", { name: "端末", exact: true }).click()
  await north.getByRole("button", { name: "消してサインアウト" }).click()
  await north.getByText("消去もサインアウトもできません").waitFor()
  await looked(north, "door-device-blocked")
  await north.getByRole("checkbox", { name: "暗い画面にする" }).check()
  await north.keyboard.press("Escape")
  await north.setViewportSize({ width: 390, height: 844 })
  await looked(north, "door-offline-dark-390")
  const kept = await north.evaluate(keptOnDevice)
  expect(kept).toMatchObject({ isExtractable: false, rows: 3 })
  for (const name of ["遠藤", "小野寺", tokens[3] ?? ""]) expect(kept.text).not.toContain(name)
  expect((await accepted()).length).toBe(before)
  await context.setOffline(false)
  await allSent(north)
  await other.setOffline(false)
  await allSent(south)
  expect((await accepted()).length).toBe(before + 2)
  expect((await events()).filter(({ is_offline }) => is_offline)).toHaveLength(5)
  await south.getByText("衝突 1件").click()
  await south.locator("[data-conflict=double]").waitFor()
  await looked(south, "door-conflicts")
  await south.getByRole("button", { name: "別の人(二人)" }).click()
  await south.getByText("判断済み").waitFor()
  await south.goto(`${web.url}/console/seminars/${seminarId}`)
  await south.getByRole("link", { name: "衝突 0件" }).waitFor()
  expect(complaints).toEqual([])
  await context.close()
  await other.close()
})

/** Everything that the device holds, as bytes; and whether its key could be read. */
async function keptOnDevice() {
  const opened = indexedDB.open("teiki-door")
  const database = await new Promise<IDBDatabase>((done) => {
    opened.onsuccess = () => done(opened.result)
  })
  const all = (name: string) =>
    new Promise<unknown[]>((done) => {
      const asked = database.transaction(name).objectStore(name).getAll()
      asked.onsuccess = () => done(asked.result)
    })
  const texts: string[] = []
  const read = (value: unknown): void => {
    if (value instanceof ArrayBuffer) texts.push(new TextDecoder().decode(value))
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(read)
    else texts.push(String(value))
  }
  const rows = await all("queue")
  const snapshots = await all("snapshots")
  for (const one of [...rows, ...snapshots, ...(await all("device"))]) read(one)
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys())
      if (!request.url.includes("/assets/")) texts.push((await (await cache.match(request))?.text()) ?? "")
  }
  const [key] = await all("keys")
  return {
    rows: rows.length,
    snapshots: snapshots.length,
    text: texts.join("\n") + JSON.stringify(localStorage),
    isExtractable: key instanceof CryptoKey && key.extractable,
  }
}

test("F10 what the house does not take stands aside, to be sent again; signing out takes the names off the device, and so does the day after", async () => {
  const { page, context } = await device("東口")
  const owner = openDatabase(web.house.ownerUrl, 1)
  await owner.raw("update seminar set state = 'draft' where code = 'DOOR'")
  await page.getByRole("button", { name: "詳細: 遠藤 結" }).click()
  await page.getByRole("button", { name: "取消: 遠藤 結" }).click()
  await page.getByText("送れなかった記録が1件あります").waitFor()
  await page.reload().catch(() => undefined)
  await owner.raw("update seminar set state = 'published' where code = 'DOOR'")
  await owner.raw("update staff_session set expires_at = '2027-01-01'")
  await owner.destroy()
  await page.goto(`${web.url}/door/engei/DOOR`)
  await page.getByText("送れなかった記録が1件あります").waitFor()
  await page.getByRole("button", { name: "端末", exact: true }).click()
  await page.getByText("応答 404").waitFor()
  await looked(page, "door-aside")
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "ファイルに保存" }).click()]) // prettier-ignore
  expect(saved.suggestedFilename()).toBe("teiki-door.json")
  await page.getByRole("button", { name: "もう一度送る" }).click()
  await page.getByText("応答 404").waitFor({ state: "detached" })
  await expect.poll(async () => (await accepted("undo")).length).toBe(2)
  await page.keyboard.press("Escape")
  // A day and more after the end nothing that names people is left.
  const kept = () => page.evaluate(keptOnDevice).then(({ snapshots }) => snapshots)
  expect(await kept()).toBe(1)
  web.house.setClock("2026-12-11T16:30:00+09:00")
  await expect.poll(kept, { timeout: 10_000 }).toBe(0)
  web.house.setClock("2026-12-10T13:20:00+09:00")
  await page.getByRole("button", { name: "端末", exact: true }).click()
  await page.getByRole("button", { name: "消してサインアウト" }).click()
  await page.waitForURL((url) => !url.pathname.startsWith("/door/"))
  await page.goto(`${web.url}/door/engei/DOOR`)
  expect(page.url()).toContain("/sign-in")
  await context.close()
})

test("F7 紙から戻す on the screen: rows with their errors beside them, what is to be mended stays", async () => {
  await inScope(await web.house.actor(), (scope) => receptionList(scope, seminarId))
  const { page, context } = await device("西口")
  await page.getByRole("link", { name: "紙から戻す" }).click()
  await page.getByRole("textbox", { name: /行番号/ }).fill("1-2,77")
  await page.getByRole("button", { name: "入場を登録" }).click()
  await page.locator("[data-outcome=no-such-row]").waitFor()
  expect(await page.getByRole("textbox", { name: /行番号/ }).inputValue()).toBe("77")
  await page.setViewportSize({ width: 390, height: 844 })
  await looked(page, "door-paper-390")
  await page.goto(`${web.url}/door/engei`)
  await page.getByRole("link", { name: "受付を開く" }).waitFor()
  await looked(page, "doors-of-the-day")
  await context.close()
})

test("F10 entered, already and unknown sound each otherwise; a device that is to be silent is", async () => {
  const { page, context } = await device("東口")
  await page.evaluate(() => {
    const heard: number[][] = []
    const start: unknown = Reflect.get(OscillatorNode.prototype, "start")
    OscillatorNode.prototype.start = function (when) {
      heard.push([Math.round(this.frequency.value)])
      document.documentElement.dataset.heard = heard.join(" ")
      if (typeof start === "function") Reflect.apply(start, this, [when])
    }
  })
  const heard = async () => (await page.locator("html").getAttribute("data-heard")) ?? ""
  await scan(page, tokens[3] ?? "")
  await verdict(page, "already")
  expect(await heard()).toBe("660 660")
  await scan(page, "NOBODY")
  await verdict(page, "unknown")
  expect(await heard()).toBe("660 660 220")
  await page.getByRole("button", { name: "端末", exact: true }).click()
  await page.getByRole("checkbox", { name: "音を鳴らさない" }).check()
  await page.keyboard.press("Escape")
  await scan(page, "NOBODY-ELSE")
  await page.locator("[data-verdict=unknown]").waitFor()
  await allSent(page)
  expect(await heard()).toBe("660 660 220")
  await context.close()
})

test("N3 staff of the door find no box for members, whom they may not search", async () => {
  const { page, context } = await device("裏口")
  await page.goto(`${web.url}/console/seminars`)
  await page.getByRole("heading", { name: "セミナー", level: 1 }).waitFor()
  expect(await page.locator("form[action='/console/members']").count()).toBe(0)
  await page.setViewportSize({ width: 390, height: 844 })
  await looked(page, "console-of-the-door")
  await context.close()
})
