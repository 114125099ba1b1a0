import { randomUUID } from "node:crypto"
import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { unseal } from "#app/platform/seal.server.ts"
import { swapAttendee } from "#app/seminars/apply/swap-attendee.server.ts"
import { certificateForPublic, masked } from "#app/seminars/certificates/certificate-for-public.server.ts"
import { issueCertificates } from "#app/seminars/certificates/issue-certificates.server.ts"
import { revokeCertificate } from "#app/seminars/certificates/revoke-certificate.server.ts"
import { CheckInBatch } from "#app/seminars/door/check-in.ts"
import { recordCheckIns } from "#app/seminars/door/record-check-ins.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { closeDailyTally, dailyTally } from "#app/seminars/office/daily-tally.server.ts"
import { attendeesNotReading, handOverAddresses } from "#app/seminars/office/hand-over-addresses.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { attendanceReport, kanaRowOf, receptionList, tallyPaper } from "#app/seminars/office/seminar-papers.server.ts"
import { sendReminders } from "#app/seminars/office/send-reminders.server.ts"
import { ticketLetters, ticketsForOrder, ticketUrl } from "#app/seminars/office/ticket-letters.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)

beforeAll(office.found)

beforeEach(() => {
  office.today("2026-11-20")
})

const idOf = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""

type Person = { id: string; number: string; token: string }
/** The attendee of an order with his ticket. */
async function attendee(orderId: string): Promise<Person> {
  await office.act((scope) => issueTickets(scope, [orderId]))
  const [row] = await office.look(
    (scope) => scope.sql<{ id: string; number: string; sealed: string }>`
      select id, number, token_sealed as sealed from registration join ticket on registration_id = id where order_id = ${orderId}::uuid
        and revoked_at is null`,
  )
  return { id: row?.id ?? "", number: row?.number ?? "", token: unseal(row?.sealed ?? "") }
}

const scan = async (code: string, checkIns: readonly Record<string, unknown>[], more: Record<string, unknown> = {}) => {
  const seminarId = await idOf(code)
  const batch = CheckInBatch.parse({ device: "door-1", ...more, checkIns })
  return office.act((scope) => recordCheckIns(scope, seminarId, batch))
}

const at = (time: string) => `2026-12-10T${time}:00+09:00`

