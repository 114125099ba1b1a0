import { beforeAll, describe, expect, test } from "vitest"
import { memberOfUnsubscribeToken, unsubscribeUrl } from "#app/notices/unsubscribe-token.server.ts"
import { mayStop, noticeKinds } from "#app/notices/notice-kinds.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { MyPageReader } from "#test/support/my-page-reader.ts"
import { Reader, sessionOf } from "#test/support/reader.ts"
import { useWeb } from "#test/support/use-web.ts"

const web = useWeb("legacy")

type Term = { contract_id: string; offer_id: string; member_id: string; number: string; email: string; next: number }
let terms: Term[] = []
const look = async <Result>(run: (scope: Scope) => Promise<Result>) => readScope(await web.house.actor(), run)
const act = async <Result>(run: (scope: Scope) => Promise<Result>) => inScope(await web.house.actor(), run)

beforeAll(async () => {
  web.house.setClock("2026-11-10T10:00:00+09:00")
  // Readers who pay for one running term of the monthly title each, with mail addresses of their own.
  terms = await act(
    (scope) => scope.sql<Term>`
      with chosen as (
        select contract.id, contract.offer_id, contract.payer_id, row_number() over (order by contract.number) as at,
          (select min(number) from issue where publication_id = contract.publication_id and shipped_on is null and skipped_on is null)
            as next
        from contract join contract_position as position on position.contract_id = contract.id
        join publication on publication.id = contract.publication_id and publication.code = 'GARDEN'
        where contract.state = 'active' and contract.price_yen > 0 and position.deferred_yen > 0 and contract.start_issue <= 521
          and position.served_units < contract.units - 3 and contract.payer_id in (
            select payer_id from contract group by payer_id having count(*) = 1)
        limit 8
      )
      update member set email = 'reader' || chosen.at || '@my.example' from chosen where member.id = chosen.payer_id
      returning chosen.id as contract_id, chosen.offer_id, member.id as member_id, member.number, member.email, chosen.next`,
  )
  terms.sort((one, other) => one.email.localeCompare(other.email))
})

const termAt = (at: number): Term => {
  const term = terms[at]
  if (!term) throw new Error("too few running terms in the demo data")
  return term
}

async function signedIn(at: number): Promise<MyPageReader> {
  const reader = new MyPageReader(web)
  expect((await reader.signIn(termAt(at).email)).headers.get("location")).toBe("/my/engei")
  return reader
}

const eventsOf = (contractId: string) =>
  look(
    (scope) => scope.sql<{ kind: string; recorded_by: string }>`
      select kind, recorded_by from contract_event where contract_id = ${contractId}::uuid order by seq desc`,
  )

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

