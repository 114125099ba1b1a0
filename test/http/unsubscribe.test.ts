import { readdirSync } from "node:fs"
import { readFile } from "node:fs/promises"
import path from "node:path"
import { simpleParser } from "mailparser"
import { expect, test } from "vitest"
import { mergeMembers } from "#app/desk/merge-members.server.ts"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { queueMails } from "#app/notices/queue-mail.server.ts"
import { sendWaitingMail } from "#app/notices/send-waiting-mail.server.ts"
import { unsubscribeUrl } from "#app/notices/unsubscribe-token.server.ts"
import { idOf } from "#app/values/ids.ts"
import { useMyPages } from "#test/support/use-my-pages.ts"

const { web, look, act, termAt } = useMyPages()

const member = (at: number) => idOf<"member">(termAt(at).member_id)
const optIn = (at: number) =>
  act((scope) => recordConsent(scope, member(at), { purpose: "mail", isGiven: true, receivedBy: "phone" }))
const saidBy = async (at: number) => {
  const [row] = await look(
    (scope) => scope.sql<{ wants: boolean; said: boolean[] }>`
      select wants_mail as wants, (select jsonb_agg(is_given order by recorded_at, id) from member_consent
        where member_id = member.id and purpose = 'mail') as said
      from member where id = ${member(at)}::uuid`,
  )
  return row
}

/** Mails of each kind to a reader, as the mail server takes them. */
async function received(at: number, kinds: readonly string[]) {
  const mail = { recipient: termAt(at).email, subject: "お知らせ", text: "本文", html: "<p>本文</p>" }
  await act((scope) =>
    queueMails(
      scope,
      kinds.map((kind) => ({ ...mail, kind, dedupeKey: `${kind}:${at}`, memberId: member(at) })),
    ),
  )
  const before = readdirSync(web.mailbox.folder).length
  expect((await sendWaitingMail(await web.house.actor())).sent).toBe(kinds.length)
  const files = readdirSync(web.mailbox.folder).sort().slice(before)
  return Promise.all(files.map(async (file) => simpleParser(await readFile(path.join(web.mailbox.folder, file)))))
}

const line = (mail: Awaited<ReturnType<typeof simpleParser>>, key: string) =>
  mail.headerLines.find((one) => one.key === key)?.line.replaceAll(/\r\n\s+/g, " ")

/** The mail program's post, from no page and with no cookie: to the address's path, for the web of a test has another host. */
const press = (address: string, body: BodyInit | null) =>
  fetch(new URL(new URL(address).pathname, web.url), { method: "POST", body, redirect: "manual" })

test("K1 news, invitations and offers name their one click (RFC 8058); what is owed by contract does not", async () => {
  const news = await received(0, ["announcement", "campaign", "invitation"])
  for (const mail of news) {
    expect(line(mail, "list-unsubscribe")).toBe(`List-Unsubscribe: <${unsubscribeUrl("engei", member(0))}>`)
    expect(line(mail, "list-unsubscribe-post")).toBe("List-Unsubscribe-Post: List-Unsubscribe=One-Click")
  }
  const owed = await received(0, ["renewal", "payment-notice", "receipt", "seminar"])
  expect(owed.map((mail) => line(mail, "list-unsubscribe") ?? null)).toEqual([null, null, null, null])
})

test("K1 one click on the address of a mail that arrived stops news: without session, cookie, origin or redirect, once", async () => {
  await optIn(1)
  const [mail] = await received(1, ["campaign"])
  const address = /<([^>]+)>/.exec((mail && line(mail, "list-unsubscribe")) ?? "")?.[1] ?? ""
  for (const method of ["GET", "HEAD"]) {
    const looked = await fetch(new URL(new URL(address).pathname, web.url), { method })
    expect([method, looked.status]).toEqual([method, 200])
  }
  expect(await saidBy(1)).toEqual({ wants: true, said: [true] })
  const first = await press(address, new URLSearchParams({ "List-Unsubscribe": "One-Click" }))
  expect([first.status, await first.text(), first.headers.getSetCookie(), first.headers.get("location")]).toEqual([
    204,
    "",
    [],
    null,
  ])
  expect(await saidBy(1)).toEqual({ wants: false, said: [true, false] })
  const multipart = new FormData()
  multipart.append("List-Unsubscribe", "One-Click")
  for (const body of [multipart, new URLSearchParams({ "List-Unsubscribe": "One-Click" }), null, "what?"]) {
    expect((await press(address, body)).status).toBe(204)
  }
  expect(await saidBy(1)).toEqual({ wants: false, said: [true, false] })
})

test("K1 the button of the page does the same and says so; an address that was tampered with does nothing", async () => {
  await optIn(2)
  const address = unsubscribeUrl("engei", member(2))
  expect((await press(`${address}x`, new URLSearchParams({ "List-Unsubscribe": "One-Click" }))).status).toBe(404)
  const elsewhere = address.replace("/my/engei/", "/my/nowhere/")
  expect((await press(elsewhere, new URLSearchParams({ "List-Unsubscribe": "One-Click" }))).status).toBe(404)
  expect(await saidBy(2)).toEqual({ wants: true, said: [true] })
  const page = await (await fetch(new URL(new URL(address).pathname, web.url))).text()
  expect(page).toContain('name="fromPage"')
  const done = await press(address, new URLSearchParams({ fromPage: "yes" }))
  expect([done.status, done.headers.get("location")]).toEqual([302, `${new URL(address).pathname}?done=1`])
  expect(await saidBy(2)).toEqual({ wants: false, said: [true, false] })
})

test("K1 an old mail's address stops the news of the member that its reader was merged into", async () => {
  await optIn(3)
  const old = unsubscribeUrl("engei", member(4))
  await act((scope) => mergeMembers(scope, { kept: member(3), merged: member(4) }))
  expect((await press(old, new URLSearchParams({ "List-Unsubscribe": "One-Click" }))).status).toBe(204)
  expect(await saidBy(3)).toEqual({ wants: false, said: [true, false] })
})
