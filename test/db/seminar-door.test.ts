import { randomUUID } from "node:crypto"
import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { inScope } from "#app/platform/scope.server.ts"
import { unseal } from "#app/platform/seal.server.ts"
import { DoorBatch } from "#app/seminars/door/check-in.ts"
import { conflictsForSeminar, openConflicts } from "#app/seminars/door/conflicts-for-seminar.server.ts"
import { decideConflict } from "#app/seminars/door/decide-conflict.server.ts"
import { withChanges } from "#app/seminars/door/door-snapshot.ts"
import { enterPaperList, printedLists } from "#app/seminars/door/enter-paper-list.server.ts"
import { snapshotForDoor } from "#app/seminars/door/snapshot-for-door.server.ts"
import { takeDoorBatch } from "#app/seminars/door/take-door-batch.server.ts"
import { cancelRegistrations } from "#app/seminars/money/cancel-registrations.server.ts"
import { issueTickets } from "#app/seminars/office/issue-tickets.server.ts"
import { receptionList } from "#app/seminars/office/seminar-papers.server.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const office = seminarWorld(house)

beforeAll(office.found)

beforeEach(() => {
  office.today("2026-11-20")
})

const at = (time: string) => Date.parse(`2026-12-10T${time}:00+09:00`)
const idOf = async (code: string) =>
  (await office.look((scope) => scope.sql<{ id: string }>`select id from seminar where code = ${code}`))[0]?.id ?? ""

/** Somebody who comes, with his ticket. */
async function guest(code: string, changes: Record<string, unknown> = {}) {
  const orderId = await office.apply(code, changes)
  await office.act((scope) => issueTickets(scope, [orderId]))
  const [row] = await office.look(
    (scope) => scope.sql<{ id: string; number: string; sealed: string }>`
      select id, number, token_sealed as sealed from registration join ticket on registration_id = id where order_id = ${orderId}::uuid`,
  )
  return { orderId, id: row?.id ?? "", number: row?.number ?? "", token: unseal(row?.sealed ?? "") }
}

const devices: Record<string, string> = {}
type Given = Record<string, unknown> & { nonce?: string }
const one = (given: Given) => ({ nonce: randomUUID(), occurredAt: at("13:25"), ...given })

/** What a door sends; the same gate is the same device. */
async function send(code: string, gate: string, checkIns: readonly Given[], more: Record<string, unknown> = {}) {
  const deviceId = (devices[gate] ??= randomUUID())
  const batch = DoorBatch.parse({ device: gate, deviceId, ...more, checkIns: checkIns.map(one) })
  const { verdicts } = await takeDoorBatch(await house.actor("tsuki"), code, batch)
  return batch.checkIns.map(({ nonce }) => verdicts.find((verdict) => verdict.nonce === nonce))
}

const board = async (code: string) => {
  const id = await idOf(code)
  return office.look((scope) => conflictsForSeminar(scope, id))
}

