import { beforeAll, beforeEach, describe, expect, test } from "vitest"
import { changeCalendar } from "#app/publications/change-calendar.server.ts"
import { allowDiscount } from "#app/subscriptions/contract/allow-discount.server.ts"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { changeRecipient } from "#app/subscriptions/contract/change-recipient.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { contractAsItStands } from "#app/subscriptions/contract/lock-contract.server.ts"
import { receivePayment } from "#app/subscriptions/contract/receive-payment.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { writeOffContract } from "#app/subscriptions/contract/write-off-contract.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { serveLate } from "#app/subscriptions/serve-late.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

// Acts that meet: what one did must hold when the next comes.
const world = smallWorld(useHouse("empty"))
let contract: ContractId
let shipped = 0

const next = async (count = 1) => {
  shipped += count
  await world.ship("TSUKI", shipped)
}
const begin = async (offer: string, paidYen: number) => {
  contract = await world.order(await world.reader(), offer, { startIssue: shipped + 1 })
  if (paidYen > 0) await world.pay(contract, paidYen)
  await next()
}
const refused = (run: Promise<unknown>, code: string) => expect(run, code).rejects.toMatchObject({ code })

beforeAll(world.found)
beforeEach(async () => {
  expect(await world.differences()).toEqual([])
})

describe("money", () => {
  test("what was written off is not given back", async () => {
    await begin("M12", 0)
    await world.act((scope) => stopContract(scope, { contractId: contract }))
    await world.act((scope) => writeOffContract(scope, { contractId: contract, note: "" }))
    await refused(
      world.act((scope) => allowDiscount(scope, { contractId: contract, amountYen: 1, note: "" })),
      "more-than-served",
    )
  })

  test("issues in grace are earned by one renewal, also when the first is cancelled", async () => {
    await world.act((scope) => scope.sql`update offer set grace_issues = 3 where code = 'M3'`)
    await begin("M3", 10_000)
    await next(3)
    const renew = async () => {
      const offerId = await world.offerId("M3")
      return world.act((scope) =>
        renewContract(scope, {
          contractId: contract,
          offerId,
          channel: "phone",
          paymentWay: "bank-transfer",
          effort: null,
        }),
      )
    }
    const first = await renew()
    expect(await world.position(first.contract.id)).toMatchObject({ servedUnits: 1, receivableYen: 3_333 })
    await world.act((scope) => cancelContract(scope, { contractId: first.contract.id, reason: "price" }))
    const second = await renew()
    expect(await world.position(second.contract.id)).toMatchObject({ servedUnits: 0, receivableYen: 0 })
    expect(second.contract.startIssue).toBe(shipped + 1)
  })

  test("what is paid is renewed as agreed, though the offer has left the sale", async () => {
    await begin("M12", 11_000)
    const offerId = await world.offerId("M12")
    await world.act((scope) => scope.sql`update offer set on_sale = false where code = 'M12'`)
    const terms = { contractId: contract, offerId, channel: "renewal-form", paymentWay: "card", effort: 1 } as const
    await refused(
      world.act((scope) => renewContract(scope, terms)),
      "unknown-offer",
    )
    const paid = {
      way: "card",
      amountYen: 11_000,
      externalKey: "pi_sale",
      cardBrand: "visa",
      cardLast4: "4242",
    } as const
    await world.act((scope) => renewContract(scope, { ...terms, payment: { ...paid, receivedOn: scope.today } }))
    await world.act((scope) => scope.sql`update offer set on_sale = true where code = 'M12'`)
  })

  test("money is not dated more than a year back", async () => {
    const late = world.act((scope) =>
      receivePayment(scope, {
        ...{ contractId: contract, way: "cash", amountYen: 1, reference: "R-1" },
        receivedOn: calendarDate("1900-01-01"),
      }),
    )
    await refused(late, "paid-long-ago")
  })

  test("a fully served term is reminded and never stopped, so that the others' notices go out", async () => {
    await begin("M3", 0)
    await next(2)
    await world.act(
      (scope) => scope.sql`
        insert into dunning_rule (organization_id, step, days_after_order, channel) values (${scope.organizationId}, 1, 1, 'stop')`,
    )
    const due = await world.look((scope) => paymentsDue(scope, calendarDate("2027-12-31")))
    const numbers = due.flatMap(({ contracts }) => contracts.map(({ contractId }) => contractId))
    expect(numbers).not.toContain(contract)
  })
})

describe("a change of copies", () => {
  test("keeps the hold and the wish for no renewal; copies count the line of the next issue alone", async () => {
    await begin("M12", 11_000)
    await world.act((scope) =>
      holdContract(scope, { contractId: contract, fromIssue: shipped + 1, untilIssue: null, reason: "reader" }),
    )
    await world.act(
      (scope) => scope.sql`update contract set renewal_declined_on = '2026-05-01' where id = ${contract}::uuid`,
    )
    const more = await world.act((scope) => changeCopies(scope, { contractId: contract, lineNo: 1, copies: 2 }))
    await next()
    expect(await world.position(more.id)).toMatchObject({ servedUnits: 0 })
    const [kept] = await world.look(
      (scope) => scope.sql`select renewal_declined_on as on from contract where id = ${more.id}::uuid`,
    )
    expect(kept).toEqual({ on: "2026-05-01" })
  })

  test("waits for a recipient who is planned; until then each copy counts once", async () => {
    await begin("M12", 11_000)
    const [other] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from member order by number limit 1`,
    )
    await world.act((scope) =>
      changeRecipient(scope, {
        contractId: contract,
        lineNo: 1,
        recipientNumber: other?.number ?? "",
        fromIssue: shipped + 3,
      }),
    )
    expect((await world.look((scope) => contractAsItStands(scope, contract))).copies).toBe(1)
    await refused(
      world.act((scope) => changeCopies(scope, { contractId: contract, lineNo: 2, copies: 2 })),
      "recipient-change-planned",
    )
  })

  test("an order does not begin beyond the calendar", async () => {
    const payer = await world.reader()
    await refused(world.order(payer, "M12", { startIssue: 99_999_999 }), "start-issue-unknown")
  })
})

describe("late copies beside a double issue", () => {
  test("追送 of a regular issue takes one unit, although the next issue is a double one (合併号)", async () => {
    await next()
    const late = shipped
    await world.act((scope) => changeCalendar(scope, "TSUKI", { kind: "double", number: late + 1 }))
    const reader = await world.order(await world.reader(), "M12", { startIssue: late })
    await world.act((scope) => serveLate(scope, { publication: "TSUKI", issue: late, contractIds: [reader] }))
    expect(await world.position(reader)).toMatchObject({ servedUnits: 1, receivableYen: 916 })
    await next()
    expect(await world.position(reader)).toMatchObject({ servedUnits: 3, receivableYen: 2750 })
    expect(await world.differences()).toEqual([])
  })
})
