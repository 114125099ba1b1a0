import { beforeAll, describe, expect, test } from "vitest"
import {
  announcementsForList,
  exampleReader,
  firstReader,
} from "#app/desk/announcements/announcement-for-page.server.ts"
import { announcementForm } from "#app/desk/announcements/announcement-form.ts"
import { deleteAnnouncement, saveAnnouncement } from "#app/desk/announcements/save-announcement.server.ts"
import { sendAnnouncement, writeAnnouncementMails } from "#app/desk/announcements/send-announcement.server.ts"
import { deleteSegment, saveSegment } from "#app/members/save-segment.server.ts"
import { addSource } from "#app/subscriptions/save-source.server.ts"
import { sourceForm } from "#app/subscriptions/source-form.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)

const words = {
  subject: "{{ member_name }}様へ",
  body: "{{ greeting }}\n\n新しい媒体です。",
  locale: "ja",
  target: "none",
}
const draft = (changes: Readonly<Record<string, unknown>> = {}, id: string | null = null) =>
  world.act((scope) =>
    saveAnnouncement(scope, { ...announcementForm("ja").parse({ ...words, to: "everybody", ...changes }), id }),
  )
const send = (id: string) => world.act((scope) => sendAnnouncement(scope, id))
const write = async () => writeAnnouncementMails(await house.actor("tsuki"))
const mails = (id: string) =>
  world.look(
    (scope) => scope.sql<{ recipient: string; subject: string; body_text: string }>`
      select mail.recipient, mail.subject, mail.body_text from announcement_recipient as told join outbox as mail on mail.id = told.outbox_id
      where told.announcement_id = ${id}::uuid order by mail.recipient`,
  )
const row = async (id: string) => (await world.look((scope) => announcementsForList(scope, id)))[0]

beforeAll(async () => {
  await world.found()
  await world.act((scope) => scope.sql`update member set wants_mail = false`)
  await world.order(await world.reader({ email: "aki@tsuki.example" }), "M12")
  await world.reader({ email: "haru@tsuki.example" })
  await world.reader({ email: "HARU@tsuki.example" })
  const stopped = await world.reader({ email: "stop@tsuki.example" })
  await world.act((scope) => scope.sql`update member set wants_mail = false where id = ${stopped}::uuid`)
  await world.act((scope) =>
    addSource(
      scope,
      sourceForm("ja").parse({ code: "AKI27", name: "秋", kind: "web", reachedCount: "0", costYen: "0" }),
    ),
  )
})

describe("K3 A1 announcements to members who want news (ご案内メール)", () => {
  test("it reaches who agreed, each address once, says who sends it and how it stops; a second run makes none", async () => {
    const { id } = await draft()
    expect(await send(id)).toBe(2)
    expect(await write()).toEqual({ mails: 2 })
    expect(await write()).toEqual({ mails: 0 })
    const [aki, haru] = await mails(id)
    expect([aki?.recipient, haru?.recipient]).toEqual(["aki@tsuki.example", "haru@tsuki.example"])
    expect(aki?.subject).toMatch(/^読者 \d+番様へ$/)
    expect(aki?.body_text).toContain("新しい媒体です。")
    expect(aki?.body_text).toMatch(
      /つき出版 読者係[\s\S]*ご案内の配信を止める: http[^\s]+\/my\/tsuki\/unsubscribe\/[^\s]+\n$/,
    )
    expect(aki?.body_text).not.toBe(haru?.body_text)
    expect(await row(id)).toMatchObject({ recipients: 2, unmade: 0, waiting: 2, sent: 0, leftOut: 0 })
  })

  test("it is sent once, and what was sent is not changed: by the desk, nor by the database", async () => {
    const { id } = await draft()
    await send(id)
    await expect(send(id)).rejects.toMatchObject({ code: "announcement-is-sent" })
    await expect(draft({ subject: "別" }, id)).rejects.toMatchObject({ code: "announcement-is-sent" })
    await expect(world.act((scope) => deleteAnnouncement(scope, id))).rejects.toMatchObject({
      code: "announcement-is-sent",
    })
    await expect(
      world.act((scope) => scope.sql`update announcement set subject = 'x' where id = ${id}::uuid`),
    ).rejects.toThrow(/sent announcement/)
    await write()
  })

  test("who stops news before his mail is made gets none, and is counted as left out", async () => {
    const { id } = await draft()
    await send(id)
    await world.act((scope) => scope.sql`update member set wants_mail = false where email = 'aki@tsuki.example'`)
    expect(await write()).toEqual({ mails: 1 })
    expect((await mails(id)).map(({ recipient }) => recipient)).toEqual(["haru@tsuki.example"])
    expect(await row(id)).toMatchObject({ recipients: 2, waiting: 1, leftOut: 1 })
    await world.act((scope) => scope.sql`update member set wants_mail = true where email = 'aki@tsuki.example'`)
  })

  test("a segment's members alone; what its rules were stays with it, and a deleted segment reaches nobody", async () => {
    const rules = { contract: "active" as const }
    const segment = await world.act((scope) => saveSegment(scope, { name: "購読中", rules }))
    const { id } = await draft({ to: segment.id })
    expect(await send(id)).toBe(1)
    await write()
    expect((await mails(id)).map(({ recipient }) => recipient)).toEqual(["aki@tsuki.example"])
    const later = await draft({ to: segment.id })
    await world.act((scope) => deleteSegment(scope, segment.id))
    await expect(send(later.id)).rejects.toMatchObject({ code: "announcement-to-nobody", options: { field: "to" } })
    const [kept] = await world.look(
      (scope) => scope.sql<{ rules: unknown }>`select rules from announcement where id = ${id}::uuid`,
    )
    expect(kept?.rules).toEqual(rules)
    await expect(draft({ to: segment.id })).rejects.toMatchObject({ code: "announcement-to-nobody" })
  })

  test("its button carries the source code; what it reached and what came of it are counted", async () => {
    const body = "{{ greeting }}\n\n{{ link }}"
    const { id } = await draft({ target: "offer", offer: "Q4", caption: "申し込む", sourceCode: "AKI27", body })
    expect(await send(id)).toBe(2)
    await write()
    const [aki] = await mails(id)
    expect(aki?.body_text).toMatch(/申し込む\nhttps?:\/\/[^\s]+\/o\/tsuki\/apply\/Q4\?source=AKI27\n/)
    const reached = await world.look(
      (scope) => scope.sql<{ n: number }>`select reached_count as n from source_code where code = 'AKI27'`,
    )
    expect(reached).toEqual([{ n: 2 }])
    const [member] = await world.look(
      (scope) => scope.sql<{ id: never }>`select id from member where email = 'aki@tsuki.example'`,
    )
    if (!member) throw new Error("nobody")
    await world.order(member.id, "Q4", { sourceCode: "AKI27" })
    await world.order(await world.reader({ email: "new@tsuki.example" }), "Q4", { sourceCode: "AKI27" })
    expect(await row(id)).toMatchObject({ answers: 2, answersOfRecipients: 1 })
  })
})