describe("scans", () => {
  test("F10 what an outage has piled up is done in its order: in, out by mistake, in again; the same batch again changes nothing", async () => {
    await office.load(seminarGiven("PILE"))
    const person = await guest("PILE")
    house.setClock("2026-12-10T13:30:00+09:00")
    const enter = (time: string) =>
      one({ registrationId: person.id, source: "name", occurredAt: at(time), isOffline: true, shown: "entered" })
    const pile = [
      enter("13:20"),
      one({ registrationId: person.id, kind: "undo", source: "name", occurredAt: at("13:21") }),
      enter("13:22"),
    ]
    const verdicts = ["accepted", "accepted", "accepted"]
    expect((await send("PILE", "北口", pile)).map((one) => one?.verdict)).toEqual(verdicts)
    expect((await send("PILE", "北口", pile)).map((one) => one?.verdict)).toEqual(verdicts)
    const snapshot = await office.look((scope) => snapshotForDoor(scope, "PILE"))
    expect(snapshot.people).toMatchObject([{ enteredAt: "13:22", enteredGate: "北口" }])
    const nothing = one({ registrationId: person.id, kind: "undo", occurredAt: at("13:00") })
    expect(await send("PILE", "南口", [nothing])).toMatchObject([{ verdict: "rejected", reason: "not-entered" }])
    expect(await board("PILE")).toEqual([])
  })

  test("F10 a wrong clock is set right by what was measured at the scan; both times are kept, and a scan of a strange session lies in the nearest", async () => {
    await office.load(seminarGiven("WRONG"))
    const person = await guest("WRONG")
    house.setClock("2026-12-10T13:30:00+09:00")
    const [verdict] = await send(
      "WRONG",
      "北口",
      [{ code: person.token, occurredAt: at("15:25"), skewMs: -2 * 3_600_000, sessionId: randomUUID() }],
      // By the time of sending somebody had set the clock right.
      { sentAt: at("13:30") },
    )
    expect(verdict?.verdict).toBe("accepted")
    const rows = await office.look(
      (
        scope,
      ) => scope.sql`select occurred_at as house, device_at as device, session_id is not null as held, clock_skew_ms as skew
        from checkin_event join reception_device on reception_device.id = device_id where registration_id = ${person.id}::uuid`,
    )
    expect(rows).toEqual([{ house: new Date(at("13:25")), device: new Date(at("15:25")), held: true, skew: 0 }])
  })

  test("F8 two doors without the network take one ticket: one entry, the other on the board until somebody decides; decisions are only added to", async () => {
    await office.load(seminarGiven("TWICE"))
    const [person, gone] = [await guest("TWICE"), await guest("TWICE")]
    house.setClock("2026-12-10T13:40:00+09:00")
    const offline = { isOffline: true, shown: "entered" }
    await send("TWICE", "北口", [{ code: person.token, ...offline }])
    const [second] = await send("TWICE", "南口", [{ code: person.token, ...offline, occurredAt: at("13:20") }])
    expect(second).toMatchObject({ verdict: "duplicate", firstDevice: "北口" })
    await office.act((scope) =>
      cancelRegistrations(scope, { orderId: gone.orderId, registrationIds: null, feePercent: 0 }),
    )
    await send("TWICE", "南口", [{ registrationId: gone.id, source: "name", ...offline }])
    const conflicts = await board("TWICE")
    expect(conflicts.map(({ kind, reason, here, first }) => [kind, reason, here.gate, first?.gate])).toEqual([
      ["changed", "cancelled", "南口", undefined],
      ["double", "", "南口", "北口"],
    ])
    const id = await idOf("TWICE")
    const nonce = second?.nonce ?? ""
    const decide = (decision: "re-entry" | "two-people") =>
      office.act((scope) => decideConflict(scope, id, { nonce, decision, note: "声をかけて確認" }))
    await decide("re-entry")
    await decide("two-people")
    expect(await office.look((scope) => openConflicts(scope, id))).toBe(1)
    const decided = (await board("TWICE")).find((conflict) => conflict.nonce === nonce)?.decided
    expect(decided?.map(({ decision, by }) => [decision, by])).toEqual([["re-entry", "test"], ["two-people", "test"]]) // prettier-ignore
    await expect(office.act((scope) => scope.sql`update checkin_decision set decision = 'settled'`)).rejects.toThrow(
      "permission denied",
    )
    await expect(
      office.act((scope) => decideConflict(scope, id, { nonce: randomUUID(), decision: "settled", note: "" })),
    ).rejects.toMatchObject({ code: "unknown-conflict" })
  })
})

