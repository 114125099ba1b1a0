import { beforeAll, expect, test } from "vitest"
import { statisticOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import type { ContractId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))

beforeAll(world.found)

test("A2 M1 隔号 in grace is sent every second issue, as many as granted; who goes on in that rhythm is not 復活", async () => {
  const reader = await world.reader()
  const order = async () => {
    const id = await world.order(reader, "M3", { startIssue: 1 })
    await world.act((scope) => scope.sql`update contract set ship_every = 2 where id = ${id}::uuid`)
    return id
  }
  const plain = await order()
  await world.act((scope) => scope.sql`update offer set grace_issues = 2 where code = 'M3'`)
  const [late, gone] = [await order(), await order()]
  const offerId = await world.offerId("M3")
  const renew = (contractId: ContractId) =>
    world.act((scope) =>
      renewContract(scope, { contractId, offerId, channel: "phone", paymentWay: "bank-transfer", effort: null }),
    )
  await renew(plain)
  await world.ship("TSUKI", 8)
  await renew(late)
  await world.ship("TSUKI", 11)
  const sent = await world.look(
    (scope) => scope.sql<{ issue: number }>`
      select run.issue_number as issue from shipment join issue_run as run on run.id = shipment.issue_run_id
      where shipment.contract_id = ${gone}::uuid and shipment.kind = 'grace' order by 1`,
  )
  expect(sent.map(({ issue }) => issue)).toEqual([7, 9])
  const outcomes = async (issue: number) => {
    const [run] = await world.look(
      (scope) => scope.sql<{ id: string }>`select id from issue_run where issue_number = ${issue} and kind = 'main'`,
    )
    const rows = (await world.look((scope) => statisticOfRun(scope, run?.id ?? "", "R6")))?.rows ?? []
    const { ended, early, revived, grace, pending, lapsed } = rows.find((row) => row.issue === 5) ?? {}
    return { ended, early, revived, grace, pending, lapsed }
  }
  const none = { ended: 3, early: 1, revived: 0, grace: 0, pending: 0, lapsed: 0 }
  expect(await outcomes(7)).toEqual({ ...none, grace: 2 })
  expect(await outcomes(8)).toEqual({ ...none, pending: 2 })
  expect(await outcomes(9)).toEqual({ ...none, early: 2, grace: 1 })
  expect(await outcomes(10)).toEqual({ ...none, early: 2, pending: 1 })
  expect(await outcomes(11)).toEqual({ ...none, early: 2, lapsed: 1 })
})
