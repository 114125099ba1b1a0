import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { openDatabase } from "#app/platform/database.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CheckIn, DoorBatch } from "#app/seminars/door/check-in.ts"
import { openConflicts } from "#app/seminars/door/conflicts-for-seminar.server.ts"
import type { CheckInVerdict } from "#app/seminars/door/record-check-ins.server.ts"
import { takeDoorBatch } from "#app/seminars/door/take-door-batch.server.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F10: doors without the network scan the same tickets by wrong clocks; what they send comes late, in any order, at once, and again.

const PEOPLE = Number(process.env.FAULT_PEOPLE ?? 30)
const DOORS = 5
const seed = Number(process.env.FAULT_SEED ?? 20261210)
const random = seededRandom(seed)
const pick = (count: number) => Math.floor(random() * count)

const house = useHouse("empty")
const office = seminarWorld(house)
const sentAt = Date.parse("2026-12-10T13:40:00+09:00")

beforeAll(async () => {
  await office.found()
  await office.load(seminarGiven("CHAOS", { pools: [{ name: "会場", capacity: 500 }] }))
  for (let at = 0; at < PEOPLE; at += 1) await office.apply("CHAOS")
  house.setClock("2026-12-10T13:40:00+09:00")
})

const look = <Result>(run: (scope: Scope) => Promise<Result>) => office.look(run)
const registrations = async () =>
  (await look((scope) => scope.sql<{ id: string }>`select id from registration order by number`)).map(({ id }) => id)

type Scan = CheckIn & { registrationId: string; trueAt: number }
type Door = { device: string; deviceId: string; errorMs: number; scans: Scan[] }

/** What a door does in forty minutes by itself: scans people, some of them again, and takes some entries back. */
function afternoon(device: string, people: readonly string[]): Door {
  const errorMs = pick(3) === 0 ? 0 : Math.round((random() - 0.5) * 6 * 3_600_000)
  const knowsItsError = pick(2) === 0
  const inside = new Set<string>()
  const scans: Scan[] = []
  for (let minute = 0; minute < 36; minute += 1) {
    const registrationId = people[pick(people.length)] ?? ""
    const trueAt = sentAt - (40 - minute) * 60_000
    const common: Omit<Scan, "kind" | "shown"> = {
      ...{ nonce: randomUUID(), registrationId, occurredAt: trueAt + errorMs, isOffline: true, trueAt, source: "name" },
      ...(knowsItsError ? { skewMs: -errorMs } : {}),
      isForced: false,
    }
    const isUndone = inside.has(registrationId) && pick(6) === 0
    const shown = inside.has(registrationId) ? "already" : "entered"
    if (isUndone) inside.delete(registrationId)
    else inside.add(registrationId)
    scans.push({
      ...common,
      ...(isUndone ? { kind: "undo", shown: "undone" } : { kind: "entry", shown }),
    })
  }
  return { device, deviceId: randomUUID(), errorMs, scans }
}

/** What a door sends: its queue in parts, in their order; parts whose answer was lost are sent again, late and all at once. */
async function sendAll(door: Door): Promise<CheckInVerdict[]> {
  const actor = await house.actor("tsuki")
  const rest = [...door.scans]
  const answers: CheckInVerdict[] = []
  const again: Promise<unknown>[] = []
  while (rest.length > 0) {
    const checkIns = rest.splice(0, 1 + pick(9))
    const { device, deviceId, errorMs } = door
    const send = () =>
      takeDoorBatch(actor, "CHAOS", DoorBatch.parse({ device, deviceId, sentAt: sentAt + errorMs, checkIns }))
    answers.push(...(await send()).verdicts)
    if (pick(3) === 0) again.push(send(), send())
  }
  await Promise.all(again)
  return answers
}

