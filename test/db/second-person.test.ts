import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { approvalsForList } from "#app/ledger/approvals-for-list.server.ts"
import { decideApproval } from "#app/ledger/decide-approval.server.ts"
import {
  type ManualVoucher,
  requestReopening,
  requestReversal,
  requestVoucher,
} from "#app/ledger/request-approval.server.ts"
import { monthState } from "#app/ledger/month-state.server.ts"
import { inScope, type Scope } from "#app/platform/scope.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { month } from "#app/values/calendar.ts"
import { smallWorld } from "#test/support/small-world.ts"
import { useHouse } from "#test/support/use-house.ts"

const house = useHouse("empty")
const world = smallWorld(house)

/** One of two people at the desk. */
const as = async <Result>(name: string, run: (scope: Scope) => Promise<Result>) =>
  inScope({ ...(await house.actor("tsuki")), name: `staff:${name}` }, run)

const line = (accountCode: string, amountYen: number, taxClass: "none" | "purchase-10" = "none") => ({
  ...{ accountCode, amountYen, taxClass, subAccount: "" },
})
const fee = (lines: ManualVoucher["lines"] = [line("745", 330, "purchase-10"), line("111", -330)]): ManualVoucher => ({
  ...{ effectiveOn: "2026-04-01", description: "振込手数料", lines },
})
const ask = (voucher: ManualVoucher) => as("hanako", (scope) => requestVoucher(scope, voucher, "銀行の明細による"))
const decide = (who: string, id: string, approves = true) => as(who, (scope) => decideApproval(scope, { id, approves }))
const voucherOf = async (id: string) => {
  const list = await world.look(approvalsForList)
  return list.find((one) => one.id === id)?.voucherId ?? null
}

beforeAll(world.found)
afterEach(async () => expect(await world.differences()).toEqual([]))

describe("E6 what needs a second person", () => {
  test("a voucher by hand is posted when somebody else approves it, once; the asker can only take it back", async () => {
    const id = await ask(fee())
    await expect(decide("hanako", id)).rejects.toMatchObject({ code: "second-person-needed" })
    expect(await voucherOf(id)).toBeNull()
    await decide("taro", id)
    expect(await world.lastVoucher()).toEqual({ 支払手数料: 330, 普通預金: -330 })
    await expect(decide("taro", id)).rejects.toMatchObject({ code: "request-decided" })
    const other = await ask(fee())
    await decide("hanako", other, false)
    expect(await voucherOf(other)).toBeNull()
    await expect(decide("taro", "nothing")).rejects.toMatchObject({ code: "no-such-request" })
  })

  test("a date that does not exist, or lies far ahead, is refused when it is asked for", async () => {
    for (const effectiveOn of ["2026-02-31", "2099-01-01"]) {
      await expect(ask({ ...fee(), effectiveOn }), effectiveOn).rejects.toMatchObject({ code: "voucher-date-unlikely" })
    }
  })

  test("the database itself refuses an approval by the asker", async () => {
    const id = await ask(fee())
    await expect(
      as(
        "x",
        (scope) =>
          scope.sql`update approval set state = 'approved', decided_by = requested_by, decided_at = ${scope.now} where id = ${id}::uuid`,
      ),
    ).rejects.toMatchObject({ code: "23514" })
    await decide("taro", id, false)
  })

  test("what does not balance, names no account, or would part 前受金 and 売掛金 from the contracts is refused", async () => {
    const refused = (lines: ManualVoucher["lines"], code: string) =>
      expect(ask(fee(lines))).rejects.toMatchObject({ code })
    await refused([line("745", 330)], "voucher-needs-two-lines")
    await refused([line("745", 330), line("111", -300)], "voucher-does-not-balance")
    await refused([line("745", 330), line("9999", -330)], "unknown-account")
    for (const held of ["318", "131"]) await refused([line(held, 330), line("111", -330)], "account-follows-contracts")
  })

  test("a reversal takes the voucher back with the other sign, once, and leads to it; acts of contracts are not reversed by hand", async () => {
    const id = await ask(fee())
    await decide("taro", id)
    const voucherId = (await voucherOf(id)) ?? ""
    const reversal = await as("hanako", (scope) => requestReversal(scope, voucherId, "二重計上"))
    await expect(as("taro", (scope) => requestReversal(scope, voucherId, "同じ"))).rejects.toMatchObject({
      code: "already-requested",
    })
    await decide("taro", reversal)
    expect(await world.lastVoucher()).toEqual({ 支払手数料: -330, 普通預金: 330 })
    const [linked] = await world.look(
      (scope) => scope.sql`select kind from voucher where reverses_id = ${voucherId}::uuid`,
    )
    expect(linked).toEqual({ kind: "reversal" })
    await expect(as("hanako", (scope) => requestReversal(scope, voucherId, "再度"))).rejects.toMatchObject({
      code: "reversed-already",
    })
    await world.pay(await world.order(await world.reader(), "M12"), 11_000)
    const [payment] = await world.look(
      (scope) => scope.sql<{ id: string }>`select id from voucher where kind = 'payment' limit 1`,
    )
    await expect(as("hanako", (scope) => requestReversal(scope, payment?.id ?? "", "誤り"))).rejects.toMatchObject({
      code: "voucher-follows-its-act",
    })
    await expect(as("hanako", (scope) => requestReversal(scope, "x", "誤り"))).rejects.toMatchObject({
      code: "no-such-voucher",
    })
  })

  test("a closed month refuses the voucher until two people reopen it, which leaves a trace; then it closes again", async () => {
    const [april, may] = [month("2026-04"), month("2026-05")]
    world.today("2026-05-01")
    await as("hanako", (scope) => closeMonth(scope, { month: april, explanation: "試験" }))
    const late = await ask(fee())
    await expect(decide("taro", late)).rejects.toMatchObject({ code: "closed_month_refuses_vouchers" })
    await expect(as("hanako", (scope) => requestReopening(scope, may, "誤り"))).rejects.toMatchObject({
      code: "not-the-last-closed-month",
    })
    const reopening = await as("hanako", (scope) => requestReopening(scope, april, "手数料の計上漏れ"))
    await expect(decide("hanako", reopening)).rejects.toMatchObject({ code: "second-person-needed" })
    await decide("taro", reopening)
    expect(await world.look((scope) => monthState(scope, april))).toMatchObject({
      closed: false,
      seq: 2,
      recordedBy: "staff:taro",
    })
    await decide("taro", late)
    const again = await as("hanako", (scope) => closeMonth(scope, { month: april, explanation: "再締め" }))
    expect(again.alreadyDone).toBe(false)
    const traces = await world.look(
      (scope) =>
        scope.sql<{
          kind: string
          detail: { reason?: string }
        }>`select kind, detail from period_event where month = ${april} order by seq`,
    )
    expect(traces.map(({ kind, detail }) => [kind, detail.reason ?? null])).toEqual([
      ["closed", null],
      ["reopened", "手数料の計上漏れ"],
      ["closed", null],
    ])
  })
})