describe("contracts on the reader's own page", () => {
  test("A4 the address changes from an issue on; the page names the first issue of each title", async () => {
    const reader = await signedIn(0)
    const page = await (await reader.open("/address")).text()
    expect(page).toContain(`第${String(termAt(0).next)}号`)
    const days = [...page.matchAll(/name="effectiveOn"[^>]*value="([\d-]+)"/g)].map(([, on]) => on ?? "")
    expect(days.length).toBeGreaterThan(2)
    const address = {
      postalCode: "１５０-０００１",
      prefecture: "東京都",
      city: "渋谷区",
      street: "神宮前1-2-3",
      building: "",
    }
    const past = await reader.post("/address", { ...address, effectiveOn: "2026-11-09" })
    expect(await past.text()).toContain("今日より前の日付からは変更できません。")
    expect((await reader.post("/address", { ...address, street: "", effectiveOn: days[1] ?? "" })).status).toBe(422)
    expect((await reader.post("/address", { ...address, effectiveOn: days[1] ?? "" })).status).toBe(302)
    expect(await (await reader.open("/address")).text()).toContain("渋谷区神宮前1-2-3")
    const [member] = await look((scope) => scope.sql`select city from member where id = ${termAt(0).member_id}::uuid`)
    expect(member).not.toEqual({ city: "渋谷区" })
  })

  test("hold and resume from an issue; one that has shipped is refused beside its field", async () => {
    const reader = await signedIn(0)
    const { contract_id, next } = termAt(0)
    const path = `/contracts/${contract_id}`
    expect(await (await reader.open(path)).text()).toContain(`第${String(next)}号)から休止できます`)
    const late = await reader.post(path, { intent: "hold", fromIssue: String(next - 1) })
    expect(late.status).toBe(422)
    expect(await late.text()).toContain(`第${String(next)}号以降を指定してください。`)
    expect((await reader.post(path, { intent: "hold", fromIssue: String(next) })).status).toBe(302)
    expect(await (await reader.open()).text()).toContain(`第${String(next)}号から休止`)
    expect((await reader.post(path, { intent: "resume", fromIssue: String(next + 1) })).status).toBe(302)
    expect((await eventsOf(contract_id)).slice(0, 2)).toEqual([
      { kind: "resumed", recorded_by: `reader:${termAt(0).number}` },
      { kind: "held", recorded_by: `reader:${termAt(0).number}` },
    ])
  })

  test("renewal without a letter: the application flow, credited to no notice", async () => {
    const reader = await signedIn(1)
    const { contract_id, offer_id } = termAt(1)
    const path = `/contracts/${contract_id}/renew`
    const applicationId = /name="applicationId" value="([^"]+)"/.exec(await (await reader.open(path)).text())?.[1] ?? ""
    expect((await reader.post(path, { applicationId, offerId: "" })).status).toBe(422)
    const confirmation = (await reader.post(path, { applicationId, offerId: offer_id })).headers.get("location") ?? ""
    expect(await (await reader.open(confirmation)).text()).toContain("今のご契約に続けて")
    const payer = new Reader(web.url, {})
    const session = sessionOf(await payer.confirm(confirmation))
    await web.simulator.control.completeSession(session, { card: "4242" })
    expect(await payer.comeBack(confirmation, session)).toContain("お申し込みを受け付けました")
    const [term] = await look(
      (scope) => scope.sql`select channel, renewal_effort from contract where previous_id = ${contract_id}::uuid`,
    )
    expect(term).toEqual({ channel: "renewal-form", renewal_effort: null })
    const [mail] = await look(
      (scope) =>
        scope.sql<{
          body_text: string
        }>`select body_text from outbox where kind = 'receipt' and member_id = ${termAt(1).member_id}::uuid`,
    )
    expect(mail?.body_text).toContain("/my/engei")
    expect((await look(checkBooks)).differences).toEqual([])
  })

  test("B5 the other ways stand before cancelling and are noted; the refund that was named must still hold", async () => {
    const reader = await signedIn(2)
    const { contract_id } = termAt(2)
    const path = `/contracts/${contract_id}/cancel`
    const page = await (await reader.open(path)).text()
    expect(page.indexOf("解約せずに休止する")).toBeLessThan(page.indexOf("ご返金額"))
    const refundYen = /name="refundYen" value="(\d+)"/.exec(page)?.[1] ?? ""
    expect(page).toContain(`返金 ${Number(refundYen).toLocaleString("ja-JP")}円`)
    expect((await reader.post(path, { instead: "hold" })).headers.get("location")).toContain(
      `/contracts/${contract_id}#hold`,
    )
    expect((await eventsOf(contract_id))[0]?.kind).toBe("retained")
    const unread = await reader.post(path, { reason: "price", refundYen })
    expect(unread.status).toBe(422)
    expect(await unread.text()).toContain("チェックを入れてください。")
    const changed = await reader.post(path, { reason: "price", refundYen: "1", agrees: "yes" })
    expect(changed.status).toBe(409)
    expect(await changed.text()).toContain("返金額が変わりました")
    expect((await reader.post(path, { reason: "price", refundYen, agrees: "yes" })).status).toBe(302)
    expect((await eventsOf(contract_id))[0]?.kind).toBe("cancelled")
    await reader.post(path, { reason: "price", refundYen, agrees: "yes" })
    expect((await eventsOf(contract_id)).filter(({ kind }) => kind === "cancelled").length).toBe(1)
    expect((await look(checkBooks)).differences).toEqual([])
  })

  test("renewal notices are stopped once and for good", async () => {
    const reader = await signedIn(3)
    const path = `/contracts/${termAt(3).contract_id}`
    for (let at = 0; at < 2; at += 1) expect((await reader.post(path, { intent: "decline" })).status).toBe(302)
    expect((await eventsOf(termAt(3).contract_id)).filter(({ kind }) => kind === "renewal-declined").length).toBe(1)
    expect(await (await reader.open()).text()).toContain("更新のご案内を停止中")
  })
})