describe(`F10 ${DOORS} doors send ${PEOPLE} people's scans late, at once and twice (FAULT_SEED=${seed})`, () => {
  test("one living entry a person, the others already; nothing is dropped; wrong clocks are set right; what was shown green stands on the board", async () => {
    const people = await registrations()
    const doors = Array.from({ length: DOORS }, (_, at) => afternoon(`door-${at + 1}`, people))
    const answers = (await Promise.all(doors.map(sendAll))).flat()
    const scans = doors.flatMap((door) => door.scans)
    const events = await look(
      (scope) => scope.sql<{
        nonce: string
        at: Date
        verdict: string
        kind: string
        registration_id: string
        is_superseded: boolean
      }>`
        select nonce, occurred_at as at, verdict, kind, registration_id, is_superseded from checkin_event`,
    )
    const why = `FAULT_SEED=${seed}`
    expect(events.map(({ nonce }) => nonce).sort(), why).toEqual(scans.map(({ nonce }) => nonce).sort())
    for (const { nonce, trueAt } of scans) {
      const event = events.find((one) => one.nonce === nonce)
      expect(Math.abs((event?.at.getTime() ?? 0) - trueAt), why).toBeLessThan(1_000)
      expect(answers.find((one) => one.nonce === nonce)?.verdict, why).toBe(event?.verdict)
    }
    const living = events.filter(
      (event) => event.kind === "entry" && event.verdict === "accepted" && !event.is_superseded,
    )
    expect(new Set(living.map((event) => event.registration_id)).size, why).toBe(living.length)
    // Whoever was never taken back is in.
    const undone = new Set(scans.filter(({ kind }) => kind === "undo").map((scan) => scan.registrationId))
    for (const scan of scans) {
      if (undone.has(scan.registrationId)) continue
      expect(
        living.map((event) => event.registration_id),
        why,
      ).toContain(scan.registrationId)
    }
    const seminarId = await look((scope) => scope.sql<{ id: string }>`select id from seminar where code = 'CHAOS'`)
    const verdictOf = new Map(events.map(({ nonce, verdict }) => [nonce, verdict]))
    const green = scans.filter((scan) => scan.shown === "entered" && verdictOf.get(scan.nonce) !== "accepted")
    const turned = scans.filter((scan) => scan.shown === "already" && verdictOf.get(scan.nonce) === "accepted")
    expect(green.length, why).toBeGreaterThan(0)
    expect(await look((scope) => openConflicts(scope, seminarId[0]?.id ?? "")), why).toBe(green.length + turned.length)
  })

  test("scans that a clock running ahead puts at one instant stand in the order in which the door took them", async () => {
    await office.act((scope) => scope.sql`update checkin_event set is_superseded = true`)
    const actor = await house.actor("tsuki")
    for (const registrationId of await registrations()) {
      const [first, second] = [randomUUID(), randomUUID()]
      const scan = { registrationId, occurredAt: sentAt + 60_000, skewMs: 0, isOffline: true }
      const checkIns = [
        { ...scan, nonce: first, shown: "entered" },
        { ...scan, nonce: second, shown: "already" },
      ]
      const batch = DoorBatch.parse({ device: "ahead", deviceId: randomUUID(), sentAt, checkIns })
      const { verdicts } = await takeDoorBatch(actor, "CHAOS", batch)
      const of = (nonce: string) => verdicts.find((one) => one.nonce === nonce)?.verdict
      expect([of(first), of(second)], `FAULT_SEED=${seed}`).toEqual(["accepted", "duplicate"])
    }
  })

  test("negative control: without the rule of the database the same race lets somebody in twice", async () => {
    await office.act((scope) => scope.sql`update checkin_event set is_superseded = true`)
    const [person = ""] = await registrations()
    const race = async () => {
      const actor = await house.actor("tsuki")
      const batches = Array.from({ length: 3 }, (_, at) =>
        DoorBatch.parse({
          ...{ device: `door-${at}`, deviceId: randomUUID() },
          checkIns: [{ nonce: randomUUID(), registrationId: person, occurredAt: sentAt, shown: "entered" }],
        }),
      )
      const answers = await Promise.all(batches.map((batch) => takeDoorBatch(actor, "CHAOS", batch)))
      return answers.flatMap(({ verdicts }) => verdicts).filter(({ verdict }) => verdict === "accepted").length
    }
    expect(await race()).toBe(1)
    await office.act((scope) => scope.sql`update checkin_event set is_superseded = true`)
    const owner = openDatabase(house.ownerUrl, 1)
    await owner.raw("drop index somebody_enters_a_session_once")
    await owner.destroy()
    expect(await race()).toBeGreaterThan(1)
  })
})