describe("acts at the desk", () => {
  const money = async (orderId: string) => office.balance(orderId)

  test("F8 徴収: the money is booked once however often it is sent, and he is in; what is taken twice is held and told", async () => {
    await office.load(seminarGiven("CASH", paid(5_500)))
    const person = await guest("CASH", { way: "onsite" })
    house.setClock("2026-12-10T13:30:00+09:00")
    const collect = (gate: string) => ({
      ...one({ kind: "payment", registrationId: person.id, amountYen: 5_500, enters: randomUUID(), isOffline: true }),
      gate,
    })
    const first = collect("北口")
    expect(await send("CASH", "北口", [first])).toMatchObject([{ verdict: "accepted", owedYen: 0 }])
    await Promise.all([send("CASH", "北口", [first]), send("CASH", "北口", [first])])
    expect(await money(person.orderId)).toMatchObject({ deferred: 5_500 })
    expect((await office.look((scope) => snapshotForDoor(scope, "CASH"))).people).toMatchObject([{ owedYen: 0, enteredAt: "13:25" }]) // prettier-ignore
    expect(await board("CASH")).toEqual([])
    await send("CASH", "南口", [collect("南口")])
    expect(await money(person.orderId)).toMatchObject({ deferred: 5_500 })
    expect((await board("CASH")).map(({ kind }) => kind).sort()).toEqual(["double", "overpaid"])
    const vouchers = await office.look(
      (scope) => scope.sql<{ yen: number }>`
        select sum(amount_yen)::bigint as yen from voucher_line join account on account.code = account_code
        join voucher on voucher.id = voucher_id where source_key like 'payment:door:%' and account.name = '仮受金'`,
    )
    expect(vouchers).toEqual([{ yen: -5_500 }])
    expect(await office.differences()).toEqual([])
  })

  test("F4 代理出席 and F8 当日受付: who came is in; seats by the same rules; what is refused is kept with what was typed until it is settled", async () => {
    await office.load(seminarGiven("WALK", { ...paid(3_300), pools: [{ name: "会場", capacity: 2 }] }))
    const person = await guest("WALK", { way: "onsite" })
    house.setClock("2026-12-10T13:30:00+09:00")
    const names = { familyName: "髙﨑", givenName: "𠮷", familyNameKana: "タカサキ", givenNameKana: "ヨシ" }
    const swap = {
      kind: "stand-in",
      registrationId: person.id,
      ...names,
      familyNameKana: "ワタカサキ",
      enters: randomUUID(),
    }
    expect(await send("WALK", "北口", [swap])).toMatchObject([{ verdict: "accepted", name: "髙﨑 𠮷" }])
    const feeId = await office.feeOf("WALK")
    const walk = (familyName: string) => ({
      ...one({ kind: "walk-in", ...names, familyName, feeId, isPaid: true, enters: randomUUID() }),
    })
    const taken = walk("当日")
    expect(await send("WALK", "北口", [taken])).toMatchObject([{ verdict: "accepted", owedYen: 0 }])
    await send("WALK", "北口", [taken])
    const [refused] = await send("WALK", "南口", [walk("満員"), { code: person.token }])
    expect(refused).toMatchObject({ verdict: "rejected", reason: "seminar-full" })
    expect(refused?.message).toContain("満席")
    expect(await office.seats("WALK")).toEqual({ taken: 2, live: 2, confirmed: 2 })
    const snapshot = await office.look((scope) => snapshotForDoor(scope, "WALK"))
    expect(snapshot.people.map(({ name, enteredAt, isWalkIn }) => [name, enteredAt, isWalkIn])).toEqual([
      ["当日 𠮷", "13:25", true],
      ["髙﨑 𠮷", "13:25", false],
    ])
    const [conflict] = await board("WALK")
    expect(conflict).toMatchObject({ kind: "refused", typed: { familyName: "満員" } })
    const id = await idOf("WALK")
    const nonce = conflict?.nonce ?? ""
    await office.act((scope) => decideConflict(scope, id, { nonce, decision: "settled", note: "次回へ" }))
    expect((await board("WALK"))[0]).toMatchObject({ typed: {}, decided: [{ note: "次回へ" }] })
    expect(await office.differences()).toEqual([])
  })

  test("F8 staff of another seminar's door change nothing here", async () => {
    await office.load(seminarGiven("OURS", paid(1_100)), seminarGiven("THEIRS"))
    const person = await guest("OURS", { way: "onsite" })
    const [answer] = await send("THEIRS", "北口", [{ kind: "payment", registrationId: person.id, amountYen: 1_100 }])
    expect(answer).toMatchObject({ verdict: "rejected", reason: "unknown-registration" })
    await expect(send("NOWHERE", "北口", [])).rejects.toMatchObject({ code: "unknown-seminar" })
  })
})