describe("the office", () => {
  test("F5 日計表: the day's applications, cancellations, seats and money; closed once, later changes are corrections", async () => {
    await office.load(seminarGiven("TALLY", paid(5_500)))
    house.setClock("2026-11-21T10:00:00+09:00")
    const [paidOrder, open, gone] = [await office.apply("TALLY", { way: "invoice" }), await office.apply("TALLY", { way: "invoice" }), await office.apply("TALLY", { way: "onsite" })] // prettier-ignore
    await office.pay(paidOrder, 5_500)
    await office.act((scope) => cancelRegistrations(scope, { orderId: gone, registrationIds: null }))
    const day = calendarDate("2026-11-21")
    const line = {
      applied: 3,
      cancelled: 1,
      total: 2,
      capacity: 30,
      left: 28,
      paidPeople: 1,
      unpaidPeople: 1,
      bankYen: 5_500,
      cardYen: 0,
    }
    expect(await office.act((scope) => closeDailyTally(scope, day))).toMatchObject({ closed: false, lines: [line] })
    house.setClock("2026-11-22T09:00:00+09:00")
    expect(await office.act((scope) => closeDailyTally(scope, day))).toMatchObject({
      closed: true,
      lines: [line],
      corrections: [],
    })
    await office.act(
      (scope) =>
        scope.sql`update registration set cancelled_on = ${day}::date, state = 'cancelled' where order_id = ${open}::uuid`,
    )
    const again = await office.look((scope) => dailyTally(scope, day))
    expect(again.lines).toMatchObject([line])
    expect(again.corrections).toContainEqual({ code: "TALLY", field: "cancelled", closed: 1, now: 2 })
    const paper = await office.look((scope) => tallyPaper(scope, day))
    expect(paper.rows.find(({ kind }) => kind === "total")?.cells.slice(3, 10)).toEqual([3, 1, 2, 30, 28, 1, 1])
    expect(paper.rows).toContainEqual({ kind: "note", cells: ["訂正 TALLY 取消: 1名 → 2名"] })
  })

  test("F6 受講証: a PDF with a QR code for each attendee, the same ticket when made again; no token in the clear", async () => {
    await office.load(seminarGiven("TICKET"))
    const order = await office.apply("TICKET")
    const pdf = await office.act((scope) => ticketsForOrder(scope, order))
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-")
    const first = await attendee(order)
    await office.act((scope) => ticketsForOrder(scope, order))
    expect((await attendee(order)).token).toBe(first.token)
    expect(ticketUrl("tsuki", first.token)).toMatch(/^HTTPS?:\/\/[^a-z]+\/T\/TSUKI\/[0-9A-Z]{26}$/)
    const rows = await office.look((scope) => scope.sql`select * from ticket`)
    expect(JSON.stringify(rows)).not.toContain(first.token)
  })

  test("F7 受付リスト: in the order of the kana, with boxes, fee and payment", async () => {
    await office.load(seminarGiven("LIST", paid(5_500)))
    await office.apply("LIST", { way: "onsite", familyName: "渡辺", familyNameKana: "ワタナベ" })
    await office.apply("LIST", { way: "onsite", familyName: "髙﨑", familyNameKana: "ダカサキ" })
    const paper = await office.act(async (scope) => receptionList(scope, await idOf("LIST")))
    expect(paper.rows.map(({ cells }) => cells[2])).toMatchObject(["た行", expect.stringContaining("ダカサキ"), "わ行", expect.stringContaining("ワタナベ")]) // prettier-ignore
    expect(paper.rows[1]?.cells.slice(5, 7)).toEqual(["一般", "未 5,500円"])
    expect(["アキ", "ガク", "パン", "ヴィ", "Smith", ""].map(kanaRowOf)).toEqual(["あ", "か", "は", "あ", "他", "他"])
  })

  test("F9 hand-over of addresses: only who comes and allows it, each once, and it is logged; reminders go once", async () => {
    await office.load(seminarGiven("HAND"))
    await office.apply("HAND", { email: "same@x.example" })
    await office.apply("HAND", { email: "SAME@x.example" })
    await office.apply("HAND", { email: "no@x.example", allowsReminder: undefined })
    const gone = await office.apply("HAND", { email: "gone@x.example" })
    await office.act((scope) => cancelRegistrations(scope, { orderId: gone, registrationIds: null }))
    const seminarId = await idOf("HAND")
    const { csv, count } = await office.act((scope) => handOverAddresses(scope, { seminarId, recipient: "講師 遠藤", purpose: "資料の送付" })) // prettier-ignore
    expect(count).toBe(1)
    expect(csv.toString().toLowerCase()).toContain("same@x.example")
    expect(await office.look((scope) => scope.sql`select recipient, count from address_hand_over`)).toEqual([{ recipient: "講師 遠藤", count: 1 }]) // prettier-ignore
    const remind = () => office.act((scope) => sendReminders(scope, calendarDate("2026-12-09")))
    const before = await remind()
    expect(before.mails).toBeGreaterThan(0)
    expect(await remind()).toMatchObject({ mails: 0 })
    const mails = await office.look((scope) => scope.sql<{ recipient: string }>`select recipient from outbox where dedupe_key like 'seminar-reminder:%'`) // prettier-ignore
    expect(mails.map(({ recipient }) => recipient)).not.toContain("no@x.example")
    expect(mails.map(({ recipient }) => recipient)).not.toContain("gone@x.example")
  })

  test("F6 F9 tickets and reminders are in the applicant's language, with every session and today and tomorrow by their names", async () => {
    const evenings = ["10", "11"].map((day) => ({ startsAt: `2026-12-${day} 18:30`, endsAt: `2026-12-${day} 20:00`, room: "KANDA" })) // prettier-ignore
    const abroad = { titleEnglish: "Two evenings", sessions: evenings, reminderDays: [2, 1, 0] }
    await office.load(seminarGiven("EVENINGS", { ...paid(5_500), ...abroad }))
    const [ours, theirs] = [
      await office.apply("EVENINGS", { way: "onsite", others: [{ familyName: "連", givenName: "人", familyNameKana: "ツレ", givenNameKana: "ヒト", email: "" }] }),
      await office.apply("EVENINGS", { way: "onsite", email: "abroad@x.example" }),
    ] // prettier-ignore
    await office.act((scope) => scope.sql`update seminar_order set locale = 'en' where id = ${theirs}::uuid`)
    await office.act((scope) => issueTickets(scope, [ours, theirs]))
    const letters = await office.look((scope) => ticketLetters(scope, [ours, theirs]))
    const facts = (title: string) => letters.find((letter) => letter.title === title)?.table
    expect(facts("受講証")).toContainEqual(["当日のお支払い", "11,000円(お申し込みの2名分)"])
    expect(facts("受講証")).toContainEqual([
      "開催日時",
      "2026年12月10日(木) 18:30〜20:00\n2026年12月11日(金) 18:30〜20:00",
    ])
    expect(facts("Ticket")).toContainEqual(["Seminar", "Two evenings"])
    expect(facts("Ticket")).toContainEqual(["To pay at the door", "¥5,500"])
    for (const day of ["2026-12-08", "2026-12-09", "2026-12-10"])
      await office.act((scope) => sendReminders(scope, calendarDate(day)))
    const said = async (order: string) =>
      (await office.look((scope) => scope.sql<{ text: string }>`
          select subject || ' ' || body_text as text from outbox join registration on dedupe_key like 'seminar-reminder:' || registration.id || ':%'
          where order_id = ${order}::uuid order by dedupe_key desc`)) // prettier-ignore
        .map(({ text }) => text)
    const [inTwo, tomorrow, today] = await said(theirs)
    expect(inTwo).toContain("takes place in 2 days")
    expect(tomorrow).toContain("takes place tomorrow")
    expect(today).toContain("takes place today")
    expect(today).toContain("Thu, 10 Dec 2026")
    expect(today).not.toContain("【")
    expect((await said(ours)).map((text) => /あと2日|明日開催|本日開催/.exec(text)?.[0])).toEqual(["あと2日", "明日開催", "本日開催"]) // prettier-ignore
  })
})

