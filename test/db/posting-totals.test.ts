import type { Knex } from "knex"
import { beforeAll, expect, test } from "vitest"
import { placesInMonth } from "#app/ledger/balances-for-month.server.ts"
import { gatherPostingTotals } from "#app/ledger/gather-posting-totals.server.ts"
import { openDatabase } from "#app/platform/database.server.ts"
import { house as openHouse } from "#app/platform/house.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { month } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)

const payOne = async () => world.pay(await world.order(await world.reader(), "M12"), 11_000)
const balances = () => world.look((scope) => placesInMonth(scope, month("2026-04")))
const rows = async () =>
  (await world.look((scope) => scope.sql<{ no: number }>`select count(*)::integer as no from posting_total`))[0]?.no ??
  0
const places = async () =>
  (
    await world.look(
      (scope) => scope.sql<{ no: number }>`
        select count(distinct (effective_on, account_code, sub_account))::integer as no from voucher_line`,
    )
  )[0]?.no ?? 0
const broken = async () => [...new Set((await world.differences()).map(({ identity }) => identity))]

beforeAll(async () => {
  await world.found()
  for (let no = 0; no < 4; no += 1) await payOne()
  await world.ship("TSUKI", 1)
})

test("E2 a day's posting totals are gathered to a row for each account, once, and no balance changes", async () => {
  const before = await balances()
  const [many, few] = [await rows(), await places()]
  expect(many).toBeGreaterThan(few)
  // As the administrator's schedule does it.
  const job = await jobNamed("gather-postings")
  if (job?.of !== "organization") throw new Error("no job gather-postings")
  const { clock } = openHouse()
  const { result } = await runForOrganization(job, {
    organization: "tsuki",
    flags: {},
    clock,
    progress: () => undefined,
  })
  expect(result).toEqual({ saved: many - few })
  expect(await rows()).toBe(few)
  expect(await world.act(gatherPostingTotals)).toBe(0)
  expect(await balances()).toEqual(before)
  expect(await broken()).toEqual([])
})

test("F5 what is posted while two gather at once is in the balances, once; gathering in two steps would lose it", async () => {
  await payOne()
  await payOne()
  let second: Promise<number> | undefined
  await inScope(await house.actor("tsuki"), async (scope) => {
    expect(await gatherPostingTotals(scope)).toBeGreaterThan(0)
    // Waits for the rows that the first has taken away.
    second = world.act(gatherPostingTotals)
    await payOne()
  })
  await second
  expect(await broken()).toEqual([])

  const owner = openDatabase(house.ownerUrl, 1)
  const tx = await owner.transaction()
  try {
    await naively(tx, payOne)
    expect(await broken()).toEqual(["totals"])
  } finally {
    await owner.destroy()
  }
})

/** The negative control: sums first, what was summed (and what came since) taken away after. */
async function naively(tx: Knex.Transaction, between: () => Promise<unknown>): Promise<void> {
  const places = "organization_id, effective_on, account_code, sub_account"
  await tx.raw(
    `create temporary table summed on commit drop as select ${places}, sum(amount_yen) as yen from posting_total group by ${places}`,
  )
  await between()
  await tx.raw("delete from posting_total")
  await tx.raw(`insert into posting_total (${places}, amount_yen) select ${places}, yen from summed`)
  await tx.commit()
}
