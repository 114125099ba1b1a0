import { beforeAll, describe, expect, test } from "vitest"
import { joinLinkFor } from "#app/seminars/apply/join-link-for.server.ts"
import { joinWaitingList } from "#app/seminars/apply/join-waiting-list.server.ts"
import { askToCallOff, callOffAsked, decideCallingOff } from "#app/seminars/money/ask-to-call-off.server.ts"
import { callOffSeminar, stakesOfCallingOff } from "#app/seminars/money/call-off-seminar.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { approvalsForList } from "#app/ledger/approvals-for-list.server.ts"
import { decideApproval } from "#app/ledger/decide-approval.server.ts"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)
const other = { familyName: "同僚", givenName: "二", familyNameKana: "ドウリョウ", givenNameKana: "ニ" }

beforeAll(office.found)

const idOf = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""

const callOff = async (code: string) => {
  const seminarId = await idOf(code)
  return office.act((scope) => callOffSeminar(scope, { seminarId, reason: "講師の急病" }))
}

const as = async <Result>(name: string, run: (scope: Scope) => Promise<Result>) =>
  inScope({ ...(await house.actor("tsuki")), name: `staff:${name}` }, run)

const mails = (like: string) =>
  office.look(
    (scope) => scope.sql<{ recipient: string; text: string }>`
      select recipient, body_text as text from outbox where dedupe_key like ${like} order by recipient`,
  )