describe("the door", () => {
  test("F8 F10 one ticket at three doors at once, and scans that come later: one entry, the others already; nothing dropped", async () => {
    await office.load(seminarGiven("DOORS"), seminarGiven("ELSE"))
    const person = await attendee(await office.apply("DOORS"))
    house.setClock("2026-12-10T13:40:00+09:00")
    const one = (device: string, occurredAt = at("13:30")) =>
      scan("DOORS", [{ nonce: randomUUID(), code: `HTTPS://X/T/TSUKI/${person.token}`, occurredAt }], { device })
    const verdicts = (await Promise.all([one("door-1"), one("door-2"), one("door-3")])).flat()
    expect(verdicts.map(({ verdict }) => verdict).sort()).toEqual(["accepted", "duplicate", "duplicate"])
    expect(verdicts.find(({ verdict }) => verdict === "duplicate")?.firstDevice).toMatch(/^door-/)
    expect((await one("door-4", at("13:25")))[0]?.verdict).toBe("duplicate")
    const [{ count } = { count: 0 }] = await office.look((scope) => scope.sql<{ count: number }>`select count(*)::integer as count from checkin_event where registration_id = ${person.id}::uuid`) // prettier-ignore
    expect(count).toBe(4)
    const stranger = await attendee(await office.apply("ELSE", {}, "door"))
    const [elsewhere, unknown] = await scan("DOORS", [
      { nonce: randomUUID(), code: stranger.token, occurredAt: at("13:31") },
      { nonce: randomUUID(), code: "NOBODY", occurredAt: at("13:32") },
    ])
    expect([elsewhere, unknown].map((one) => one?.reason).sort()).toEqual(["other-seminar", "unknown"])
  })

  test("F10 the same nonce again is the same answer; an undo lets him in anew; a wrong clock is corrected", async () => {
    await office.load(seminarGiven("CLOCK"))
    const person = await attendee(await office.apply("CLOCK", {}, "door"))
    house.setClock("2026-12-10T13:30:00+09:00")
    const entry = {
      nonce: randomUUID(),
      code: person.number.toLowerCase(),
      source: "number",
      occurredAt: "2026-12-10T15:25:00+09:00",
    }
    // The device's clock is two hours ahead.
    const more = { sentAt: "2026-12-10T15:30:00+09:00" }
    const [first] = await scan("CLOCK", [entry], more)
    expect([first?.verdict, (await scan("CLOCK", [entry], more))[0]?.verdict]).toEqual(["accepted", "accepted"])
    const [row] = await office.look((scope) => scope.sql<{ occurred_at: Date }>`select occurred_at from checkin_event where nonce = ${entry.nonce}::uuid`) // prettier-ignore
    expect(row?.occurred_at).toEqual(new Date("2026-12-10T13:25:00+09:00"))
    await scan("CLOCK", [{ nonce: randomUUID(), registrationId: person.id, kind: "undo", occurredAt: at("13:31") }])
    const [again] = await scan("CLOCK", [
      { nonce: randomUUID(), registrationId: person.id, source: "name", occurredAt: at("13:32") },
    ])
    expect(again?.verdict).toBe("accepted")
  })

  test("F8 who has not paid is asked first and let pass when told so; the report counts who came", async () => {
    house.setClock("2026-11-20T10:00:00+09:00")
    await office.load(seminarGiven("PAYS", paid(5_500)))
    const [owes, absent] = [
      await attendee(await office.apply("PAYS", { way: "onsite" })),
      await office.apply("PAYS", { way: "onsite" }),
    ]
    house.setClock("2026-12-10T13:40:00+09:00")
    const enter = (more: Record<string, unknown> = {}) =>
      scan("PAYS", [{ nonce: randomUUID(), registrationId: owes.id, source: "name", occurredAt: at("13:35"), ...more }])
    expect((await enter())[0]).toMatchObject({ verdict: "rejected", reason: "unpaid", owedYen: 5_500 })
    expect((await enter({ isForced: true }))[0]).toMatchObject({ verdict: "accepted" })
    const report = await office.act(async (scope) => attendanceReport(scope, await idOf("PAYS")))
    expect(report.rows.at(-1)?.cells).toEqual(["申込 2", "出席 1", "欠席 1", "出席率 50.0%", null])
    expect(absent).not.toBe("")
    office.today("2026-11-20")
  })
})

