import { afterAll, beforeAll, expect, test } from "vitest"
import { monthsForList } from "#app/reports/months-for-list.server.ts"
import { ordersForList } from "#app/subscriptions/orders-for-list.server.ts"
import { paymentsForList } from "#app/subscriptions/payments-for-list.server.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)
const all = { ...{ search: "", channel: "", month: "", paid: "", sort: "", way: "" }, limit: 50, offset: 0 }
const orders = (asked: Partial<typeof all>) => world.look((scope) => ordersForList(scope, { ...all, ...asked }))
const payments = (asked: Partial<typeof all>) => world.look((scope) => paymentsForList(scope, { ...all, ...asked }))

beforeAll(async () => {
  await world.found()
  await world.pay(await world.order(await world.reader(), "M12"), 11_000)
  world.today("2026-05-02")
  await world.pay(await world.order(await world.reader(), "Q4"), 3_000)
  await world.order(await world.reader(), "M12")
  await world.ship("TSUKI", 1)
})
afterAll(async () => expect(await world.differences()).toEqual([]))

test("B3 orders stand in the order asked for, a page of them, with the count and the sum of all that are found", async () => {
  const totals = async (asked: Partial<typeof all>) => (await orders(asked)).map(({ totalYen }) => totalYen)
  // Two free ones were there before.
  expect(await totals({ sort: "total" })).toEqual([0, 0, 6_600, 11_000, 11_000])
  expect(await totals({ sort: "-total" })).toEqual([11_000, 11_000, 6_600, 0, 0])
  const days = async (sort: string) => (await orders({ sort })).map(({ orderedOn }) => orderedOn)
  const [april, may] = ["2026-04-01", "2026-05-02"]
  expect(await days("")).toEqual([may, may, april, april, april])
  expect(await days("date")).toEqual([april, april, april, may, may])
  const third = await orders({ sort: "-total", limit: 1, offset: 2 })
  expect(third).toMatchObject([{ total: 5, sumYen: 28_600, totalYen: 6_600, paidYen: 0, copies: 1 }])
  expect(third[0]?.offerNames).not.toBe("")
  // What is paid later is a contract's, and not the order's.
  expect(await totals({ paid: "no", sort: "total" })).toEqual([6_600, 11_000, 11_000])
  expect(await orders({ paid: "yes" })).toMatchObject([{ total: 2, sumYen: 0 }, { totalYen: 0 }])
  expect(await totals({ month: "2026-05", sort: "total" })).toEqual([6_600, 11_000])
  expect(await totals({ search: third[0]?.number ?? "" })).toEqual([6_600])
})

test("D1 payments stand in the order asked for, with what of each is allocated and the sum of all that are found", async () => {
  const amounts = async (asked: Partial<typeof all>) => (await payments(asked)).map(({ amountYen }) => amountYen)
  expect(await amounts({ sort: "amount" })).toEqual([3_000, 11_000])
  expect(await amounts({ sort: "-amount" })).toEqual([11_000, 3_000])
  expect(await amounts({ sort: "date" })).toEqual([11_000, 3_000])
  const page = await payments({ limit: 1, offset: 1 })
  expect(page).toMatchObject([{ total: 2, sumYen: 14_000, amountYen: 11_000, allocatedYen: 11_000 }])
  expect(await amounts({ way: "cash" })).toEqual([])
})

test("E2 each month of the books has its vouchers, its debits and the balances at its end, as the lines have them", async () => {
  const naive = await world.look(
    (scope) => scope.sql<{
      month: string
      vouchers: number
      debitYen: number
      deferredYen: number
      revenueYen: number
      receivableYen: number
    }>`
      select to_char(voucher.effective_on, 'YYYY-MM') as month, count(distinct voucher.id)::integer as vouchers,
        sum(amount_yen) filter (where amount_yen > 0)::bigint as "debitYen",
        coalesce(-sum(amount_yen) filter (where account.kind = 'revenue'), 0)::bigint as "revenueYen",
        coalesce(sum(sum(amount_yen) filter (where purpose = 'receivable')) over (order by to_char(voucher.effective_on, 'YYYY-MM')), 0)::bigint
          as "receivableYen",
        -sum(sum(amount_yen) filter (where purpose = 'deferred')) over (order by to_char(voucher.effective_on, 'YYYY-MM'))::bigint as "deferredYen"
      from voucher join voucher_line on voucher_id = voucher.id join account on code = account_code group by 1 order by 1 desc`,
  )
  const months = await world.look((scope) => monthsForList(scope))
  expect(naive.map(({ month }) => month)).toEqual(["2026-05", "2026-04"])
  expect(months).toMatchObject(naive)
})
