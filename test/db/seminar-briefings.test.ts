import { beforeAll, expect, test } from "vitest"
import { recordConsent } from "#app/members/reader/record-consent.server.ts"
import { mayStop } from "#app/notices/notice-kinds.ts"
import { inviteToBriefings } from "#app/seminars/briefings/invite-to-briefings.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const office = seminarWorld(useHouse("empty"))

beforeAll(office.found)

const invite = (asOf: string, dryRun = false) =>
  office.act((scope) => inviteToBriefings(scope, { asOf: calendarDate(asOf), dryRun }))

const session = (day: string) => ({ startsAt: `${day} 13:30`, endsAt: `${day} 15:00`, room: "KANDA" })

test("F12 who joined lately or has a new contact person is invited to the next briefing, once for each reason", async () => {
  office.today("2026-08-01")
  const old = await office.reader({ companyName: "古参商事" })
  await office.order(old, "M12")
  office.today("2026-11-20")
  const [fresh, silent] = [await office.reader(), await office.reader({ email: "" })]
  for (const member of [fresh, silent]) await office.order(member, "M12")
  await office.reader()
  expect(await invite("2026-11-20")).toEqual({ briefing: null, invited: [] })
  await office.load(
    seminarGiven("BRIEF-LATER", { briefing: true, sessions: [session("2027-01-20")] }),
    seminarGiven("BRIEF-NEXT", { briefing: true, sessions: [session("2026-12-20")] }),
    seminarGiven("ORDINARY", { sessions: [session("2026-12-05")] }),
  )
  const first = await invite("2026-11-20", true)
  expect(first).toMatchObject({
    briefing: "BRIEF-NEXT",
    invited: [{ memberId: fresh, reason: "joined", reasonOn: "2026-11-20" }],
  })
  expect(await invite("2026-11-20")).toEqual(first)
  expect((await invite("2026-11-20")).invited).toEqual([])
  const changed = (member: string, on: string) =>
    office.act(
      (scope) => scope.sql`
        insert into member_change (organization_id, member_id, field, old_value, new_value, effective_on, applied_at, recorded_at, recorded_by)
        values (${scope.organizationId}, ${member}::uuid, 'family_name', '前任', '後任', ${on}::date, ${scope.now}, ${scope.now}, 'test')`,
    )
  await changed(old, "2026-11-18")
  await changed(fresh, "2026-11-18")
  expect((await invite("2026-11-21")).invited).toMatchObject([
    { memberId: old, reason: "contact-changed", reasonOn: "2026-11-18" },
  ])
  await changed(old, "2026-11-22")
  office.today("2026-11-23")
  expect((await invite("2026-11-23")).invited).toMatchObject([{ memberId: old, reasonOn: "2026-11-22" }])
  const mails = await office.look(
    (scope) =>
      scope.sql<{ text: string }>`select body_text as text from outbox where dedupe_key like 'briefing:%' order by id`,
  )
  expect(mails).toHaveLength(3)
  expect(mails[0]?.text).toContain("/o/tsuki/seminars/BRIEF-NEXT/apply?source=BRIEFING")
  expect(mails[1]?.text).toContain("ご担当が替わられた")
  // Long ago is long ago.
  expect((await invite("2027-03-01")).invited).toEqual([])
})

test("K1 F12 who has stopped news is not invited, who was never asked is; the invitation is news that one click stops", async () => {
  office.today("2026-11-23")
  const [stopped, silent] = [await office.reader(), await office.reader()]
  for (const member of [stopped, silent]) await office.order(member, "M12")
  await office.act((scope) => recordConsent(scope, stopped, { purpose: "mail", isGiven: true, receivedBy: "phone" }))
  await office.act((scope) => recordConsent(scope, stopped, { purpose: "mail", isGiven: false, receivedBy: "web" }))
  expect((await invite("2026-11-23")).invited.map(({ memberId }) => memberId)).toEqual([silent])
  const [mail] = await office.look(
    (scope) =>
      scope.sql<{
        kind: string
      }>`select kind from outbox where member_id = ${silent}::uuid and dedupe_key like 'briefing:%'`,
  )
  expect(mail && mayStop(mail.kind)).toBe(true)
})
