import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * Books that a refund of a seminar order has been paid out (返金の支払): Dr 未払金, Cr where the money lay. Refuses:
 * unknown-seminar-refund, seminar-refund-paid.
 */
export async function paySeminarRefund(
  scope: Scope,
  input: Readonly<{ number: string; way: "bank-transfer" | "cash" | "card" }>,
): Promise<void> {
  const [refund] = await scope.sql<{ amount_yen: number; paid_on: string | null }>`
    select amount_yen, paid_on from seminar_refund where number = ${input.number} for update`
  if (!refund) throw refuse("unknown-seminar-refund", { number: input.number })
  if (refund.paid_on !== null) throw refuse("seminar-refund-paid", { number: input.number })
  await scope.sql`
    update seminar_refund set paid_on = ${scope.today}::date, paid_way = ${input.way} where number = ${input.number}`
  const voucherId = await openVoucher(scope, {
    ...{
      kind: "refund",
      sourceKey: `seminar-refund:${input.number}`,
      effectiveOn: await postingDate(scope, scope.today),
    },
    description: `返金 ${input.number}`,
  })
  if (voucherId === null) throw new Error(`refund ${input.number} has its voucher already, though it was not paid`)
  await postLines(scope, voucherId, [
    { purpose: "payable", amountYen: refund.amount_yen },
    { purpose: input.way === "card" ? "card-clearing" : "bank", amountYen: -refund.amount_yen },
  ])
  await audit(scope, "pay-seminar-refund", input.number, { amountYen: refund.amount_yen, way: input.way })
}
