import { mkdtempSync, readdirSync, writeFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { eraseMember } from "#app/desk/erase-member.server.ts"
import { bouncesForList } from "#app/notices/bounces-for-list.server.ts"
import { queueMail } from "#app/notices/queue-mail.server.ts"
import { receiveBounces } from "#app/notices/receive-bounces.server.ts"
import { sendWaitingMail } from "#app/notices/send-waiting-mail.server.ts"
import { freePort } from "#app/platform/embedded-postgres.server.ts"
import { house as openedHouse } from "#app/platform/house.server.ts"
import { retryFailure } from "#app/reports/retry-failure.server.ts"
import type { MemberId } from "#app/values/ids.ts"
import { startJob } from "#test/support/job-process.ts"
import { reportOn } from "#test/support/returned-mail.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { startStrictSmtp, type StrictSmtp } from "#test/support/strict-smtp.ts"
import { useHouse } from "#test/support/use-house.ts"

let port = 0
let smtp: StrictSmtp
beforeAll(async () => {
  port = await freePort()
  smtp = await startStrictSmtp(port)
})
const more = () => ({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_RETURN_TO: "returned@teiki.example" })
const house = useHouse("empty", { more })
const world = smallWorld(house)
const other = smallWorld(house, {
  ...{ code: "hoshi", name: "ほし出版", shipDay: 16, prices: { M12: 11_000, M3: 10_000, Q4: 6_600 } },
})
beforeAll(async () => {
  await world.found()
  await other.found()
})
afterAll(() => smtp.close())

const queue = async (to: { world: typeof world; member: MemberId | null; recipient: string; key: string }) => {
  await to.world.act((scope) =>
    queueMail(scope, {
      ...{
        kind: "receipt",
        dedupeKey: to.key,
        recipient: to.recipient,
        subject: "領収書",
        text: "本文",
        html: "<p>本文</p>",
      },
      memberId: to.member,
    }),
  )
  return mailOf(to.world, to.key)
}
const mailOf = async (of: typeof world, key: string) => {
  const [mail] = await of.look(
    (scope) => scope.sql<{ id: string; recipient: string; state: string; attempts: number; last_error: string | null }>`
      select id, recipient, state, attempts, last_error from outbox where dedupe_key = ${key}`,
  )
  if (!mail) throw new Error(`no mail ${key}`)
  return mail
}
const bouncesOf = (of: typeof world, mail: { id: string }) =>
  of.look(
    (scope) => scope.sql<{ action: string; status: string; address: string; diagnostic: string }>`
      select action, status, address, diagnostic from mail_bounce where outbox_id = ${mail.id}::uuid order by received_at, id`,
  )
const send = async () => sendWaitingMail(await house.actor("tsuki"))
const receive = (...messages: readonly string[]) =>
  receiveBounces(
    messages.map((message) => Buffer.from(message)),
    openedHouse().clock,
  )
const unreachable = async (of = world) =>
  (
    await of.look(
      (scope) => scope.sql<{ address: string }>`select address from undeliverable_addresses(${scope.now}) order by 1`,
    )
  ).map(({ address }) => address)
const list = (state: "open" | "solved", search = "") =>
  world.look((scope) => bouncesForList(scope, { state, action: "", kind: "", search, limit: 50, offset: 0 }))

describe("F6 an address that the mail server refuses at once", () => {
  test("is returned mail like any other, and is not tried again; the server's trouble with us is no address's fault", async () => {
    smtp.answers.set("gone", [550, "5.1.1 No such user here"])
    smtp.answers.set("relay", [554, "5.7.1 Relay access denied"])
    smtp.answers.set("bare", [550, "relaying denied"])
    smtp.answers.set("slow", [450, "4.2.0 Greylisted, come back later"])
    smtp.answers.set("closing", [421, "4.3.2 Shutting down"])
    const names = ["gone", "relay", "bare", "slow", "closing", "fine"]
    for (const name of names) await queue({ world, member: null, recipient: `${name}@Example.jp`, key: name })
    expect(await send()).toEqual({ sent: 1, failed: 5 })
    const states = await Promise.all(names.map(async (name) => (await mailOf(world, name)).state))
    expect(states).toEqual(["returned", "waiting", "waiting", "waiting", "waiting", "sent"])
    expect(smtp.taken).toEqual([["returned@teiki.example", "fine@example.jp"]])
    const gone = await mailOf(world, "gone")
    expect(await bouncesOf(world, gone)).toEqual([
      { action: "failed", status: "5.1.1", address: "gone@example.jp", diagnostic: "550 5.1.1 No such user here" },
    ])
    expect(gone).toMatchObject({ attempts: 1, last_error: "5.1.1 550 5.1.1 No such user here" })
    expect(await unreachable()).toEqual(["gone@example.jp"])
    world.today("2026-04-03")
    await send()
    expect(await mailOf(world, "gone")).toMatchObject({ state: "returned", attempts: 1 })
    expect(await world.act((scope) => retryFailure(scope, { of: "mail", id: gone.id }))).toEqual({ retried: false })
  })

  test("a mailbox that stays full is tried for days before the mail counts as lost, and one lost mail makes no dead address", async () => {
    smtp.answers.set("full", [452, "4.2.2 Mailbox full"])
    const mail = await queue({ world, member: null, recipient: "full@example.jp", key: "full" })
    await world.act((scope) => scope.sql`update outbox set attempts = 10 where id = ${mail.id}::uuid`)
    await send()
    expect(await mailOf(world, "full")).toMatchObject({ state: "waiting", attempts: 11 })
    expect(await bouncesOf(world, mail)).toEqual([])
    world.today("2026-04-06")
    await send()
    expect(await mailOf(world, "full")).toMatchObject({ state: "returned", attempts: 12 })
    expect(await bouncesOf(world, mail)).toMatchObject([{ action: "failed", status: "4.2.2" }])
    expect(await unreachable()).not.toContain("full@example.jp")
  })
})

describe("F6 reports by the command line", () => {
  const job = (line: readonly string[], stdin?: string) =>
    startJob(house.ownerUrl, ["receive-bounces", ...line], stdin === undefined ? {} : { stdin }).exit

  test("one from stdin counts once however often it comes, for the organization whose mail it was", async () => {
    const mine = await queue({ world, member: null, recipient: "hana@example.jp", key: "stdin" })
    await send()
    const first = await job([], reportOn(mine))
    expect([first.code, JSON.parse(first.answer)]).toEqual([0, { messages: 1, returned: 1, added: 1 }])
    expect(JSON.parse((await job([], reportOn(mine))).answer)).toEqual({ messages: 1, returned: 1, added: 0 })
    expect(await bouncesOf(world, mine)).toHaveLength(1)
    expect((await mailOf(world, "stdin")).state).toBe("returned")
    expect(await unreachable()).toContain("hana@example.jp")
    expect(await unreachable(other)).toEqual([])
  })

  test("a Maildir's new mail is read and moved: reports as seen, whatever else unread", async () => {
    const theirs = await queue({ world: other, member: null, recipient: "taro@example.jp", key: "maildir" })
    const folder = mkdtempSync(path.join(tmpdir(), "teiki-maildir-"))
    await mkdir(path.join(folder, "new"))
    writeFileSync(path.join(folder, "new", "1.report"), reportOn(theirs, { action: "delayed", status: "4.4.1" }))
    writeFileSync(path.join(folder, "new", "2.person"), "From: a@example.jp\r\nSubject: Re\r\n\r\n550 5.1.1\r\n")
    writeFileSync(
      path.join(folder, "new", "3.stranger"),
      reportOn({ id: crypto.randomUUID(), recipient: "x@example.jp" }),
    )
    const taken = await job(["--maildir", folder])
    expect(JSON.parse(taken.answer)).toEqual({ messages: 3, returned: 1, added: 1 })
    expect(readdirSync(path.join(folder, "new"))).toEqual([])
    expect(readdirSync(path.join(folder, "cur")).sort()).toEqual(["1.report:2,S", "2.person:2,", "3.stranger:2,"])
    expect(await bouncesOf(other, theirs)).toMatchObject([{ action: "delayed", status: "4.4.1" }])
    // Still on its way: nothing is lost.
    expect((await mailOf(other, "maildir")).state).toBe("waiting")
    const missing = await job(["--maildir", path.join(folder, "nowhere")])
    expect([missing.code, JSON.parse(missing.answer)]).toMatchObject([1, { error: "usage" }])
  })
})

describe("F6 when an address counts as dead", () => {
  test("three mails with a transient failure within sixty days; several reports on one mail are one mail", async () => {
    world.today("2026-05-01")
    const mails = await Promise.all(
      [1, 2, 3].map((at) => queue({ world, member: null, recipient: "busy@example.jp", key: `busy:${at}` })),
    )
    const [first, second, third] = mails
    if (!first || !second || !third) throw new Error("no mails")
    const late = (mail: { id: string; recipient: string }, key: string) =>
      receive(reportOn(mail, { action: "delayed", status: "4.2.2", key }))
    for (const key of ["a", "b", "c"]) await late(first, key)
    await late(second, "d")
    expect(await unreachable()).not.toContain("busy@example.jp")
    world.today("2026-06-20")
    await late(third, "e")
    expect(await unreachable()).toContain("busy@example.jp")
    world.today("2026-07-05")
    expect(await unreachable()).not.toContain("busy@example.jp")
  })

  test("what the app may not do: rows of what came back are neither changed nor taken away", async () => {
    const change = (scope: Parameters<Parameters<typeof world.act>[0]>[0]) =>
      scope.sql`update mail_bounce set status = '4.0.0'`
    const remove = (scope: Parameters<Parameters<typeof world.act>[0]>[0]) => scope.sql`delete from mail_bounce`
    for (const forbidden of [change, remove]) await expect(world.act(forbidden)).rejects.toThrow(/permission denied/)
  })
})

test("N1 F20 erasure empties what came back, and the list forgets it", async () => {
  const member = await world.reader({ email: "wasureta@example.jp" })
  const mail = await queue({ world, member, recipient: "wasureta@example.jp", key: "erased" })
  await receive(reportOn(mail))
  expect(await list("open", "wasureta")).toMatchObject([{ memberId: member, address: "wasureta@example.jp" }])
  const [number] = await world.look(
    (scope) => scope.sql<{ number: string }>`select number from member where id = ${member}::uuid`,
  )
  await world.act((scope) => eraseMember(scope, number?.number ?? ""))
  expect(await bouncesOf(world, mail)).toMatchObject([{ address: "", diagnostic: "" }])
  expect(await list("open", "wasureta")).toEqual([])
  // A report that comes later has nobody to name.
  await receive(reportOn(mail, { key: "later" }))
  expect(await bouncesOf(world, mail)).toHaveLength(1)
})
