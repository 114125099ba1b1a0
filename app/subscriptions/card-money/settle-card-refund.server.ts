import type { RefundOutcome } from "#app/billing/stripe/refund-card.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { noteContractEvent } from "#app/subscriptions/contract/note-contract-event.server.ts"

type Row = {
  state: string
  amount_yen: number
  refund_number: string | null
  payment: string
  contract_id: string | null
}

/**
 * Brings Stripe's answer to a card refund into the books, once: Dr 未払金 (or 仮受金 for money that was for nothing), Cr 未収入金(カード). The
 * refund is paid when all its parts are. What Stripe refuses stays open, with its reason, to be paid otherwise.
 */
export async function settleCardRefund(scope: Scope, id: string, outcome: RefundOutcome): Promise<void> {
  const [row] = await scope.sql<Row>`
    select card_refund.state, card_refund.amount_yen, card_refund.refund_number, payment.number as payment, refund.contract_id
    from card_refund join payment on payment.id = card_refund.payment_id
    left join refund on refund.number = card_refund.refund_number
    where card_refund.id = ${id}::uuid for update of card_refund`
  if (row?.state !== "waiting") return
  if (outcome.kind === "refused") {
    await scope.sql`
      update card_refund set state = 'failed', last_error = ${outcome.message}, settled_at = ${scope.now} where id = ${id}::uuid`
    return
  }
  await scope.sql`
    update card_refund set state = 'done', stripe_refund_id = ${outcome.stripeRefundId}, settled_at = ${scope.now}
    where id = ${id}::uuid`
  const voucherId = await openVoucher(scope, {
    ...{ kind: "refund", sourceKey: `card-refund:${id}`, effectiveOn: await postingDate(scope, scope.today) },
    description: `カードへの返金 ${row.refund_number ?? row.payment}`,
  })
  if (voucherId === null) throw new Error(`card refund ${id} has its voucher already, though it was waiting`)
  await postLines(scope, voucherId, [
    { purpose: row.refund_number === null ? "suspense" : "payable", amountYen: row.amount_yen },
    { purpose: "card-clearing", amountYen: -row.amount_yen },
  ])
  if (row.refund_number !== null && row.contract_id !== null)
    await closeRefund(scope, row.refund_number, row.contract_id)
  await audit(scope, "card-refund", row.refund_number ?? row.payment, { amountYen: row.amount_yen })
}

async function closeRefund(scope: Scope, number: string, contractId: string) {
  const [closed] = await scope.sql<{ amount_yen: number }>`
    update refund set paid_on = ${scope.today}::date, paid_way = 'card'
    where number = ${number} and paid_on is null and amount_yen = (
      select sum(amount_yen) from card_refund where refund_number = ${number} and state = 'done')
    returning amount_yen`
  if (!closed) return
  await noteContractEvent(scope, contractId, {
    ...{ kind: "refunded", fromIssue: null, happenedOn: scope.today },
    detail: { number, yen: closed.amount_yen },
  })
}