describe("A9 profile, notices, opinion", () => {
  test("the profile changes with its history; the old address hears of a new one; all else stays", async () => {
    const reader = await signedIn(4)
    const profile = {
      familyName: "髙橋",
      givenName: "𠮷",
      familyNameKana: "たかはし",
      givenNameKana: "",
      phone: "０３-1234-5678",
      locale: "en",
    }
    const bad = await reader.post("/profile", { ...profile, email: "new@my.example", phone: "12" })
    expect(bad.status).toBe(422)
    expect(await bad.text()).toContain("電話番号は数字10〜11桁")
    const done = await reader.post("/profile", { ...profile, email: "new@my.example", number: "X", note: "X" })
    expect((await done.text()).match(/class="flex gap-tight text-danger".*?<\/p>/g)).toBeNull()
    expect(done.headers.get("set-cookie")).toContain("lang=en")
    const [member] = await look(
      (scope) =>
        scope.sql`select family_name, family_name_kana, email, locale, number, note = 'X' as broken from member where id = ${termAt(4).member_id}::uuid`,
    )
    expect(member).toEqual({
      family_name: "髙橋",
      family_name_kana: "タカハシ",
      email: "new@my.example",
      locale: "en",
      number: termAt(4).number,
      broken: false,
    })
    const told = await look((scope) => scope.sql`select recipient from outbox where kind = 'mail-changed'`)
    expect(told).toEqual([{ recipient: termAt(4).email }])
  })

  test("consents are given and withdrawn in rows that stay, and wants_mail follows", async () => {
    const reader = await signedIn(5)
    for (const given of ["yes", "yes", "no"]) await reader.post("/notices", { purpose: "mail", given })
    const rows = await look(
      (scope) =>
        scope.sql<{
          is_given: boolean
        }>`select is_given from member_consent where member_id = ${termAt(5).member_id}::uuid order by id`,
    )
    expect(rows.at(-1)?.is_given).toBe(false)
    expect(rows.filter(({ is_given }) => is_given).length).toBeLessThanOrEqual(1)
    const [member] = await look(
      (scope) => scope.sql`select wants_mail from member where id = ${termAt(5).member_id}::uuid`,
    )
    expect(member).toEqual({ wants_mail: false })
    expect((await reader.post("/notices", { purpose: "mail-and-more", given: "yes" })).status).toBe(400)
    expect(await (await reader.open("/notices")).text()).toContain("ご契約に基づくため")
  })

  test("one click stops news, without sign-in; a changed token does nothing; what is owed by contract has no such button", async () => {
    const { member_id } = termAt(6)
    await act((scope) => scope.sql`update member set wants_mail = true where id = ${member_id}::uuid`)
    const url = unsubscribeUrl("engei", member_id)
    expect(memberOfUnsubscribeToken(url.slice(url.lastIndexOf("/") + 1))).toBe(member_id)
    const click = (address: string) =>
      fetch(new URL(new URL(address).pathname, web.url), {
        method: "POST",
        body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
      })
    expect((await click(`${url}x`)).status).toBe(404)
    expect((await fetch(new URL(new URL(url).pathname, web.url))).status).toBe(200)
    expect(await look((scope) => scope.sql`select wants_mail from member where id = ${member_id}::uuid`)).toEqual([
      { wants_mail: true },
    ])
    expect((await click(url)).status).toBe(204)
    expect(await look((scope) => scope.sql`select wants_mail from member where id = ${member_id}::uuid`)).toEqual([
      { wants_mail: false },
    ])
    expect(Object.keys(noticeKinds).filter(mayStop)).toEqual(["announcement", "campaign"])
    expect(["renewal", "payment-notice", "receipt", "unheard-of"].filter(mayStop)).toEqual([])
  })

  test("mails that were sent stand on the page as they were sent; a code is wiped once it left", async () => {
    const reader = await signedIn(6)
    await act((scope) => queueMail(scope, { ...{ kind: "announcement", dedupeKey: "news:1", recipient: termAt(6).email, subject: "春の新刊" }, text: "バラの本が出ます", html: "<p>バラ</p>", memberId: termAt(6).member_id })) // prettier-ignore
    await reader.sendMail()
    const page = await (await reader.open("/notices")).text()
    expect(page).toContain("バラの本が出ます")
    expect(page).not.toContain("マイページの確認コード")
    expect(
      await look(
        (scope) => scope.sql`select from outbox where kind = 'sign-in-code' and state = 'sent' and body_text <> ''`,
      ),
    ).toEqual([])
  })

  test("an opinion reaches the operators; erasure takes it, the sessions and the codes away", async () => {
    const reader = await signedIn(7)
    expect((await reader.post("/opinion", { body: "  " })).status).toBe(422)
    expect((await reader.post("/opinion", { body: "字をもう少し大きく" })).status).toBe(302)
    const number = termAt(7).number
    await act(
      (scope) =>
        scope.sql`update contract set state = 'cancelled', ended_on = '2026-11-10', ended_from_issue = 522, end_reason = 'other' where id = ${termAt(7).contract_id}::uuid`,
    )
    await act(
      (scope) =>
        scope.sql`update contract_position set deferred_yen = 0, receivable_yen = 0 where contract_id = ${termAt(7).contract_id}::uuid`,
    )
    await act((scope) => eraseMember(scope, number))
    expect((await reader.open()).status).toBe(302)
    const [kept] = await look(
      (scope) => scope.sql`select body, contact from reader_opinion where member_id = ${termAt(7).member_id}::uuid`,
    )
    expect(kept).toEqual({ body: "", contact: "" })
    expect(
      await look((scope) => scope.sql`select from reader_session where member_id = ${termAt(7).member_id}::uuid`),
    ).toEqual([])
  })
})