describe("certificates", () => {
  test("F10 F11 who attended gets one, once, in the name of who came; absent gets none; revoked and replaced show so", async () => {
    await office.load(seminarGiven("CERT"))
    const [came, absent] = [await attendee(await office.apply("CERT")), await attendee(await office.apply("CERT"))]
    await office.act(
      (scope) =>
      swapAttendee(scope, came.id, { familyName: "髙﨑", givenName: "𠮷右衛門", familyNameKana: "タカサキ", givenNameKana: "キチエモン", email: "kichi@x.example" }), // prettier-ignore
    )
    house.setClock("2026-12-10T13:40:00+09:00")
    await scan("CERT", [{ nonce: randomUUID(), registrationId: came.id, source: "name", occurredAt: at("13:20") }])
    const issue = () => office.act((scope) => issueCertificates(scope, "CERT"))
    const { issued, notEarned } = await issue()
    expect(issued).toHaveLength(1)
    expect(notEarned).toEqual([{ number: absent.number, attended: 0, needed: 1, minutes: 0 }])
    expect((await issue()).issued).toEqual([])
    const serial = issued[0] ?? ""
    const [row] = await office.look((scope) => scope.sql<{ check: string }>`select check_code as check from certificate where serial = ${serial}`) // prettier-ignore
    const shown = () => office.look((scope) => certificateForPublic(scope, `${serial}-${row?.check ?? ""}`))
    expect(await shown()).toMatchObject({ state: "valid", maskedName: "髙● 𠮷●●●", issuer: "つき出版" })
    expect(await office.look((scope) => certificateForPublic(scope, `${serial}-AAAAAAAA`))).toBeNull()
    const revoke = (replace: boolean) =>
      office.act((scope) => revokeCertificate(scope, { serial, reason: "氏名の訂正", replace }))
    const next = await revoke(true)
    expect(next).toMatch(/^2026-S/)
    expect(await shown()).toMatchObject({ state: "replaced" })
    await expect(revoke(false)).rejects.toMatchObject({ code: "certificate-revoked" })
    expect((await issue()).issued).toEqual([])
    const segment = await office.look(async (scope) =>
      attendeesNotReading(scope, { seminarId: await idOf("CERT"), publication: "TSUKI" }),
    )
    expect(segment).toEqual([])
    expect(masked("Anna Meyer 殿")).toBe("A●●● M●●●●")
  })
})
