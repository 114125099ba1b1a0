import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { cancelContract } from "#app/subscriptions/contract/cancel-contract.server.ts"
import { changeCopies } from "#app/subscriptions/contract/change-copies.server.ts"
import { changeRecipient } from "#app/subscriptions/contract/change-recipient.server.ts"
import { holdContract } from "#app/subscriptions/contract/hold-contract.server.ts"
import { quoteForCancellation } from "#app/subscriptions/contract/quote-for-cancellation.server.ts"
import { reactivateContract } from "#app/subscriptions/contract/reactivate-contract.server.ts"
import { registerReturn } from "#app/subscriptions/contract/register-return.server.ts"
import { renewContract } from "#app/subscriptions/contract/renew-contract.server.ts"
import { resumeContract } from "#app/subscriptions/contract/resume-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"
import { transferContract } from "#app/subscriptions/contract/transfer-contract.server.ts"
import { reshipIssue, serveLate } from "#app/subscriptions/serve-late.server.ts"
import type { ContractId, MemberId } from "#app/values/ids.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const world = smallWorld(useHouse("empty"))
let reader: MemberId
let contract: ContractId
let shipped = 0

beforeAll(world.found)

const next = async (count = 1) => {
  shipped += count
  await world.ship("TSUKI", shipped)
}

const begin = async (paidYen = 11_000) => {
  reader = await world.reader()
  contract = await world.order(reader, "M12", { startIssue: shipped + 1 })
  if (paidYen > 0) await world.pay(contract, paidYen)
  await next()
}

const issuesOf = (contractId: ContractId) =>
  world.look(async (scope) => {
    const rows = await scope.sql<{ issue: number; copies: number }>`
      select run.issue_number as issue, sum(shipment.copies)::integer as copies
      from shipment join issue_run as run on run.id = shipment.issue_run_id
      where contract_id = ${contractId}::uuid group by 1 order by 1`
    return rows.map(({ issue, copies }) => `${issue - shipped}×${copies}`)
  })

const refusedWith = async (run: Promise<unknown>, code: string) => {
  await expect(run, code).rejects.toMatchObject({ code })
}

afterEach(async () => {
  expect(await world.differences()).toEqual([])
})

describe("holds", () => {
  test("B an issue in a hold passes by without money, and the expiry moves", async () => {
    await begin()
    const [from, until] = [shipped + 1, shipped + 3]
    await world.act((scope) =>
      holdContract(scope, { contractId: contract, fromIssue: from, untilIssue: until, reason: "reader" }),
    )
    await next(3)
    expect(await issuesOf(contract)).toEqual(["-3×1", "0×1"])
    expect(await world.position(contract)).toMatchObject({ servedUnits: 2, deferredYen: 11_000 - 1_832 })
  })

  test("every refusal of a hold, and the resumption", async () => {
    const hold = (fromIssue: number, untilIssue: number | null) =>
      world.act((scope) => holdContract(scope, { contractId: contract, fromIssue, untilIssue, reason: "reader" }))
    const resume = (fromIssue: number) =>
      world.act((scope) => resumeContract(scope, { contractId: contract, fromIssue }))
    await refusedWith(hold(shipped, null), "issue-served-already")
    await refusedWith(hold(shipped + 2, shipped + 2), "hold-ends-before-it-begins")
    await refusedWith(resume(shipped + 1), "contract-not-held")
    await hold(shipped + 1, null)
    await refusedWith(hold(shipped + 2, null), "contract-held-already")
    await refusedWith(resume(shipped), "issue-served-already")
    await resume(shipped + 1)
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 3 })
  })

  test("C6 a copy that came back stops the next issue and stays open", async () => {
    const back = (issueNumber: number) =>
      world.act((scope) => registerReturn(scope, { contractId: contract, issueNumber, cause: "moved" }))
    await refusedWith(back(shipped + 1), "no-such-shipment")
    await back(shipped)
    await refusedWith(back(shipped), "a_copy_comes_back_once")
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 3 })
    const open = await world.look((scope) => scope.sql`select cause from returned_mail where solved_on is null`)
    expect(open).toEqual([{ cause: "moved" }])
  })

  test("C6 a return goes before a hold that the reader has planned; ending one hold leaves a later one", async () => {
    await begin()
    const hold = (fromIssue: number, untilIssue: number) =>
      world.act((scope) => holdContract(scope, { contractId: contract, fromIssue, untilIssue, reason: "reader" }))
    await hold(shipped + 1, shipped + 2)
    await hold(shipped + 4, shipped + 5)
    await world.act((scope) => resumeContract(scope, { contractId: contract, fromIssue: shipped + 1 }))
    const ahead = () =>
      world.look(
        (scope) => scope.sql<{ reason: string; from_issue: number }>`
          select reason, from_issue from contract_hold where contract_id = ${contract}::uuid
            and (until_issue is null or until_issue > greatest(from_issue, ${shipped + 1}::integer)) order by from_issue`,
      )
    expect(await ahead()).toEqual([{ reason: "reader", from_issue: shipped + 4 }])
    await world.act((scope) => registerReturn(scope, { contractId: contract, issueNumber: shipped, cause: "moved" }))
    expect(await ahead()).toEqual([{ reason: "undeliverable", from_issue: shipped + 1 }])
  })
})