describe("K3 what an announcement refuses", () => {
  test("words that name what is not there, a button without its place, targets and codes that are not in use", async () => {
    await expect(draft({ body: "{{ price }}" })).rejects.toMatchObject({ code: "wording-variable-is-unknown" })
    const button = { target: "address", address: "https://tsuki.example/", caption: "読む" }
    await expect(draft(button)).rejects.toMatchObject({ code: "wording-lacks-a-variable", options: { field: "body" } })
    await expect(draft({ body: "{{ link }}" })).rejects.toMatchObject({ code: "wording-variable-is-unknown" })
    const nowhere = { target: "offer", offer: "NASHI", caption: "読む", body: "{{ link }} どうぞ" }
    await expect(draft(nowhere)).rejects.toMatchObject({
      code: "announcement-leads-nowhere",
      options: { field: "offer" },
    })
    await expect(draft({ sourceCode: "NASHI" })).rejects.toMatchObject({
      code: "announcement-source-is-unknown",
      options: { field: "sourceCode" },
    })
    const wrong = (changes: Readonly<Record<string, unknown>>) =>
      announcementForm("ja")
        .safeParse({ ...words, to: "everybody", ...changes })
        .error?.issues.map(({ path }) => path.join("."))
    expect(wrong({ target: "address", address: "javascript:alert(1)", caption: "x" })).toEqual(["address"])
    expect(wrong({ target: "offer" })).toEqual(["offer", "caption"])
    expect(wrong({ to: undefined })).toEqual(["to"])
  })

  test("a plan that went off sale since it was written", async () => {
    const button = { target: "offer", offer: "M3", caption: "読む", body: "{{ greeting }}\n\n{{ link }}" }
    const { id } = await draft(button)
    await world.act((scope) => scope.sql`update offer set on_sale = false where code = 'M3'`)
    await expect(send(id)).rejects.toMatchObject({ code: "announcement-leads-nowhere" })
    expect(await row(id)).toMatchObject({ sentAt: null })
    await world.act((scope) => deleteAnnouncement(scope, id))
  })

  test("a preview is of a real reader, and stops nobody's news", async () => {
    const reader = await world.look((scope) => firstReader(scope, {}, "ja"))
    expect(reader.number).not.toBe(exampleReader("ja").number)
    expect(reader.memberId).toBe(exampleReader("ja").memberId)
  })

  test("nobody who wants it: nothing is sent, and the draft stays", async () => {
    const { id } = await draft()
    await world.act((scope) => scope.sql`update member set wants_mail = false`)
    await expect(send(id)).rejects.toMatchObject({ code: "announcement-to-nobody" })
    expect(await row(id)).toMatchObject({ sentAt: null, recipients: 0 })
    await world.act((scope) => deleteAnnouncement(scope, id))
    expect(await row(id)).toBeUndefined()
  })
})
