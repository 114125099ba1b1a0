import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { z } from "zod"
import { recordPayment } from "#app/billing/record-payment.server.ts"
import { discardHome, type EmbeddedPostgres, useEmbeddedPostgres } from "#app/platform/embedded-postgres.server.ts"
import { closeHouse, openHouse } from "#app/platform/house.server.ts"
import { migrate } from "#app/platform/migrate.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { wake } from "#app/platform/wake.server.ts"
import { startWorker } from "#app/platform/worker.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import type { ContractId } from "#app/values/ids.ts"
import { type CutWire, openCutWire } from "#test/support/cut-wire.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { testSettings } from "#test/support/test-settings.ts"

// F2: the database of this test alone is stopped at once (as by `pg_ctl stop -m immediate`) while payments are booked, and started again.

const seed = Number(process.env.FAULT_SEED ?? 20261128)
const ROUNDS = Number(process.env.FAULT_POINTS ?? 4)
const PAYMENTS = 16

const home = mkdtempSync(path.join(tmpdir(), "teiki-stopped-"))
const random = seededRandom(seed)
let instant = new Date("2026-04-01T09:00:00+09:00")
const world = smallWorld({
  setClock: (text) => {
    instant = new Date(text)
  },
  actor: (organization = "tsuki") => actorFor(organization, "test"),
  ownerUrl: "",
})
let cluster: EmbeddedPostgres
let wire: CutWire
let actor: Actor
let contracts: ContractId[] = []

beforeAll(async () => {
  // With fsync, as in production: what is committed must outlive the server.
  cluster = await useEmbeddedPostgres({ home, durable: true })
  wire = await openCutWire(cluster.url)
  const house = openHouse(testSettings(home, 0), wire.url, () => new Date(instant))
  await migrate(house.urls)
  await world.found()
  actor = await actorFor("tsuki", "test")
  for (let no = 0; no < PAYMENTS; no += 1) contracts = [...contracts, await world.order(await world.reader(), "M12")]
})

afterAll(async () => {
  await closeHouse()
  await wire.close()
  await cluster.leave()
  discardHome(home)
})

/** Immediate stop: no checkpoint, no word to anybody. */
async function stopAtOnce() {
  const { pid } = z
    .object({ pid: z.number() })
    .parse(JSON.parse(readFileSync(path.join(home, "postgres.json"), "utf8")))
  process.kill(pid, "SIGQUIT")
  while (isAlive(pid)) await pause(5)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false // gone
  }
}

async function startAgain() {
  cluster = await useEmbeddedPostgres({ home, durable: true })
  wire.leadTo(cluster.url)
}

const pay = (key: string, contractId: ContractId, meanwhile: () => Promise<void> = () => Promise.resolve()) =>
  inScope(actor, async (scope) => {
    const contract = await contractAsItStands(scope, contractId)
    const booked = await recordPayment(scope, {
      ...{ payerId: contract.payerId, orderId: null, way: "bank-transfer", amountYen: 1_000, receivedOn: scope.today },
      ...{ externalKey: key, cardBrand: null, cardLast4: null, contract },
    })
    await meanwhile()
    await scope.sql`select`
    return booked
  })

const keptKeys = async (prefix: string) => {
  const rows = await world.look(
    (scope) => scope.sql<{ key: string }>`
      select external_key as key from payment where external_key like ${`${prefix}:%`} order by external_key`,
  )
  return rows.map(({ key }) => key)
}

const keyOf = (round: number, at: number) => `round${round}:${String(at).padStart(2, "0")}`

/**
 * Four clerks book payments; the server stops within the transaction of one of them, or at once after its answer, while the
 * others are wherever they are before it, and what they begin after it finds no server. Gives what was answered, and the key of the payment that was open.
 */
async function payUntilStopped(round: number, stop: { at: number; within: boolean }) {
  const answered: string[] = []
  let isGone = () => {}
  const gone = new Promise<void>((done) => {
    isGone = done
  })
  const stopServer = () => stopAtOnce().then(isGone)
  const clerk = async (first: number) => {
    for (const [at, contract] of contracts.entries()) {
      if (at % 4 !== first) continue
      const isLast = at === stop.at
      // However busy the machine is: what comes after the stop is not answered before it.
      if (at > stop.at) await gone
      await pay(keyOf(round, at), contract, () => (isLast && stop.within ? stopServer() : Promise.resolve()))
      answered.push(keyOf(round, at))
      if (isLast) await stopServer()
    }
  }
  await Promise.allSettled([0, 1, 2, 3].map(clerk))
  return { answered, open: stop.within ? keyOf(round, stop.at) : null }
}

describe(`F2 the database is stopped at once and started again (FAULT_SEED=${seed})`, () => {
  test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    "stop %i: what was answered is there, what was open is not, and the same house goes on",
    async (round) => {
      const stop = { at: 3 + Math.floor(random() * (PAYMENTS - 6)), within: random() < 0.5 }
      const { answered, open } = await payUntilStopped(round, stop)
      expect(answered.length).toBeGreaterThan(0)
      expect(answered.length).toBeLessThan(PAYMENTS)
      await startAgain()
      const kept = await keptKeys(`round${round}`)
      expect(kept, `FAULT_SEED=${seed}`).toEqual(expect.arrayContaining(answered))
      expect(kept).not.toContain(open)
      // Who heard of no answer does it again, and so does who did: each payment is one.
      for (const [at, contract] of contracts.entries()) await pay(keyOf(round, at), contract)
      expect(await keptKeys(`round${round}`)).toHaveLength(PAYMENTS)
      expect(await world.differences()).toEqual([])
    },
  )

  test("a worker takes up its work again by itself", async () => {
    const worker = await startWorker()
    const runs = () =>
      world.look((scope) => scope.sql`select from job_run where name = 'issue-invoices' and outcome = 'done'`)
    const hasRun = (times: number) =>
      vi.waitFor(async () => expect(await runs()).toHaveLength(times), { timeout: 20_000, interval: 100 })
    // What the queue's library says while the database is away is expected here.
    const words = [vi.spyOn(console, "error"), vi.spyOn(console, "warn")]
    try {
      await wake("issue-invoices", "tsuki")
      await hasRun(1)
      await stopAtOnce()
      await startAgain()
      await wake("issue-invoices", "tsuki")
      await hasRun(2)
    } finally {
      await worker.stop()
      for (const spy of words) spy.mockClear()
    }
  })
})
