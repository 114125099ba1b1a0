import { beforeAll, expect, test } from "vitest"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { CatalogueInput, saveCatalogue } from "#app/publications/save-catalogue.server.ts"
import { contractForPage } from "#app/subscriptions/contract/contract-for-page.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { contractsForMember } from "#app/subscriptions/contracts-for-member.server.ts"
import { renewalOfContract } from "#app/subscriptions/renewal/renewal-of-contract.server.ts"
import type { ContractId } from "#app/values/ids.ts"
import { seededRandom } from "#test/support/seeded-random.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const seed = Number(process.env.FAULT_SEED ?? 20261126)
const random = seededRandom(seed)
const pick = (count: number) => Math.floor(random() * count)

beforeAll(world.found)

const expected = async (ids: readonly ContractId[]) => {
  const rows = await world.look(
    (scope) => scope.sql<{ id: string; expected: number; last: number | null }>`
      select id, expected_last_issue(id) as expected, last_issue as last from contract where id = any(${[...ids]}::uuid[])`,
  )
  return ids.map((id) => rows.find((row) => row.id === id))
}
const every = (id: ContractId, issues: number) =>
  world.act((scope) => scope.sql`update contract set ship_every = ${issues}::integer where id = ${id}::uuid`)

test(`A2 the issue foretold at the start is the one with which each term ends, whatever its rhythm, holds and the calendar (FAULT_SEED=${seed})`, async () => {
  const reader = await world.reader()
  const ids: ContractId[] = []
  for (let at = 0; at < 18; at += 1) {
    const id = await world.order(reader, "M3", { startIssue: 1 + pick(6) })
    await every(id, 1 + pick(4))
    const fromIssue = 1 + pick(5)
    if (pick(2) === 0)
      await world.act((scope) =>
        holdContract(scope, { contractId: id, fromIssue, untilIssue: fromIssue + 1 + pick(4), reason: "reader" }),
      )
    ids.push(id)
  }
  await world.act((scope) => changeCalendar(scope, "TSUKI", { kind: "double", number: 4 }))
  await world.act((scope) => changeCalendar(scope, "TSUKI", { kind: "skip", number: 7 }))
  const foretold = (await expected(ids)).map((row) => row?.expected)
  await world.ship("TSUKI", 24)
  const ended = await expected(ids)
  expect(ended.map((row) => row?.last)).toEqual(foretold)
  expect(ended.map((row) => row?.expected)).toEqual(foretold)
})

test("A2 B2 every page says the same: a copy every other issue ends after twice as many, and the renewal joins there", async () => {
  world.today("2028-04-20")
  const reader = await world.reader()
  const id = await world.order(reader, "M12", { startIssue: 26 })
  await every(id, 2)
  const [page, [listed], renewal] = await world.look(async (scope) => [
    await contractForPage(scope, id),
    await contractsForMember(scope, reader),
    await renewalOfContract(scope, id),
  ])
  expect([page.expectedLastIssue, listed?.lastIssue, renewal.lastIssue]).toEqual([48, 48, 48])
})

test("where the calendar ends before the term, its rhythm goes on", async () => {
  const load = (issues: number) =>
    world.act((scope) =>
      saveCatalogue(
        scope,
        CatalogueInput.parse({
          publications: [
            {
              ...{ code: "SHORT", name: "短い予定", frequency: "monthly", taxRatePercent: 10 },
              issues: Array.from({ length: issues }, (_, at) => ({
                ...{ number: at + 1, label: `${at + 1}号`, shipsOn: `2029-${String(at + 1).padStart(2, "0")}-16` },
              })),
            },
          ],
          offers: [{ code: "S4", publication: "SHORT", name: "4回", units: 4, priceYen: 4_000 }],
        }),
      ),
    )
  await load(3)
  const reader = await world.reader()
  const ids = [await world.order(reader, "S4", { startIssue: 1 }), await world.order(reader, "S4", { startIssue: 2 })]
  for (const id of ids) await every(id, 2)
  const foretold = (await expected(ids)).map((row) => row?.expected)
  expect(foretold).toEqual([7, 8])
  await load(12)
  expect((await expected(ids)).map((row) => row?.expected)).toEqual(foretold)
})
