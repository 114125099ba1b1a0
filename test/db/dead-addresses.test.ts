import { beforeAll, describe, expect, test } from "vitest"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { announcementsForList } from "#app/desk/announcements/announcement-for-page.server.ts"
import { announcementForm } from "#app/desk/announcements/announcement-form.ts"
import { saveAnnouncement } from "#app/desk/announcements/save-announcement.server.ts"
import { sendAnnouncement, writeAnnouncementMails } from "#app/desk/announcements/send-announcement.server.ts"
import { changeMember } from "#app/members/change-member.server.ts"
import { memberForm } from "#app/members/member-form.ts"
import { memberForPage } from "#app/members/member-for-page.server.ts"
import { solveBounce } from "#app/notices/solve-bounce.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { addDays, type CalendarDate, calendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"
import { mailDesk } from "#test/support/mail-desk.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const { act, look } = world
const { comesBack, someMailOf, addressOf, list, refusal, invoiced } = mailDesk(world)
const ON = calendarDate("2026-04-20")

beforeAll(world.found)

/** How the three series would reach a payer on a day. */
async function channels(member: MemberId, asOf: CalendarDate) {
  const renewals = await look((scope) => renewalsDue(scope, asOf))
  const payments = await look((scope) => paymentsDue(scope, asOf))
  const invoices = await look((scope) => invoicesOverdue(scope, asOf))
  return [
    ...renewals.filter(({ memberId }) => memberId === member),
    ...payments.filter(({ memberId }) => memberId === member),
    ...invoices.filter(({ payerId }) => payerId === member),
  ].map(({ channel }) => channel)
}

async function payerOfAll(): Promise<MemberId> {
  const member = await world.reader()
  const paid = await world.order(member, "M3")
  await world.pay(paid, 10_000)
  await world.order(member, "M12")
  await invoiced(member)
  return member
}

describe("B1 B4 D5 whom mail does not reach gets letters", () => {
  test("one permanent failure turns renewal, payment and invoice notices into letters, until it is solved", async () => {
    world.today("2026-04-01")
    const member = await payerOfAll()
    world.today(ON)
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    const bounce = await comesBack(await someMailOf(member))
    expect(await channels(member, ON)).toEqual(["post", "post", "post"])
    expect((await look((scope) => memberForPage(scope, member)))?.undeliverable).toMatchObject({ status: "5.1.1" })
    await act((scope) => solveBounce(scope, { bounceId: bounce, note: "電話で確認" }))
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    expect((await look((scope) => memberForPage(scope, member)))?.undeliverable).toBeNull()
    expect(await list("solved", await addressOf(member))).toMatchObject([{ note: "電話で確認", memberId: member }])
    expect(await refusal(act((scope) => solveBounce(scope, { bounceId: bounce, note: "" })))).toBe(
      "bounce-solved-already",
    )
    // It comes back again: what was solved does not count against what is new.
    await comesBack(await someMailOf(member))
    expect(await channels(member, ON)).toEqual(["post", "post", "post"])
  })

  test("a delay changes nothing; another mail address clears it by itself, and the row leaves the list", async () => {
    world.today("2026-04-01")
    const member = await payerOfAll()
    world.today(ON)
    const before = await addressOf(member)
    await comesBack(await someMailOf(member), "4.4.1", "delayed")
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    world.today(addDays(ON, 8))
    // No mail server still tries: what was late has presumably arrived.
    expect(await list("open", before)).toEqual([])
    expect(await list("solved", before)).toMatchObject([{ action: "delayed", isOver: true }])
    world.today(ON)
    await comesBack(await someMailOf(member), "5.2.1")
    expect(await channels(member, ON)).toEqual(["post", "post", "post"])
    expect((await list("open", before)).map(({ action }) => action)).toEqual(["failed", "delayed"])
    const form = memberForm("ja", []).parse({
      ...{ familyName: "読者", givenName: "新", familyNameKana: "ドクシャ", givenNameKana: "シン" },
      ...{ email: "new@tsuki.example", locale: "ja", effectiveOn: ON },
    })
    await act((scope) => changeMember(scope, member, form))
    expect(await channels(member, ON)).toEqual(["mail", "mail", "mail"])
    expect(await list("open", before)).toEqual([])
    expect(await list("solved", before)).toMatchObject([{ isChanged: true }, { isChanged: true }])
  })

  test("without a postal address nothing is sent to a dead one: the step waits, and says why", async () => {
    world.today("2026-04-01")
    const member = await payerOfAll()
    await act((scope) => scope.sql`update member set postal_code = '', street = '' where id = ${member}::uuid`)
    await comesBack(await someMailOf(member))
    expect(await channels(member, ON)).toEqual([null, null, null])
    const due = (await look((scope) => renewalsDue(scope, ON))).find(({ memberId }) => memberId === member)
    expect(due?.reason).toBe("mail-returned")
  })
})

test("K3 K1 news goes to no dead address, and what came back of it does not count as sent", async () => {
  world.today(ON)
  const [dead, alive, late] = [await world.reader(), await world.reader(), await world.reader()]
  await comesBack(await someMailOf(dead))
  const words = {
    subject: "ご案内",
    body: "{{ greeting }}\n\n新しい媒体です。",
    locale: "ja",
    target: "none",
    to: "everybody",
  }
  const { id } = await act((scope) => saveAnnouncement(scope, { ...announcementForm("ja").parse(words), id: null }))
  const reached = await act((scope) => sendAnnouncement(scope, id))
  await comesBack(await someMailOf(late))
  await writeAnnouncementMails(await house.actor("tsuki"))
  const told = await look(
    (scope) => scope.sql<{ member: string; mail: string | null }>`
      select member_id as member, outbox_id as mail from announcement_recipient where announcement_id = ${id}::uuid`,
  )
  const mailTo = (member: MemberId) => told.find((one) => one.member === member)?.mail
  expect([mailTo(dead), mailTo(late), typeof mailTo(alive)]).toEqual([undefined, null, "string"])
  await act((scope) => scope.sql`update outbox set state = 'sent', sent_at = ${scope.now} where kind = 'announcement'`)
  await comesBack(mailTo(alive) ?? "")
  const [row] = await look((scope) => announcementsForList(scope, id))
  expect(row).toMatchObject({ recipients: reached, leftOut: 1, failed: 1, sent: reached - 2 })
})
