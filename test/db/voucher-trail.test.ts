import { beforeAll, expect, test } from "vitest"
import { movementsOfSubject, movementsOfVoucher } from "#app/reports/movements.server.ts"
import { voucherForPage } from "#app/reports/voucher-for-page.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { serveLate } from "#app/subscriptions/serve-late.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { paid, seminarGiven, seminarWorld } from "#test/support/seminar-world.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = seminarWorld(house)
const till = smallWorld(house)
beforeAll(world.found)

const page = { limit: 50, offset: 0 }

test("E2 from a voucher to member, issue and unit, and from a contract back to each of its vouchers", async () => {
  world.today("2026-04-01")
  const [one, other] = [await world.order(await world.reader(), "M12"), await world.order(await world.reader(), "M12")]
  await till.pay(one, 11_000)
  await world.ship("TSUKI", 2)
  const late = await world.order(await world.reader(), "M12", { startIssue: 3 })
  await world.act((scope) => serveLate(scope, { publication: "TSUKI", issue: 1, contractIds: [late] }))
  const trail = await world.look((scope) => movementsOfSubject(scope, one))
  expect(trail.map(({ servedWhat, fromUnit, untilUnit, deferredYen, netYen }) => [servedWhat, fromUnit, untilUnit, deferredYen, netYen])).toEqual([
    ["TSUKI 2", 2, 2, -916, 833],
    ["TSUKI 1", 1, 1, -916, 833],
    ["", null, null, 11_000, 0],
  ]) // prettier-ignore
  const voucherId = trail[0]?.voucherId ?? ""
  const run = await world.look((scope) => movementsOfVoucher(scope, voucherId, page))
  // The first is the library's, for nothing.
  expect(run.slice(1).map(({ subjectId, receivableYen }) => [subjectId, receivableYen])).toEqual([
    [one, 0],
    [other, 916],
  ])
  expect((await world.look((scope) => voucherForPage(scope, voucherId)))?.movements).toBe(3)
  const [last] = await world.look((scope) => movementsOfSubject(scope, late))
  expect([last?.servedWhat, last?.fromUnit]).toEqual(["TSUKI 1", 1])
  const second = await world.look((scope) => movementsOfVoucher(scope, voucherId, { limit: 1, offset: 2 }))
  expect(second.map(({ subjectId }) => subjectId)).toEqual([other])
})

test("E2 a seminar's voucher leads to who attended it, and his order back", async () => {
  world.today("2026-11-20")
  await world.load(seminarGiven("TRAIL", paid(11_000)))
  const order = await world.apply("TRAIL", { way: "invoice" })
  await world.pay(order, 11_000)
  world.today("2026-12-11")
  await world.act((scope) => recogniseHeldSeminars(scope, calendarDate("2026-12-11")))
  const [held, money] = await world.look((scope) => movementsOfSubject(scope, order))
  expect(held).toMatchObject({
    of: "seminar",
    pageId: order,
    cause: "issue",
    deferredYen: -11_000,
    netYen: 10_000,
    taxYen: 1_000,
  })
  expect(held?.servedWhat).toBe("TRAIL 園芸講座 TRAIL")
  expect(money).toMatchObject({ cause: "payment", deferredYen: 11_000 })
  const [back] = await world.look((scope) => movementsOfVoucher(scope, held?.voucherId ?? "", page))
  expect(back).toEqual(held)
})