describe("copies and recipients", () => {
  test("more copies leave the difference to be paid, fewer owe it back", async () => {
    await begin()
    const more = await world.act((scope) => changeCopies(scope, { contractId: contract, lineNo: 1, copies: 2 }))
    expect(await world.position(contract)).toMatchObject({ state: "transferred", deferredYen: 0 })
    await world.pay(more.id, 11_000 - 916)
    expect(await world.position(more.id)).toMatchObject({ deferredYen: (11_000 - 916) * 2 })
    await next()
    expect(await issuesOf(more.id)).toEqual(["0×2"])
    const fewer = await world.act((scope) => changeCopies(scope, { contractId: more.id, lineNo: 1, copies: 1 }))
    const owed = await world.look(
      (scope) => scope.sql`select cause, amount_yen as yen from refund where cause = 'copies'`,
    )
    expect(owed).toEqual([{ cause: "copies", yen: 9_168 }])
    await refusedWith(
      world.act((scope) => changeCopies(scope, { contractId: fewer.id, lineNo: 1, copies: 1 })),
      "copies-unchanged",
    )
    await refusedWith(
      world.act((scope) => changeCopies(scope, { contractId: fewer.id, lineNo: 7, copies: 3 })),
      "unknown-line",
    )
  })

  test("another recipient from an issue on; the payer keeps the ledger", async () => {
    await begin()
    const [other] = await world.look(
      (scope) => scope.sql<{ number: string }>`select number from member order by number limit 1`,
    )
    const change = (recipientNumber: string, fromIssue: number) =>
      world.act((scope) => changeRecipient(scope, { contractId: contract, lineNo: 1, recipientNumber, fromIssue }))
    await refusedWith(change("M999", shipped + 2), "unknown-member")
    await refusedWith(change(other?.number ?? "", shipped), "issue-served-already")
    await change(other?.number ?? "", shipped + 2)
    await next(2)
    const kinds = await world.look(
      (scope) => scope.sql`
        select shipment.kind from shipment join issue_run as run on run.id = shipment.issue_run_id
        where contract_id = ${contract}::uuid order by run.issue_number`,
    )
    expect(kinds).toEqual([{ kind: "paid" }, { kind: "paid" }, { kind: "gift" }])
  })
})

