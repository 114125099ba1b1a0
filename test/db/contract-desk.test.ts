import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { carries, type Permission, roles } from "#app/identity/permission.ts"
import { actsPossible, contractActs } from "#app/subscriptions/contract/contract-acts.ts"
import { contractForPage } from "#app/subscriptions/contract/contract-for-page.server.ts"
import { declineRenewal } from "#app/subscriptions/contract/decline-renewal.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { receivePayment } from "#app/subscriptions/contract/receive-payment.server.ts"
import { registerReturn } from "#app/subscriptions/contract/register-return.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { retainContract } from "#app/subscriptions/contract/retain-contract.server.ts"
import { solveReturn } from "#app/subscriptions/contract/solve-return.server.ts"
import { enterOrder } from "#app/subscriptions/enter-order.server.ts"
import { returnsForList } from "#app/subscriptions/returns-for-list.server.ts"
import { reshipIssue } from "#app/subscriptions/serve-late.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import type { ContractId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
let contract: ContractId
let shipped = 0

beforeAll(world.found)

const next = async () => {
  shipped += 1
  await world.ship("TSUKI", shipped)
}

const begin = async (paidYen = 11_000) => {
  contract = await world.order(await world.reader(), "M12", { startIssue: shipped + 1 })
  if (paidYen > 0) await world.pay(contract, paidYen)
  await next()
}

const page = () => world.look((scope) => contractForPage(scope, contract))
const refusedWith = async (run: Promise<unknown>, code: string) => {
  await expect(run, code).rejects.toMatchObject({ code })
}

afterEach(async () => {
  expect(await world.differences()).toEqual([])
})

