import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { house as openHouse } from "#app/platform/house.server.ts"
import { startJob } from "#test/support/job-process.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F5: two and ten workers do one job of one organization at once; one of them, a process of its own, is held (SIGSTOP) in the middle of
// its transaction and goes on (SIGCONT) when the others are at work. Each effect is once.

const seed = Number(process.env.FAULT_SEED ?? 20261201)
const CONTRACTS = 8
const random = seededRandom(seed)
const house = useHouse("empty")
const world = smallWorld(house)

beforeAll(world.found)
afterAll(async () => expect(await world.differences()).toEqual([]))

async function work(name: string, asOf: string) {
  const job = await jobNamed(name)
  if (job?.of !== "organization") throw new Error(`no job ${name}`)
  const { clock } = openHouse()
  await runForOrganization(job, { organization: "tsuki", flags: { asOf }, clock, progress: () => undefined })
}

/** Holds a job's process as soon as it is in a transaction that has written; false where it ended before. */
async function stalled(name: string, asOf: string) {
  const owner = openDatabase(house.ownerUrl, 1)
  const known = new Set((await backends(owner)).map(({ pid }) => pid))
  const { child, exit } = startJob(house.ownerUrl, [name, "--organization", "tsuki", "--as-of", asOf])
  let held = false
  while (!held && child.exitCode === null) {
    held = (await backends(owner)).some(({ pid, writes }) => writes && !known.has(pid)) && child.kill("SIGSTOP")
    if (!held) await pause(2)
  }
  await owner.destroy()
  return { held, goOn: () => child.kill("SIGCONT"), exit }
}

async function backends(owner: ReturnType<typeof openDatabase>) {
  const found = await owner.raw<{ rows: { pid: number; writes: boolean }[] }>(`
    select pid, backend_xid is not null as writes from pg_stat_activity
    where datname = current_database() and usename = 'teiki_app'`)
  return found.rows
}

/** So many at once, the first of them held for a while. */
async function together(name: string, asOf: string, workers: number) {
  const { held, goOn, exit } = await stalled(name, asOf)
  expect(held, `FAULT_SEED=${seed}`).toBe(true)
  const others = Promise.all(Array.from({ length: workers - 1 }, () => work(name, asOf)))
  await pause(100 + 300 * random())
  goOn()
  await others
  expect((await exit).code).toBe(0)
}

async function contracts(paymentWay: "invoice" | "bank-transfer", offer: string) {
  for (let no = 0; no < CONTRACTS; no += 1) await world.order(await world.reader(), offer, { paymentWay })
}

const invoices = () =>
  world.look(
    (scope) => scope.sql<{ payer: string; serial: number }>`
      select payer_id as payer, serial from issued_paper where kind = 'invoice' order by serial`,
  )

describe(`F5 many workers on one job (FAULT_SEED=${seed})`, () => {
  test.each([2, 10])("%i workers issue each invoice once, and the numbers have no gap", async (workers) => {
    const before = (await invoices()).length
    await contracts("invoice", "M12")
    await together("issue-invoices", "2026-04-01", workers)
    const issued = await invoices()
    expect(issued).toHaveLength(before + CONTRACTS)
    expect(new Set(issued.map(({ payer }) => payer)).size).toBe(before + CONTRACTS)
    expect(issued.map(({ serial }) => serial)).toEqual(issued.map((_, at) => at + 1))
  })

  test.each([2, 10])("%i workers send each notice once", async (workers) => {
    await contracts("bank-transfer", "M3")
    await together("send-notices", "2026-05-20", workers)
    const mails = await world.look(
      (scope) => scope.sql<{ mails: number; people: number }>`
        select count(*)::integer as mails, count(distinct (member_id, kind))::integer as people from outbox`,
    )
    expect(mails[0]?.mails).toBeGreaterThanOrEqual(CONTRACTS)
    expect(mails[0]?.mails).toBe(mails[0]?.people)
  })

  test("two who look first and write later, without a key that is the contract's, issue two (negative control)", async () => {
    await contracts("invoice", "M12")
    const before = (await invoices()).length
    const look = () => world.look((scope) => contractsToInvoice(scope, scope.today))
    const seen = await Promise.all([look(), look()])
    for (const { payerId, lines, dueOn } of seen.flat()) {
      const addressee = { name: "図書館", department: "", honorific: "御中", postalCode: "1000001", lines: ["千代田1"] }
      const unkeyed = lines.map((line) => ({ ...line, subject: null }))
      const invoice = { payerId, addressee, dueOn, lines: unkeyed, sourceKey: randomUUID() }
      await world.act((scope) => issueInvoice(scope, invoice))
    }
    expect((await invoices()).length - before).toBe(2 * CONTRACTS)
  })
})