describe("endings", () => {
  test("a quote that no longer holds is refused; an ended contract is not cancelled again", async () => {
    await begin()
    const { settlement } = await world.look((scope) => quoteForCancellation(scope, contract))
    await next()
    const cancel = (refundYen?: number) =>
      world.act((scope) =>
        cancelContract(scope, {
          contractId: contract,
          reason: "price",
          ...(refundYen === undefined ? {} : { refundYen }),
        }),
      )
    await refusedWith(cancel(settlement.refundYen), "quote-changed")
    await cancel()
    await refusedWith(cancel(), "contract-not-active")
    await refusedWith(
      world.act((scope) => cancelContract(scope, { contractId: reader, reason: "price" })),
      "unknown-contract",
    )
  })

  test("stopped for non-payment, and alive again once it is paid", async () => {
    await begin(0)
    const stop = () => world.act((scope) => stopContract(scope, { contractId: contract }))
    const again = () => world.act((scope) => reactivateContract(scope, { contractId: contract }))
    await refusedWith(again(), "contract-not-stopped")
    await stop()
    await next()
    await refusedWith(again(), "still-owes")
    await world.pay(contract, 916)
    await again()
    await next()
    expect(await world.position(contract)).toMatchObject({ servedUnits: 2, receivableYen: 916 })
    await world.pay(contract, 11_000 - 916)
    await refusedWith(stop(), "nothing-unpaid")
  })

  test("a transfer needs money that is left, and another title", async () => {
    const [own, other] = [await world.offerId("M3"), await world.offerId("Q4")]
    const move = (offerId: string) => world.act((scope) => transferContract(scope, { contractId: contract, offerId }))
    await refusedWith(move(own), "same-title")
    await refusedWith(move(reader), "unknown-offer")
    await begin(0)
    await refusedWith(move(other), "nothing-to-transfer")
  })
})

describe("renewals", () => {
  test("B2 the new term is served where the old one ends, without a gap and without an overlap", async () => {
    reader = await world.reader()
    contract = await world.order(reader, "M3", { startIssue: shipped + 1 })
    await world.pay(contract, 10_000)
    await next()
    const renew = (offerId: string) =>
      world.act((scope) =>
        renewContract(scope, {
          contractId: contract,
          offerId,
          channel: "phone",
          paymentWay: "bank-transfer",
          effort: 1,
        }),
      )
    await refusedWith(renew(await world.offerId("Q4")), "other-title-offer")
    const { contract: renewed } = await renew(await world.offerId("M12"))
    await refusedWith(renew(await world.offerId("M12")), "renewed-already")
    expect(renewed.startIssue).toBe(shipped + 3)
    await next(3)
    expect(await issuesOf(contract)).toEqual(["-3×1", "-2×1", "-1×1"])
    expect(await issuesOf(renewed.id)).toEqual(["0×1"])
    const [chain] = await world.look(
      (scope) => scope.sql`select generation, renewal_effort from contract where id = ${renewed.id}::uuid`,
    )
    expect(chain).toEqual({ generation: 2, renewal_effort: 1 })
  })

  test("E5 10,000 in three issues is 3,333, 3,333 and 3,334; long after its end a term is not renewed", async () => {
    const rows = await world.look(
      (scope) => scope.sql<{ yen: number }>`
        select net_yen + tax_yen as yen from movement where contract_id = ${contract}::uuid and cause = 'issue' order by effective_on`,
    )
    expect(rows.map(({ yen }) => yen).reduce((sum, yen) => sum + yen, 0)).toBe(10_000)
    expect(rows.map(({ yen }) => yen)).toEqual([3_333, 3_333, 3_334])
    const once = await world.order(reader, "M3", { startIssue: shipped + 1 })
    await next(16)
    const late = world.act(async (scope) =>
      renewContract(scope, {
        ...{
          contractId: once,
          offerId: await world.offerId("M3"),
          channel: "phone",
          paymentWay: "bank-transfer",
          effort: null,
        },
      }),
    )
    await refusedWith(late, "too-late-to-renew")
  })
})

describe("late and again", () => {
  test("a back issue is served late, once; sent again it counts no unit", async () => {
    await begin()
    const input = { publication: "TSUKI", issue: shipped - 1, contractIds: [contract] }
    await world.act((scope) => serveLate(scope, input))
    expect(await world.position(contract)).toMatchObject({ servedUnits: 2, deferredYen: 11_000 - 1_832 })
    await refusedWith(
      world.act((scope) => serveLate(scope, input)),
      "copy-sent-already",
    )
    await refusedWith(
      world.act((scope) => serveLate(scope, { ...input, issue: shipped + 1 })),
      "issue-not-shipped",
    )
    await world.act((scope) => reshipIssue(scope, input))
    expect(await world.position(contract)).toMatchObject({ servedUnits: 2 })
  })
})
