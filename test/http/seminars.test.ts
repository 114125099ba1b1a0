import { readFileSync } from "node:fs"
import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { parse } from "yaml"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { saveSeminars } from "#app/seminars/plan/save-seminars.server.ts"
import { SeminarFile } from "#app/seminars/seminar-file.ts"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { sessionOf } from "#test/support/reader.ts"
import { seminarGiven } from "#test/support/seminar-world.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")
let count = 0

beforeAll(async () => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
  const file = SeminarFile.parse(parse(readFileSync("db/seeds/seminars.yaml", "utf8")))
  const one = SeminarFile.parse({ seminars: [seminarGiven("ONE", { pools: [{ name: "会場", capacity: 1 }] })] })
  await inScope(await web.house.actor(), async (scope) => {
    await saveSeminars(scope, file)
    await saveSeminars(scope, one)
  })
})

beforeEach(() => {
  web.house.setClock("2026-11-20T10:00:00+09:00")
})

const get = (path: string) => fetch(new URL(path, web.url), { redirect: "manual" })
const post = (path: string, fields: Readonly<Record<string, string>>) =>
  fetch(new URL(path, web.url), {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { Origin: web.url },
    redirect: "manual",
  })

/** What somebody types; everybody is a new person. */
function person(): Record<string, string> {
  count += 1
  return {
    ...{
      familyName: "髙﨑",
      givenName: "𠮷",
      familyNameKana: "たかさき",
      givenNameKana: "アイウエオカキクケコ".charAt(count),
    },
    ...{ email: `guest${count}@example.jp`, phone: `０３－７７７７－${String(count).padStart(4, "0")}` },
    ...{ attends: "yes", allowsReminder: "yes", agrees: "yes" },
  }
}

/** Opens the form, fills it in and gives the address of the final confirmation. */
async function fill(code: string, changes: Readonly<Record<string, string>> = {}): Promise<string> {
  const page = await (await get(`/o/engei/seminars/${code}/apply`)).text()
  const orderId = /name="orderId" value="([^"]+)"/.exec(page)?.[1] ?? ""
  const fee = /name="fee"[^>]*value="([^"]+)"/.exec(page)?.[1] ?? ""
  const way = page.includes('name="way" value="free"') ? "free" : "card"
  const answer = await post(`/o/engei/seminars/${code}/apply`, { ...person(), orderId, fee, way, ...changes })
  return answer.headers.get("location") ?? `status ${answer.status}: ${await answer.text()}`
}

const textOf = async (path: string) => (await get(path)).text()