describe("what an operator does with a contract", () => {
  test("B3 a reader who will not renew is served to the end, without grace and without a second refusal", async () => {
    await begin()
    const decline = () => world.act((scope) => declineRenewal(scope, { contractId: contract, note: "電話で" }))
    await decline()
    await refusedWith(decline(), "renewal-declined-already")
    const declined = await page()
    expect(declined.renewalDeclinedOn).toBe("2026-04-16")
    expect(declined.events[0]).toMatchObject({ kind: "renewal-declined", detail: { note: "電話で" } })
    expect(actsPossible(declined)).not.toContain("decline")
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 2 })
  })

  test("B3 who has renewed cannot decline, and who is unknown neither", async () => {
    await begin()
    const offerId = await world.offerId("M12")
    await world.act((scope) =>
      renewContract(scope, { contractId: contract, offerId, channel: "phone", paymentWay: "bank-transfer", effort: 0 }),
    )
    await refusedWith(
      world.act((scope) => declineRenewal(scope, { contractId: contract })),
      "renewed-already",
    )
    await refusedWith(
      world.act((scope) => declineRenewal(scope, { contractId: "nobody" })),
      "unknown-contract",
    )
    expect((await page()).after).toHaveLength(1)
  })

  test("C6 a solved return lets copies go out again, the last one of a contract only", async () => {
    await begin()
    const back = (issueNumber: number) =>
      world.act((scope) => registerReturn(scope, { contractId: contract, issueNumber, cause: "moved" }))
    await next()
    await back(shipped - 1)
    await back(shipped)
    const open = await world.look((scope) => returnsForList(scope, { state: "open", limit: 50, offset: 0 }))
    expect(open.map(({ issue, isHeld }) => [issue, isHeld])).toEqual([[shipped - 1, true], [shipped, true]]) // prettier-ignore
    const solve = (at: number) =>
      world.act((scope) => solveReturn(scope, { returnId: open[at]?.id ?? "", note: "電話で確認" }))
    expect(await solve(0)).toEqual({ resumedFrom: null })
    await refusedWith(solve(0), "return-solved-already")
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 2 })
    expect(await solve(1)).toEqual({ resumedFrom: shipped + 1 })
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 3 })
    expect((await page()).events[0]).toMatchObject({ kind: "resumed", detail: { note: "電話で確認" } })
    await refusedWith(
      world.act((scope) => solveReturn(scope, { returnId: "nothing" })),
      "unknown-return",
    )
  })

  test("C6 a hold that the reader asked for outlives a solved return", async () => {
    await begin()
    const from = shipped + 1
    await world.act((scope) =>
      holdContract(scope, { contractId: contract, fromIssue: from, untilIssue: null, reason: "reader" }),
    )
    await world.act((scope) => registerReturn(scope, { contractId: contract, issueNumber: shipped, cause: "refused" }))
    const { returns } = await page()
    expect(await world.act((scope) => solveReturn(scope, { returnId: returns[0]?.id ?? "" }))).toEqual({
      resumedFrom: null,
    })
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 1 })
  })

  test("B5 a reader who stays is logged with the reason and what he took instead; nothing else moves", async () => {
    await begin()
    const before = await world.position(contract)
    await world.act((scope) => retainContract(scope, { contractId: contract, reason: "no-time", instead: "hold" }))
    expect(await world.position(contract)).toEqual(before)
    expect((await page()).events[0]).toMatchObject({ kind: "retained", detail: { reason: "no-time", instead: "hold" } })
  })

  test("A3 a payment is booked once by its reference, never before it came", async () => {
    await begin(0)
    const pay = (reference: string, receivedOn: string) =>
      world.act((scope) =>
        receivePayment(scope, {
          ...{ contractId: contract, way: "bank-transfer", amountYen: 11_000, reference },
          receivedOn: calendarDate(receivedOn),
        }),
      )
    const { unpaidYen } = await page()
    expect(unpaidYen).toBe(11_000)
    await refusedWith(pay("UFJ-1", "2099-01-01"), "paid-in-the-future")
    await pay("UFJ-1", "2026-04-16")
    await refusedWith(pay("UFJ-1", "2026-04-16"), "payment-booked-already")
    expect(await page()).toMatchObject({ unpaidYen: 0, paidYen: 11_000, receivableYen: 0 })
  })

  test("C6 a copy sent again stands in the contract's history and moves no unit", async () => {
    await begin()
    await world.act((scope) => reshipIssue(scope, { publication: "TSUKI", issue: shipped, contractIds: [contract] }))
    expect((await page()).events[0]).toMatchObject({ kind: "reshipped", fromIssue: shipped })
    expect(await world.position(contract)).toMatchObject({ servedUnits: 1 })
  })

  test("A3 an order names people by number, and refuses beside the number that is wrong", async () => {
    const [payer, reader] = [await world.reader(), await world.reader()]
    const numbers = await world.look(
      (scope) => scope.sql<{ number: string }>`
        select number from member where id in (${payer}::uuid, ${reader}::uuid) order by number`,
    )
    const [payerNumber = "", number = ""] = numbers.map((row) => row.number)
    const offer = await world.offerId("M12")
    const orderId = "01a20000-0000-7000-8000-000000000001"
    const enter = (recipients: { number: string; copies: number }[]) =>
      world.act((scope) =>
        enterOrder(scope, {
          ...{ orderId, payerNumber, offer, recipients, startIssue: shipped + 1, channel: "fax", sourceCode: "" },
          paymentWay: "invoice",
        }),
      )
    await expect(enter([{ number: payerNumber, copies: 1 }, { number: "NOBODY", copies: 1 }])).rejects.toMatchObject({ code: "unknown-member", options: { field: "recipients[1].number" } }) // prettier-ignore
    await expect(enter([{ number, copies: 0 }])).rejects.toMatchObject({ options: { field: "recipients[0].copies" } })
    const { orderNumber } = await enter([{ number: number.toLowerCase(), copies: 3 }])
    expect(orderNumber).toMatch(/^F/)
    const again = await Promise.all([enter([{ number, copies: 3 }]), enter([{ number, copies: 3 }])])
    expect(again.map((one) => one.orderNumber)).toEqual([orderNumber, orderNumber])
    await expect(enter([{ number, copies: 4 }])).rejects.toMatchObject({ code: "order-entered-already" })
  })
})

describe("N2 who may do what", () => {
  const allowed = (permission: Permission) => roles.filter((role) => carries([role], permission))

  test("operators do what readers ask for; money is for those who keep the books", () => {
    expect(allowed("members.write")).toEqual(["administrator", "operator"])
    expect(allowed("billing.write")).toEqual(["administrator", "accountant"])
    const billing = Object.entries(contractActs).flatMap(([act, needs]) => (needs === "billing.write" ? [act] : []))
    expect(billing).toEqual(["payment", "allowance", "write-off"])
  })
})
