import { beforeAll, describe, expect, test } from "vitest"
import { placeOrder, type StaffOrder } from "#app/subscriptions/place-order.server.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))

beforeAll(world.found)

const refused = async (run: Promise<unknown>, code: string) => {
  await expect(run, code).rejects.toMatchObject({ code })
}

describe("orders by phone", () => {
  test("A3 F4 what an order refuses, in this order", async () => {
    const payer = await world.reader()
    const [row] = await world.look(
      (scope) => scope.sql<{ paid: string; free: string }>`
        select (select id from offer where code = 'M12') as paid, (select id from offer where code = 'MF') as free`,
    )
    const place = (offerId: string, more: Partial<StaffOrder> = {}) =>
      world.act((scope) =>
        placeOrder(scope, {
          ...{ payerId: payer, offerId, recipients: [{ memberId: payer, copies: 1 }], channel: "phone", startIssue: 1 },
          ...{ paymentWay: "bank-transfer", sourceCode: "" },
          ...more,
        }),
      )
    await refused(place(payer), "unknown-offer")
    await world.act((scope) => scope.sql`update offer set on_sale = false where code = 'M12'`)
    await refused(place(row?.paid ?? ""), "offer-not-on-sale")
    await world.act((scope) => scope.sql`update offer set on_sale = true where code = 'M12'`)
    await refused(place(row?.paid ?? "", { recipients: [] }), "no-recipient")
    await refused(place(row?.paid ?? "", { paymentWay: "free" }), "a-free-offer-is-free")
    await refused(place(row?.free ?? ""), "a-free-offer-is-free")
    const placed = await place(row?.paid ?? "", { channel: "fax" })
    expect(placed.orderNumber).toMatch(/^F/)
  })

  test("a group order: one company pays, many receive, and it is no gift", async () => {
    const [payer, one, two] = [await world.reader({ companyName: "花会" }), await world.reader(), await world.reader()]
    const group = await world.order(payer, "M12", {
      startIssue: 1,
      recipients: [
        { memberId: one, copies: 2 },
        { memberId: two, copies: 1 },
      ],
    })
    await world.pay(group, 33_000)
    await world.ship("TSUKI", 1)
    const sent = await world.look(
      (scope) =>
        scope.sql`select category, kind, copies from shipment where contract_id = ${group}::uuid order by line_no`,
    )
    expect(sent).toEqual([
      { category: "corporate", kind: "paid", copies: 2 },
      { category: "corporate", kind: "paid", copies: 1 },
    ])
    expect(await world.differences()).toEqual([])
  })
})
