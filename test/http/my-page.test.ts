import { describe, expect, test } from "vitest"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, act, termAt, signedIn, eventsOf } = useMyPages()

describe("A9 sign-in by a mailed code", () => {
  test("the code opens the page, once, and the session dies at sign-out; only hashes are kept", async () => {
    const reader = new MyPageReader(web)
    expect((await reader.open()).headers.get("location")).toBe("/my/engei/sign-in?to=%2Fmy%2Fengei")
    const page = await reader.ask(termAt(0).email)
    const code = await reader.mailedCode(termAt(0).email)
    const answer = await reader.post(page, { code: ` ${code ?? ""} ` })
    expect(answer.status).toBe(302)
    expect(answer.headers.get("set-cookie")).toMatch(
      /^teiki-my-engei=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=2592000/,
    )
    expect(await (await reader.open()).text()).toContain(termAt(0).number)
    const kept = JSON.stringify(await look((scope) => scope.sql`select * from reader_code, reader_session`))
    expect(kept).not.toContain(reader.cookie.split("=")[1])
    expect((await reader.post(page, { code: code ?? "" })).status).toBe(422)
    const { cookie } = reader
    expect((await reader.post("/sign-out", {})).headers.get("location")).toBe("/my/engei/sign-in")
    reader.cookie = cookie
    expect((await reader.open()).status).toBe(302)
  })

  test("five wrong tries, or ten minutes, and the code is worth nothing", async () => {
    const reader = new MyPageReader(web)
    const { email } = termAt(1)
    const page = await reader.ask(email)
    const code = (await reader.mailedCode(email)) ?? ""
    const wrong = code === "000000" ? "000001" : "000000"
    for (let at = 0; at < 5; at += 1) {
      const refused = await reader.post(page, { code: wrong })
      expect(refused.status).toBe(422)
      expect(await refused.text()).toContain("確認コードが違うか、有効期限(10分)が切れています")
    }
    expect((await reader.post(page, { code })).status).toBe(422)
    const second = await reader.ask(email)
    const late = (await reader.mailedCode(email)) ?? ""
    web.house.setClock("2026-11-10T10:10:01+09:00")
    expect((await reader.post(second, { code: late })).status).toBe(422)
    expect((await reader.open(second)).status).toBe(404)
  })

  test("an unknown address gets the same answer and no mail; too many codes are refused", async () => {
    web.house.setClock("2026-11-10T10:30:00+09:00")
    const reader = new MyPageReader(web)
    const page = await reader.ask("nobody@my.example")
    expect(page).toMatch(/^\/my\/engei\/code\/[0-9a-f-]{36}$/)
    expect(await reader.mailedCode("nobody@my.example")).toBeNull()
    expect(await (await reader.open(page)).text()).toContain("ご登録があれば")
    expect((await reader.post(page, { code: "123456" })).status).toBe(422)
    const bad = await reader.post("/sign-in", { email: "これは違う" })
    expect(bad.status).toBe(422)
    expect(await bad.text()).toContain("これは違う")
    for (let at = 0; at < 4; at += 1) await reader.ask("nobody@my.example")
    const refused = await reader.post("/sign-in", { email: "nobody@my.example" })
    expect(await refused.text()).toContain("15分ほど待ってから")
    web.house.setClock("2026-11-10T11:00:00+09:00")
  })

  test("several members with one address: the reader chooses, and only among them", async () => {
    await act(
      (scope) =>
        scope.sql`update member set email = 'both@my.example' where id in (${termAt(2).member_id}::uuid, ${termAt(3).member_id}::uuid)`,
    )
    const reader = new MyPageReader(web)
    const choice = (await reader.signIn("both@my.example")).headers.get("location") ?? ""
    expect(reader.cookie).toBe("")
    expect(await (await reader.open(choice)).text()).toContain(termAt(3).number)
    const other = await reader.post(choice, { memberId: termAt(0).member_id })
    expect(other.status).toBe(422)
    expect(await other.text()).toContain("一覧からお選びください。")
    expect((await reader.post(choice, { memberId: termAt(3).member_id })).status).toBe(302)
    expect(await (await reader.open()).text()).toContain(termAt(3).number)
    expect((await reader.post(choice, { memberId: termAt(2).member_id })).status).toBe(404)
    for (const at of [2, 3])
      await act(
        (scope) => scope.sql`update member set email = ${termAt(at).email} where id = ${termAt(at).member_id}::uuid`,
      )
  })

  test("who cannot sign in finds help and a phone number, and leaves a note for the operators", async () => {
    const reader = new MyPageReader(web)
    expect(await (await reader.open("/help")).text()).toContain("読者係の電話")
    const empty = await reader.post("/help", { name: "岡田", contact: "", body: "届きません" })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain("届きません")
    await reader.post("/help", { name: "岡田", contact: termAt(0).email, body: "コードが届きません" })
    const [note] = await look((scope) => scope.sql`select member_id, is_signed_in, body from reader_opinion`)
    expect(note).toEqual({ member_id: termAt(0).member_id, is_signed_in: false, body: "コードが届きません" })
  })
})

describe("F18 a reader sees nothing but his own", () => {
  test("another member's contract is not there, on any page and for any act, and nothing changes", async () => {
    const reader = await signedIn(0)
    const other = termAt(1)
    const before = await eventsOf(other.contract_id)
    for (const page of ["", "/renew", "/cancel"]) {
      const path = `/contracts/${other.contract_id}${page}`
      expect((await reader.open(path)).status, path).toBe(404)
      const acts: Readonly<Record<string, string>>[] = [
        { intent: "hold", fromIssue: String(other.next) },
        { intent: "resume", fromIssue: String(other.next) },
        { intent: "decline" },
        { instead: "hold" },
        { reason: "price", refundYen: "0", agrees: "yes" },
        { offerId: other.offer_id, applicationId: other.member_id },
      ]
      for (const fields of acts)
        expect((await reader.post(path, fields)).status, `${path} ${JSON.stringify(fields)}`).toBeGreaterThanOrEqual(
          400,
        )
    }
    expect(await eventsOf(other.contract_id)).toEqual(before)
    expect(
      await look((scope) => scope.sql`select from application where renews_id = ${other.contract_id}::uuid`),
    ).toEqual([])
    const home = await (await reader.open()).text()
    expect(home).not.toContain(other.number)
  })

  test("a session of one publisher is none at another; without a session every page leads to sign-in", async () => {
    const reader = await signedIn(0)
    const elsewhere = await fetch(new URL("/my/nobody", web.url), {
      headers: { Cookie: reader.cookie },
      redirect: "manual",
    })
    expect(elsewhere.status).toBe(404)
    reader.cookie = ""
    for (const page of ["", "/address", "/profile", "/notices", "/opinion", `/contracts/${termAt(0).contract_id}`]) {
      expect((await reader.open(page)).headers.get("location"), page).toMatch(/^\/my\/engei\/sign-in/)
      if (page !== "") expect((await reader.post(page, {})).headers.get("location"), page).toBe("/my/engei/sign-in")
    }
  })
})
