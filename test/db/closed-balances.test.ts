import { afterEach, beforeAll, expect, test } from "vitest"
import { placesInMonth } from "#app/ledger/balances-for-month.server.ts"
import { decideApproval } from "#app/ledger/decide-approval.server.ts"
import { requestReopening } from "#app/ledger/request-approval.server.ts"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { lastDayOf, month } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const [april, may, june] = [month("2026-04"), month("2026-05"), month("2026-06")]

beforeAll(async () => {
  await world.found()
  for (let at = 0; at < 3; at += 1) await world.pay(await world.order(await world.reader(), "M12"), 11_000)
  await world.ship("TSUKI", 3)
})
afterEach(async () => expect(await world.differences()).toEqual([]))

const as = async <Result>(name: string, run: (scope: Scope) => Promise<Result>) =>
  inScope({ ...(await house.actor("tsuki")), name: `staff:${name}` }, run)
const balances = async () =>
  (await world.look((scope) => placesInMonth(scope, june))).map((place) => [
    ...[place.accountCode, place.subAccount, place.openingYen, place.closingYen],
  ])
/** The same from every line there is. */
const naive = async () => {
  const lines = await world.look(
    (scope) => scope.sql<{ code: string; sub: string; on: string; yen: number }>`
      select account_code as code, sub_account as sub, voucher.effective_on as on, amount_yen as yen
      from voucher_line join voucher on voucher.id = voucher_id order by account_code, sub_account`,
  )
  const places = new Map<string, [string, string, number, number]>()
  for (const { code, sub, on, yen } of lines) {
    const [, , opening, closing] = places.get(`${code} ${sub}`) ?? [code, sub, 0, 0]
    if (on <= lastDayOf(june))
      places.set(`${code} ${sub}`, [code, sub, opening + (on <= lastDayOf(may) ? yen : 0), closing + yen])
  }
  return [...places.values()]
}
const kept = async () =>
  (
    await world.look(
      (scope) => scope.sql<{ month: string; seq: number }>`
        select distinct month, seq from closed_balance order by month, seq`,
    )
  ).map(({ month: of, seq }) => `${of} ${seq}`)
const close = (of: typeof april) => as("hanako", (scope) => closeMonth(scope, { month: of, explanation: "試験" }))

test("E2 a month's balances are the same with no month closed, with one, with two, and with the last opened again", async () => {
  const before = await naive()
  expect(await balances()).toEqual(before)
  world.today("2026-06-20")
  await close(april)
  expect(await balances()).toEqual(before)
  await close(may)
  expect(await kept()).toEqual(["2026-04 1", "2026-05 1"])
  expect(await balances()).toEqual(before)
  const id = await as("hanako", (scope) => requestReopening(scope, may, "漏れ"))
  await as("taro", (scope) => decideApproval(scope, { id, approves: true }))
  // May moves again: the reckoning begins with April.
  await world.act(
    async (scope) => scope.sql`
      with posted as (
        insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
        values (${scope.organizationId}, 'manual', 'late', '2026-05-20', '漏れ', 'test') returning organization_id, id, effective_on
      )
      insert into voucher_line (organization_id, voucher_id, line_no, account_code, sub_account, tax_class, amount_yen, effective_on)
      select organization_id, id, line.no, line.code, '', 'none', line.yen, effective_on from posted, (values (1, '745', 330), (2, '111', -330)) as line (no, code, yen)`,
  )
  const after = await naive()
  expect(after).not.toEqual(before)
  expect(await balances()).toEqual(after)
  await close(may)
  expect(await kept()).toEqual(["2026-04 1", "2026-05 1", "2026-05 3"])
  expect(await balances()).toEqual(after)
})
