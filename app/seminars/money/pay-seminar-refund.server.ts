import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Books that a refund of a seminar order has been paid out (返金の支払): Dr 未払金, Cr 普通預金 on its JST date, less what has gone back to a
 * card. Refuses: unknown-seminar-refund, seminar-refund-paid, seminar-refund-on-its-way, paid-ahead.
 */
export async function paySeminarRefund(
  scope: Scope,
  input: Readonly<{ number: string; way: "bank-transfer" | "cash"; paidOn: CalendarDate }>,
): Promise<void> {
  const [refund] = await scope.sql<{
    amount_yen: number
    paid_on: string | null
    to_card_yen: number
    on_its_way: boolean
  }>`
    select amount_yen, paid_on,
      (select coalesce(sum(amount_yen), 0) from card_refund where seminar_refund_number = seminar_refund.number and state = 'done')::bigint
        as to_card_yen,
      exists (select from card_refund where seminar_refund_number = seminar_refund.number and state = 'waiting') as on_its_way
    from seminar_refund where number = ${input.number} for update`
  if (!refund) throw refuse("unknown-seminar-refund", { number: input.number })
  if (refund.paid_on !== null) throw refuse("seminar-refund-paid", { number: input.number })
  if (refund.on_its_way) throw refuse("seminar-refund-on-its-way", { number: input.number })
  if (input.paidOn > scope.today) throw refuse("paid-ahead", {}, { field: "paidOn" })
  await scope.sql`
    update seminar_refund set paid_on = ${input.paidOn}::date, paid_way = ${input.way} where number = ${input.number}`
  const voucherId = await openVoucher(scope, {
    ...{
      kind: "refund",
      sourceKey: `seminar-refund:${input.number}`,
      effectiveOn: await postingDate(scope, input.paidOn),
    },
    description: `返金 ${input.number}`,
  })
  if (voucherId === null) throw new Error(`refund ${input.number} has its voucher already, though it was not paid`)
  const leftYen = refund.amount_yen - refund.to_card_yen
  await postLines(scope, voucherId, [
    { purpose: "payable", amountYen: leftYen },
    { purpose: "bank", amountYen: -leftYen },
  ])
  await audit(scope, "pay-seminar-refund", input.number, { amountYen: leftYen, way: input.way })
}
