import { beforeAll, expect, test } from "vitest"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import type { CalendarChange } from "#app/publications/issue-calendar.ts"
import { plannedIssues } from "#app/publications/planned-issues.server.ts"
import { tryCalendarChange } from "#app/subscriptions/try-calendar-change.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))

const change = (wish: CalendarChange, title = "TSUKI") => world.act((scope) => changeCalendar(scope, title, wish))
const refused = async (run: Promise<unknown>, code: string) => {
  await expect(run, code).rejects.toMatchObject({ code })
}

beforeAll(async () => {
  await world.found()
  const contract = await world.order(await world.reader(), "M3", { startIssue: 1 })
  await world.pay(contract, 10_000)
})

test("what a change of the calendar refuses", async () => {
  await refused(change({ kind: "skip", number: 1 }, "NONE"), "unknown-publication")
  await refused(change({ kind: "skip", number: 999 }), "issue-not-planned")
  await refused(change({ kind: "move", number: 2, shipsOn: calendarDate("2026-06-30") }), "date-out-of-order")
  await world.act((scope) => scope.sql`update publication set frequency = 'irregular' where code = 'KISETSU'`)
  await refused(change({ kind: "extend", count: 2 }, "KISETSU"), "calendar-not-predictable")
})

test("C4 issues are added by the frequency, once however often it is asked", async () => {
  const before = await world.look((scope) => plannedIssues(scope, "TSUKI"))
  await change({ kind: "extend", count: 3 })
  const after = await world.look((scope) => plannedIssues(scope, "TSUKI"))
  expect(after.issues.length).toBe(before.issues.length + 3)
  expect(after.issues.at(-1)).toMatchObject({ number: 93, shipsOn: "2033-12-16" })
})

test("a double issue serves two units at once, a skipped one none; the trial said so", async () => {
  const trial = await world.look((scope) => tryCalendarChange(scope, "TSUKI", { kind: "double", number: 1 }))
  expect(trial).toMatchObject({ movedContracts: 1, unservedContracts: 0 })
  await change({ kind: "double", number: 1 })
  await change({ kind: "skip", number: 2 })
  await world.ship("TSUKI", 3)
  const rows = await world.look(
    (scope) => scope.sql`
      select run.issue_number as issue, count(*)::integer as units from served_unit join issue_run as run on run.id = issue_run_id
      join contract on contract.id = served_unit.contract_id where contract.price_yen > 0 group by 1 order by 1`,
  )
  expect(rows).toEqual([
    { issue: 1, units: 2 },
    { issue: 3, units: 1 },
  ])
  expect(await world.differences()).toEqual([])
})

test("a title that ends ships nothing after its last issue", async () => {
  await change({ kind: "discontinue", number: 5 })
  const plan = await world.look((scope) => plannedIssues(scope, "TSUKI"))
  expect(plan).toMatchObject({ discontinuedAfter: 5, issues: [{ number: 4 }, { number: 5 }] })
})