describe("what a door knows", () => {
  test("F8 only changes come, and a slow transaction's change is not missed though a later one was seen first", async () => {
    await office.load(seminarGiven("DELTA"), seminarGiven("OTHER"))
    const people = [await guest("DELTA"), await guest("DELTA"), await guest("DELTA")]
    const stranger = await guest("OTHER")
    house.setClock("2026-12-10T13:20:00+09:00")
    const look = (since = "") => office.look((scope) => snapshotForDoor(scope, "DELTA", since))
    const whole = await look()
    expect([whole.isWhole, whole.people.length, whole.elsewhere.at(-1)?.title]).toEqual([true, 3, "園芸講座 OTHER"])
    expect(JSON.stringify(whole)).not.toContain(stranger.token)
    // Transactions of the whole cluster count; other tests' may still run.
    await expect.poll(async () => (await look((await look()).cursor)).people).toEqual([])
    const actor = await house.actor("tsuki")
    let release = () => {}
    const held = new Promise<void>((done) => (release = done))
    let isWritten = () => {}
    const written = new Promise<void>((done) => (isWritten = done))
    const slow = inScope(actor, async (scope) => {
      await scope.sql`update registration set company_name = '遅い会社' where id = ${people[0]?.id ?? ""}::uuid`
      isWritten()
      await held
    })
    await written
    await send("DELTA", "北口", [{ registrationId: people[1]?.id }])
    const first = await look(whole.cursor)
    expect(first.people.find(({ id }) => id === people[1]?.id)).toMatchObject({ enteredGate: "北口" })
    expect(first.people.map(({ company }) => company)).not.toContain("遅い会社")
    release()
    await slow
    const second = await look(first.cursor)
    expect(second.people.map(({ company }) => company)).toContain("遅い会社")
    const now = withChanges(withChanges(whole, first), second)
    expect(now.people).toEqual((await look()).people)
    for (const strange of ["", "nonsense", `${whole.cursor}0000`, "other~1"])
      expect((await look(strange)).isWhole).toBe(true)
    expect(second.head.gates.map(({ gate }) => gate)).toEqual(["北口"])
  })
})

describe("the paper list", () => {
  test("F7 紙から戻す: the rows of the list that was printed, though others have come since; what is wrong is named by its row", async () => {
    await office.load(seminarGiven("PAPER", paid(2_200)))
    const kana = ["カトウ", "サトウ", "タナカ"]
    const people = []
    for (const familyNameKana of kana) people.push(await guest("PAPER", { way: "onsite", familyNameKana, familyName: familyNameKana })) // prettier-ignore
    const id = await idOf("PAPER")
    const print = () => office.act((scope) => receptionList(scope, id))
    const paper = await print()
    expect(paper.number).toBe("受-PAPER-1")
    expect((await print()).number).toBe("受-PAPER-1")
    await guest("PAPER", { way: "onsite", familyNameKana: "アオキ", familyName: "青木" })
    // Two doors print at once: they hold the same list.
    expect((await Promise.all([print(), print()])).map(({ number }) => number)).toEqual(["受-PAPER-2", "受-PAPER-2"])
    expect((await office.look((scope) => printedLists(scope, id))).map(({ listNo }) => listNo)).toEqual([2, 1])
    house.setClock("2026-12-10T15:00:00+09:00")
    const enter = (rows: string, listNo = 1) =>
      office.act((scope) => enterPaperList(scope, id, { listNo, rows, at: "13:20", gate: "紙" }))
    const outcome = await enter(`1,2 9 あ ${people[2]?.number ?? ""}`)
    expect(outcome.map(({ row, name, outcome }) => [row, name.split(" ")[0], outcome])).toEqual([
      ["1", "カトウ", "unpaid"],
      ["2", "サトウ", "unpaid"],
      [people[2]?.number, "タナカ", "unpaid"],
      ["9", "", "no-such-row"],
      ["あ", "", "unreadable"],
    ])
    const events = () =>
      office.look(
        (
          scope,
        ) => scope.sql`select source, device, verdict, to_char(occurred_at at time zone 'Asia/Tokyo', 'HH24:MI') as at
          from checkin_event where seminar_id = ${id}::uuid`,
      )
    expect(await events()).toEqual(
      kana.map(() => ({ source: "paper", device: "紙", verdict: "accepted", at: "13:20" })),
    )
    await enter("1-2")
    expect((await events()).length).toBe(3)
    expect((await enter("2", 2))[0]?.outcome).toBe("unpaid")
    await expect(enter("1", 7)).rejects.toMatchObject({ code: "unknown-reception-list" })
  })
})
