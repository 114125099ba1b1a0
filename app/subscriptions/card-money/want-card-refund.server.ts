import { askCardRefunds, oneAtATime } from "#app/billing/card-refunds/ask-card-refunds.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { refuse as refuseRemittance } from "#app/subscriptions/remittances/refusals.ts"
import { remittanceOf } from "#app/subscriptions/remittances/remittance-of.server.ts"

/**
 * Asks for a refund (返金) to go back to the card that paid: rows for Stripe, the newest payment first, over the terms that went on as
 * this one. Asked twice it is one. Refuses: unknown-refund, refund-paid-already, refund-in-remittance,
 * card-cannot-take.
 */
export async function wantCardRefund(scope: Scope, number: string): Promise<void> {
  const [refund] = await scope.sql<{
    contract_id: string
    amount_yen: number
    paid_on: string | null
    left_yen: number
  }>`
    select contract_id, amount_yen, paid_on, amount_yen - coalesce((select sum(amount_yen) from card_refund
      where refund_number = refund.number and state = 'done'), 0)::bigint as left_yen
    from refund where number = ${number} for update`
  if (!refund) throw refuse("unknown-refund", { number })
  if (refund.paid_on !== null) throw refuse("refund-paid-already", { number, date: refund.paid_on })
  const remittance = await remittanceOf(scope, number)
  if (remittance !== null) throw refuseRemittance("refund-in-remittance", { number, remittance })
  const [asked] = await scope.sql`select from card_refund where refund_number = ${number} and state = 'waiting'`
  if (asked) return
  const chain = await scope.sql<{ id: string }>`select id from terms_before(${refund.contract_id}::uuid) as id`
  const takes = await askCardRefunds(scope, [
    { of: "contract", number, leftYen: refund.left_yen, subjectIds: chain.map(({ id }) => id), paymentId: null },
  ])
  const yen = takes.get(number) ?? 0
  if (yen !== refund.left_yen) throw refuse("card-cannot-take", { yen })
  await audit(scope, "want-card-refund", number, { amountYen: refund.amount_yen })
}

/**
 * Asks for card money that is for nothing (仮受金: paid twice, or too late) to go back as it came. Asked twice it is one. Refuses:
 * nothing-to-give-back.
 */
export async function returnSuspense(scope: Scope, paymentNumber: string): Promise<void> {
  await oneAtATime(scope)
  const [payment] = await scope.sql<{ id: string; yen: number; asked: boolean }>`
    select payment.id, held_on_suspense(payment.organization_id, payment.id) as yen,
      exists (select from card_refund where payment_id = payment.id and refund_number is null
        and seminar_refund_number is null and state <> 'failed') as asked
    from payment where payment.number = ${paymentNumber} and payment.way = 'card'`
  if (payment?.asked) return
  if (!payment || payment.yen <= 0) throw refuse("nothing-to-give-back", { number: paymentNumber })
  await scope.sql`
    insert into card_refund (organization_id, payment_id, amount_yen, wanted_at, wanted_by)
    values (${scope.organizationId}, ${payment.id}::uuid, ${payment.yen}::bigint, ${scope.now}, ${scope.actor})`
  await audit(scope, "return-suspense", paymentNumber, { amountYen: payment.yen })
}
