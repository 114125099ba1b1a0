import { describe, expect, test } from "vitest"
import { memberOfUnsubscribeToken, unsubscribeUrl } from "#app/notices/unsubscribe-token.server.ts"
import { mayStop, noticeKinds } from "#app/notices/notice-kinds.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { checkBooks } from "#app/reports/check-books.server.ts"
import { Reader, sessionOf } from "#test/support/reader.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, act, termAt, signedIn, eventsOf } = useMyPages()

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

  test("renewal without a letter: the application flow, credited as before any notice", async () => {
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
    expect(term).toEqual({ channel: "renewal-form", renewal_effort: 0 })
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
    expect(Object.keys(noticeKinds).filter(mayStop)).toEqual(["invitation", "announcement", "campaign"])
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
