import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Books that money owed back has been paid out (返金の支払): Dr 未払金, Cr 普通預金 on its JST date, less what has gone back to a card.
 * Refuses: unknown-refund, refund-paid-already, refund-on-its-way, paid-before-owed, paid-in-the-future.
 */
export async function payRefund(
  scope: Scope,
  input: Readonly<{ number: string; paidOn: CalendarDate; way: "bank-transfer" | "cash" }>,
): Promise<void> {
  const [refund] = await scope.sql<{
    contract_id: string
    amount_yen: number
    paid_on: string | null
    owed_on: string
    to_card_yen: number
    on_its_way: boolean
  }>`
    select contract_id, amount_yen, paid_on, owed_on,
      (select coalesce(sum(amount_yen), 0) from card_refund where refund_number = refund.number and state = 'done')::bigint
        as to_card_yen,
      exists (select from card_refund where refund_number = refund.number and state = 'waiting') as on_its_way
    from refund where number = ${input.number} for update`
  if (!refund) throw refuse("unknown-refund", { number: input.number })
  if (refund.paid_on !== null) throw refuse("refund-paid-already", { number: input.number, date: refund.paid_on })
  if (refund.on_its_way) throw refuse("refund-on-its-way", { number: input.number })
  if (input.paidOn < refund.owed_on) throw refuse("paid-before-owed", { date: refund.owed_on }, { field: "paidOn" })
  if (input.paidOn > scope.today) throw refuse("paid-in-the-future", {}, { field: "paidOn" })
  await scope.sql`
    update refund set paid_on = ${input.paidOn}::date, paid_way = ${input.way} where number = ${input.number}`
  const voucherId = await openVoucher(scope, {
    ...{ kind: "refund", sourceKey: `refund:${input.number}`, effectiveOn: await postingDate(scope, input.paidOn) },
    description: `返金 ${input.number}`,
  })
  if (voucherId === null) throw new Error(`refund ${input.number} has its voucher already, though it was not paid`)
  const leftYen = refund.amount_yen - refund.to_card_yen
  await postLines(scope, voucherId, [
    { purpose: "payable", amountYen: leftYen },
    { purpose: "bank", amountYen: -leftYen },
  ])
  await noteContractEvent(scope, refund.contract_id, {
    ...{ kind: "refunded", fromIssue: null, happenedOn: input.paidOn },
    detail: { number: input.number, yen: refund.amount_yen },
  })
  await audit(scope, "pay-refund", input.number, { amountYen: refund.amount_yen })
}
