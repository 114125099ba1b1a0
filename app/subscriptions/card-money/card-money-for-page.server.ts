import type { Scope } from "#app/platform/scope.server.ts"
import type { StripeDifference } from "#app/subscriptions/card-money/compare-with-stripe.server.ts"

export type CardMoney = Readonly<{
  connection: Readonly<{ livemode: boolean; checkedAt: Date | null; konbini: boolean; transfer: boolean }> | null
  /** What the last nightly comparison found and no later one has seen gone. */
  differences: readonly (StripeDifference & Readonly<{ foundAt: Date }>)[]
  /** Card money on 仮受金 that is for nothing: paid twice, or too late. */
  suspense: readonly Readonly<{
    number: string
    payerId: string
    payerName: string
    yen: number
    receivedOn: string
    isAsked: boolean
  }>[]
  disputes: readonly Readonly<{
    id: string
    payment: string | null
    yen: number
    status: string
    openedOn: string
    answerBy: string | null
    bookedOn: string | null
  }>[]
  payouts: readonly Readonly<{
    id: string
    arrivedOn: string
    failedOn: string | null
    grossYen: number
    feeYen: number
    netYen: number
    voucherId: string
  }>[]
}>

/** カード決済の照合: the connection, what differs, what waits to go back, disputes, and the latest payouts; yen. */
export async function cardMoneyForPage(scope: Scope): Promise<CardMoney> {
  const [connection] = await scope.sql<NonNullable<CardMoney["connection"]>>`
    select livemode, checked_at as "checkedAt", offers_konbini as konbini, offers_transfer as transfer from stripe_account`
  const differences = await scope.sql<CardMoney["differences"][number]>`
    select kind, subject, ours_yen as "oursYen", theirs_yen as "theirsYen", found_at as "foundAt" from stripe_difference
    where gone_at is null order by found_at, kind, subject limit 200`
  const suspense = await scope.sql<CardMoney["suspense"][number]>`
    select payment.number, payer.id as "payerId", payment.received_on as "receivedOn", left_over.yen,
      coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
      exists (select from card_refund where payment_id = payment.id and refund_number is null
        and seminar_refund_number is null and state = 'waiting') as "isAsked"
    from payment join member as payer on payer.id = payment.payer_id
    cross join lateral (
      select held_on_suspense(payment.organization_id, payment.id) as yen
    ) as left_over
    where payment.way = 'card' and left_over.yen > 0 order by payment.received_on, payment.number limit 200`
  const disputes = await scope.sql<CardMoney["disputes"][number]>`
    select dispute.dispute_id as id, payment.number as payment, dispute.amount_yen as yen, dispute.status,
      dispute.opened_on as "openedOn", dispute.answer_by as "answerBy", dispute.booked_on as "bookedOn"
    from stripe_dispute as dispute left join payment on payment.id = dispute.payment_id
    order by dispute.opened_on desc, dispute.dispute_id limit 50`
  const payouts = await scope.sql<CardMoney["payouts"][number]>`
    select payout_id as id, arrived_on as "arrivedOn", failed_on as "failedOn", gross_yen as "grossYen", fee_yen as "feeYen", net_yen as "netYen",
      stripe_payout.voucher_id as "voucherId"
    from stripe_payout left join stripe_payout_failure using (organization_id, payout_id) order by arrived_on desc, payout_id limit 50`
  return { connection: connection ?? null, differences, suspense, disputes, payouts }
}
