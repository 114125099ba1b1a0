import type { RefundOutcome } from "#app/billing/stripe/refund-card.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

type Row = {
  state: string
  amount_yen: number
  refund_number: string | null
  seminar_refund_number: string | null
  payment: string
}

/** A contract's refund that is paid with this: its history wants to know. */
export type PaidByCard = Readonly<{ contractId: string; number: string; amountYen: number }>

/**
 * Brings Stripe's answer to a card refund into the books, once: Dr 未払金 (or 仮受金 for money that was for nothing), Cr 未収入金(カード). The
 * refund is paid when all its parts are. What Stripe refuses stays open, with its reason, to be paid otherwise.
 */
export async function settleCardRefund(scope: Scope, id: string, outcome: RefundOutcome): Promise<PaidByCard | null> {
  const [row] = await scope.sql<Row>`
    select card_refund.state, card_refund.amount_yen, refund_number, seminar_refund_number, payment.number as payment
    from card_refund join payment on payment.id = card_refund.payment_id
    where card_refund.id = ${id}::uuid for update of card_refund`
  if (row?.state !== "waiting") return null
  if (outcome.kind === "refused") {
    await scope.sql`
      update card_refund set state = 'failed', last_error = ${outcome.message}, settled_at = ${scope.now} where id = ${id}::uuid`
    return null
  }
  await scope.sql`
    update card_refund set state = 'done', stripe_refund_id = ${outcome.stripeRefundId}, settled_at = ${scope.now}
    where id = ${id}::uuid`
  const number = row.refund_number ?? row.seminar_refund_number
  const voucherId = await openVoucher(scope, {
    ...{ kind: "refund", sourceKey: `card-refund:${id}`, effectiveOn: await postingDate(scope, scope.today) },
    description: `カードへの返金 ${number ?? row.payment}`,
  })
  if (voucherId === null) throw new Error(`card refund ${id} has its voucher already, though it was waiting`)
  await postLines(scope, voucherId, [
    { purpose: number === null ? "suspense" : "payable", amountYen: row.amount_yen },
    { purpose: "card-clearing", amountYen: -row.amount_yen },
  ])
  await audit(scope, "card-refund", number ?? row.payment, { amountYen: row.amount_yen })
  return closeRefund(scope, row)
}

/** The refund is paid when everything that it owes has gone out, by card, or the rest otherwise before. */
async function closeRefund(scope: Scope, row: Row): Promise<PaidByCard | null> {
  if (row.seminar_refund_number !== null) {
    await scope.sql`
      update seminar_refund set paid_on = ${scope.today}::date, paid_way = 'card'
      where number = ${row.seminar_refund_number} and paid_on is null and amount_yen = (
        select sum(amount_yen) from card_refund where seminar_refund_number = ${row.seminar_refund_number} and state = 'done')`
    return null
  }
  const [closed] = await scope.sql<PaidByCard>`
    update refund set paid_on = ${scope.today}::date, paid_way = 'card'
    where number = ${row.refund_number} and paid_on is null and amount_yen = (
      select sum(amount_yen) from card_refund where refund_number = ${row.refund_number} and state = 'done')
    returning contract_id as "contractId", number, amount_yen as "amountYen"`
  return closed ?? null
}
