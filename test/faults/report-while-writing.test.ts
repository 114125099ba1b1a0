import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { monthFiles } from "#app/reports/month-files.server.ts"
import { month } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// F15: all papers of a month are made while payments come in between any two of their statements; their totals tie in one snapshot.

const seed = Number(process.env.FAULT_SEED ?? 20261202)
const random = seededRandom(seed)
const house = useHouse("empty")
const world = smallWorld(house)
let contracts: ContractId[] = []
let written = 0

beforeAll(async () => {
  await world.found()
  for (let no = 0; no < 4; no += 1) contracts = [...contracts, await world.order(await world.reader(), "M12")]
  for (const contract of contracts) await world.pay(contract, 1_000)
  await world.ship("TSUKI", 1)
})
afterAll(async () => expect(await world.differences()).toEqual([]))

/** A Scope whose reader is slow enough that after each statement a payment of another is booked. */
const disturbed = (scope: Scope): Scope => ({
  ...scope,
  sql: async <Row extends object>(parts: TemplateStringsArray, ...values: readonly unknown[]) => {
    const rows = await scope.sql<Row>(parts, ...values)
    const contract = contracts[Math.floor(random() * contracts.length)]
    if (contract) await world.pay(contract, 1 + Math.floor(random() * 50))
    written += 1
    return rows
  },
})

describe(`F15 the papers of a month while writes go on (FAULT_SEED=${seed})`, () => {
  test("in a readScope every total ties", async () => {
    const files = await readScope(await house.actor("tsuki"), (scope) => monthFiles(disturbed(scope), month("2026-04")))
    expect(written).toBeGreaterThan(20)
    expect(files.map(({ name }) => name)).toContain("control-totals.json")
  })

  test("statement by statement (read committed) they do not (negative control)", async () => {
    const torn = inScope(await house.actor("tsuki"), (scope) => monthFiles(disturbed(scope), month("2026-04")))
    await expect(torn).rejects.toMatchObject({ code: "totals-differ" })
  })
})