describe("the public pages", () => {
  test("F2 who asks for English in the address reads English on, with the organizer's and the room's English names", async () => {
    const page = await textOf("/o/engei/seminars/ROSE-2026-12?lang=en")
    for (const words of ["Kanda Flower Hall", "10 Dec 2026, 10:00", "Winter roses"]) expect(page).toContain(words)
    const form = await textOf("/o/engei/seminars/ONLINE-2026-12/apply?lang=en")
    const [orderId = "", fee = ""] = [/name="orderId" value="([^"]+)"/, /name="fee"[^>]*value="([^"]+)"/].map((one) => one.exec(form)?.[1]) // prettier-ignore
    const answer = await post("/o/engei/seminars/ONLINE-2026-12/apply?lang=en", { ...person(), orderId, fee, way: "free" }) // prettier-ignore
    expect(answer.headers.get("location")).toContain("/seminar-orders/")
    expect(answer.headers.get("set-cookie")).toContain("lang=en")
  })

  test("F2 the list and the page show what is open, with seats left, fees and the cancellation rule", async () => {
    const list = await textOf("/o/engei/seminars")
    expect(list).toContain("冬のバラ 剪定と誘引の実技")
    expect(list).toContain("はじめての室内グリーン")
    const page = await textOf("/o/engei/seminars/ROSE-2026-12")
    expect(page).toContain("早割")
    expect(page).toContain("開催日の7日前から30%、2日前から50%、当日100%")
    expect((await get("/o/engei/seminars/NONE")).status).toBe(404)
    expect((await get("/o/engei/seminars/NONE/calendar.ics")).status).toBe(404)
  })

  test("F2 the button's answer counts the seats for every origin, and the calendar file folds its lines", async () => {
    const answer = await get("/embed/v1/seminars/engei/BONSAI-2026-12")
    expect(answer.headers.get("access-control-allow-origin")).toBe("*")
    expect(await answer.json()).toMatchObject({ left: 2, fromYen: 8_800, openness: "open" })
    const calendar = await textOf("/o/engei/seminars/ROSE-2026-12/calendar.ics")
    expect(calendar).toContain("DTSTART:20261210T010000Z")
    expect(calendar.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  })

  test("F2 F4 a free seminar is applied for in two steps; what is wrong is said beside its field", async () => {
    const page = await fill("ONLINE-2026-12", { phone: "12", familyName: "" })
    expect(page).toContain("status 422")
    expect(page).toContain("電話番号は数字10〜11桁で入力してください")
    const confirmation = await fill("ONLINE-2026-12")
    expect(await textOf(confirmation)).toContain("まだお申し込みは完了していません")
    await post(confirmation, { act: "place" })
    await post(confirmation, { act: "place" })
    const done = await textOf(confirmation)
    expect(done).toContain("お申し込みを承りました")
    const join = /seminar-orders\/[^"]+\/join\/[0-9a-f]+/.exec(done)?.[0] ?? ""
    expect((await get(`/o/engei/${join}`)).headers.get("location")).toBe("https://meet.example/engei-green")
    const [mail] = await readScope(
      await web.house.actor(),
      (scope) => scope.sql<{ mails: number }>`
        select count(*)::integer as mails from outbox where kind = 'seminar' and recipient = ${`guest${count}@example.jp`}`,
    )
    expect(mail?.mails).toBe(1)
  })

  test("F2 full while he confirms: he is told so, waits, and is offered the seat that becomes free", async () => {
    const [first, second] = [await fill("ONE"), await fill("ONE")]
    await post(first, { act: "place" })
    const told = await post(second, { act: "place" })
    expect(told.status).toBe(409)
    expect(await told.text()).toContain("満席になりました")
    await post(second, { act: "wait" })
    expect(await textOf(second)).toContain("キャンセル待ち")
    await post(first, { act: "cancel" })
    expect(await textOf(second)).toContain("お席をご用意できました")
    await post(second, { act: "place" })
    expect(await textOf(second)).toContain("お申し込みを承りました")
    expect(await (await get("/embed/v1/seminars/engei/ONE")).json()).toMatchObject({
      left: 0,
      openness: "waiting-list",
    })
  })
})

describe("paying by card", () => {
  const ask = { "answers[0]": "はじめて", "answers[1]": "" }

  test("D2 F11 the seat is held, the card page opened once, and the payment confirms it; the books tie out", async () => {
    const confirmation = await fill("ROSE-2026-12", ask)
    const pages = [await post(confirmation, { act: "place" }), await post(confirmation, { act: "place" })]
    const [session, again] = pages.map((page) => sessionOf(page.headers.get("location") ?? ""))
    expect(again).toBe(session)
    await web.simulator.control.completeSession(session ?? "", { card: "4242" })
    expect(await textOf(`${confirmation}?session=${session ?? ""}`)).toContain("お支払い済み")
    await web.simulator.control.deliverAll({ duplicates: 2 })
    await applyStripeEvents(await web.house.actor())
    const [row] = await readScope(
      await web.house.actor(),
      (scope) => scope.sql`
        select count(*)::integer as payments, sum(allocation.amount_yen)::integer as yen
        from seminar_payment_allocation as allocation join seminar_order on seminar_order.id = order_id
        where form->'payer'->>'email' = ${`guest${count}@example.jp`}`,
    )
    expect(row).toEqual({ payments: 1, yen: 4_400 })
    expect((await readScope(await web.house.actor(), checkBooks)).differences).toEqual([])
  })

  test("F4 a required question unanswered, a member's fee for a stranger and a forged address get nothing", async () => {
    expect(await fill("ROSE-2026-12")).toContain("バラの栽培経験")
    const confirmation = await fill("ROSE-2026-12", ask)
    const forged = confirmation.replace(/.$/, (last) => (last === "A" ? "B" : "A"))
    expect((await get(forged)).status).toBe(404)
    expect((await post(confirmation, { act: "sell" })).status).toBe(400)
  })
})

describe("applications by another program", () => {
  const send = (body: object) =>
    fetch(new URL("/api/v1/seminars/engei/ONLINE-2026-12/applications", web.url), {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json" },
    })

  test("F2 the same key is the same order; what is unfit is named; card seminars are refused", async () => {
    const fee = /name="fee"[^>]*value="([^"]+)"/.exec(await textOf("/o/engei/seminars/ONLINE-2026-12/apply"))?.[1]
    const body = { ...person(), orderId: "0198f000-0000-7000-8000-0000000000aa", fee, way: "free" }
    const answers = await Promise.all([send(body), send(body), send(body)])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    const placed = await Promise.all(answers.map((answer) => answer.json()))
    expect(placed[0]).toMatchObject({ state: "confirmed" })
    expect(placed[1]).toEqual(placed[0])
    expect((await send({ ...body, email: "x" })).status).toBe(422)
    expect((await send({ ...body, way: "card" })).status).toBe(422)
  })
})
