import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { invoiceContract } from "#app/billing/papers/invoice-contract.server.ts"
import { statementForPayer } from "#app/billing/papers/statement-for-payer.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
const to = { name: "つばめ商会", department: "", honorific: "御中" }
const statement = (payerId: string, from: string, until: string) =>
  world.look((scope) => statementForPayer(scope, { payerId, from: calendarDate(from), to: calendarDate(until) }))

async function invoiced(payer: MemberId, offer: string) {
  const contract = await world.order(payer, offer, { paymentWay: "invoice" })
  await world.act((scope) =>
    invoiceContract(scope, { contractId: contract, addressee: to, dueOn: calendarDate("2027-01-31") }),
  )
  return contract
}

beforeAll(world.found)
afterAll(async () => expect(await world.differences()).toEqual([]))

describe("D5 取引明細書", () => {
  test("what is open before, each act on its day, and what is open after; periods join without a gap", async () => {
    const payer = await world.reader({ companyName: "つばめ商会" })
    world.today("2026-04-10")
    const first = await invoiced(payer, "M12")
    world.today("2026-05-08")
    await world.pay(first, 9_900)
    world.today("2026-05-20")
    const second = await invoiced(payer, "Q4")
    world.today("2026-06-01")
    await world.act((scope) => cancelContract(scope, { contractId: second, reason: "other" }))

    const may = await statement(payer, "2026-05-01", "2026-05-31")
    expect([may.openingYen, may.closingYen]).toEqual([11_000, 7_700])
    expect(
      may.lines.map(({ on, what, billedYen, loweredYen, balanceYen }) => [on, what, billedYen, loweredYen, balanceYen]),
    ).toEqual([
      ["2026-05-08", "銀行振込", null, 9_900, 1_100],
      ["2026-05-20", expect.stringContaining("季刊きせつ 1年"), 6_600, null, 7_700],
    ])
    const june = await statement(payer, "2026-06-01", "2026-06-30")
    expect([june.openingYen, june.closingYen]).toEqual([may.closingYen, 1_100])
    expect(june.lines.map(({ what, loweredYen }) => [what, loweredYen])).toEqual([["減額・取消", 6_600]])
    const [open] = await world.look(
      (scope) => scope.sql<{ yen: number }>`
        select sum(left_yen)::integer as yen from invoice_open_item where payer_id = ${payer}::uuid`,
    )
    expect(open?.yen).toBe(june.closingYen)
  })

  test("nobody else's papers stand in it; nothing is a statement, too; an unknown payer is refused", async () => {
    const other = await world.reader()
    expect(await statement(other, "2026-05-01", "2026-05-31")).toMatchObject({
      openingYen: 0,
      closingYen: 0,
      lines: [],
    })
    for (const id of ["", "x", "01a2187d-a9ca-7ad6-af5f-062e67027cc7"]) {
      await expect(statement(id, "2026-05-01", "2026-05-31")).rejects.toMatchObject({ code: "unknown-subject" })
    }
  })
})