describe("開催中止", () => {
  test("F11 paid, unpaid, waiting, online and a group: all ended, all told once, everything back whatever the rule", async () => {
    const online = { startsAt: "2026-12-10 13:30", endsAt: "2026-12-10 16:00", mode: "hybrid", joinUrl: "https://meet.example/x", room: "KANDA" } // prettier-ignore
    await office.load(
      seminarGiven("STOP", paid(11_000, { sessions: [online], pools: [{ name: "会場", capacity: 4 }] })),
    )
    const group = await office.apply("STOP", {
      ...{ way: "invoice", companyName: "中止商会" },
      others: [{ ...other, email: "second@seminar.example" }],
    })
    await office.pay(group, 22_000)
    const unpaid = await office.apply("STOP", { way: "invoice" })
    const onsite = await office.apply("STOP", { way: "onsite" })
    const waits = await office.fill("STOP", { way: "onsite" })
    await office.act((scope) => joinWaitingList(scope, waits))
    await office.act((scope) => issueTickets(scope, [group, unpaid, onsite]))
    const [seat] = await office.look(
      (scope) =>
        scope.sql<{ token: string }>`select join_token as token from registration where order_id = ${group}::uuid`,
    )
    const before = await joinLink(group, seat?.token ?? "")
    office.today("2026-12-09")
    const seminarId = await idOf("STOP")
    const stakes = { people: 4, waiting: 1, orders: 4, refundYen: 22_000, openYen: 22_000 }
    expect(await office.look((scope) => stakesOfCallingOff(scope, seminarId))).toEqual(stakes)
    expect(await callOff("STOP")).toEqual(stakes)
    expect(await office.lastVoucher()).toEqual({ 前受金: 22_000, 未払金: -22_000 })
    expect(await callOff("STOP")).toMatchObject({ people: 0, refundYen: 0, openYen: 0 })
    for (const order of [group, unpaid, onsite, waits]) expect(await office.stateOf(order)).toBe("cancelled")
    expect(await office.seats("STOP")).toEqual({ taken: 0, live: 0, confirmed: 0 })
    expect([before, await joinLink(group, seat?.token ?? "")]).toEqual(["https://meet.example/x", null])
    const [left] = await office.look(
      (scope) => scope.sql`
        select (select count(*) from ticket where revoked_at is null)::integer as tickets,
          (select coalesce(sum(left_yen), 0) from invoice_open_item)::integer as open,
          (select sum(amount_yen) from seminar_refund where cause = 'seminar-cancelled')::integer as owed,
          (select count(*) from issued_paper where kind = 'credit-note')::integer as notes`,
    )
    expect(left).toEqual({ tickets: 0, open: 0, owed: 22_000, notes: 2 })
    const told = await mails("seminar-called-off:%")
    expect(told.map(({ recipient }) => recipient)).toContain("second@seminar.example")
    expect(told).toHaveLength(5)
    const [payer] = told.filter(({ text }) => text.includes("返金: 22,000円"))
    expect(payer?.text).toContain("講師の急病")
    expect(await office.differences()).toEqual([])
    office.today("2026-12-11")
    await office.act((scope) => recogniseHeldSeminars(scope, calendarDate("2026-12-11")))
    expect(await office.balance(group)).toEqual({ deferred: 0, receivable: 0, recognised: 0 })
  })

  test("what was held, and what was never published, is not called off", async () => {
    office.today("2026-11-20")
    await office.load(seminarGiven("HELD", paid(5_500)), seminarGiven("DRAFT", { state: "draft" }))
    office.today("2026-12-10")
    await office.act((scope) => recogniseHeldSeminars(scope, calendarDate("2026-12-10")))
    await expect(callOff("HELD")).rejects.toMatchObject({ code: "seminar-held-already" })
    await expect(callOff("DRAFT")).rejects.toMatchObject({ code: "seminar-in-other-state" })
  })

  test("money that goes back to many needs a second person; without money, or declined, nobody waits", async () => {
    office.today("2026-11-20")
    await office.load(seminarGiven("TWO", paid(5_500)), seminarGiven("FREE", {}))
    const order = await office.apply("TWO", { way: "invoice" })
    await office.pay(order, 5_500)
    await office.apply("FREE")
    const [seminarId, free] = [await idOf("TWO"), await idOf("FREE")]
    const ask = (reason: string, id = seminarId) =>
      as("hanako", (scope) => askToCallOff(scope, { seminarId: id, reason }))
    const decide = (who: string, approves: boolean) =>
      as(who, (scope) => decideCallingOff(scope, { seminarId, approves }))
    expect(await ask("", free)).toBe(true)
    await expect(ask("")).rejects.toMatchObject({ code: "call-off-needs-a-reason", options: { field: "reason" } })
    expect(await ask("会場の停電のため")).toBe(false)
    await expect(ask("もう一度")).rejects.toMatchObject({ code: "already-requested" })
    await expect(decide("hanako", true)).rejects.toMatchObject({ code: "second-person-needed" })
    expect(await office.stateOf(order)).toBe("confirmed")
    await decide("hanako", false)
    expect(await office.look((scope) => callOffAsked(scope, seminarId))).toBeNull()
    expect(await ask("会場の停電のため")).toBe(false)
    const [asked] = (await office.look(approvalsForList)).filter(({ state }) => state === "waiting")
    expect(asked).toMatchObject({ kind: "call-off", subject: seminarId, requestedBy: "staff:hanako" })
    // The ledger's own page does not decide on what it does not know.
    await expect(
      as("taro", (scope) => decideApproval(scope, { id: asked?.id ?? "", approves: true })),
    ).rejects.toMatchObject({
      code: "no-such-request",
    })
    await decide("taro", true)
    expect(await office.stateOf(order)).toBe("cancelled")
    expect(await office.lastVoucher()).toEqual({ 前受金: 5_500, 未払金: -5_500 })
    await expect(decide("taro", true)).rejects.toMatchObject({ code: "no-such-request" })
    expect(await office.differences()).toEqual([])
  })

  test("applications that are placed at the same moment are ended, too, or refused; nobody keeps a seat", async () => {
    office.today("2026-11-20")
    await office.load(seminarGiven("RACE", { pools: [{ name: "会場", capacity: 100 }] }))
    const orders = await Promise.all(Array.from({ length: 30 }, () => office.fill("RACE")))
    const placing = orders.map((order) =>
      office.place(order).then(
        () => "placed",
        (error: unknown) => (error instanceof Error && "code" in error ? error.code : error),
      ),
    )
    const [outcomes] = await Promise.all([Promise.all(placing), callOff("RACE")])
    expect(outcomes.filter((outcome) => outcome !== "placed" && outcome !== "not-open-now")).toEqual([])
    expect(await office.seats("RACE")).toEqual({ taken: 0, live: 0, confirmed: 0 })
  })
})

const joinLink = (order: string, token: string) => office.look((scope) => joinLinkFor(scope, order, token))
