import type { Scope } from "#app/platform/scope.server.ts"
import type { Sums } from "#test/oracle/naive-page.ts"

type Money = { month: string; debit: string; credit: string; yen: number }

/** What came in: a deposit, a debit, a store's slip, a card; the whole of it is nobody's (仮受金) until it is shared out. */
const came = (scope: Scope) => scope.sql<Money>`
  select to_char(coalesce(line.received_on, payment.received_on), 'YYYY-MM') as month,
    case when payment.through_stripe then 'card-clearing' when slip.payment_id is not null then 'agent-clearing' else 'bank' end as debit,
    'suspense' as credit, (payment.amount_yen - coalesce(line.fee_yen, 0))::bigint as yen
  from payment left join bank_line as line on line.payment_id = payment.id left join collected_slip as slip on slip.payment_id = payment.id
  union all
  select to_char(received_on, 'YYYY-MM'), 'payment-fee', 'suspense', fee_yen from bank_line where fee_yen > 0 and payment_id is not null
  union all
  select to_char(received_on, 'YYYY-MM'), 'bank', 'suspense', amount_yen from bank_line where state = 'held' and payment_id is null`

/** What of it was somebody's, on the day it was shared out. */
const shared = (scope: Scope) => scope.sql<Money>`
  select to_char(voucher.effective_on, 'YYYY-MM') as month, 'suspense' as debit, '' as credit, part.yen
  from (
    select payment_id, sum(amount_yen)::bigint as yen from (
      select payment_id, amount_yen from payment_allocation union all select payment_id, amount_yen from seminar_payment_allocation
      union all select payment.id, movement.net_yen + movement.tax_yen from movement join voucher on voucher.id = movement.voucher_id
        join payment on voucher.source_key = 'payment:' || payment.external_key where movement.cause = 'recovered'
    ) as parts group by 1
  ) as part join payment on payment.id = part.payment_id join voucher on voucher.source_key = 'payment:' || payment.external_key`

/** What went out, and what Stripe paid on. */
const went = (scope: Scope) => scope.sql<Money>`
  with back as (
    select number, amount_yen, paid_on, (select coalesce(sum(amount_yen), 0) from card_refund
      where refund_number = refund.number and state = 'done') as to_card from refund
    union all
    select number, amount_yen, paid_on, (select coalesce(sum(amount_yen), 0) from card_refund
      where seminar_refund_number = seminar_refund.number and state = 'done') from seminar_refund
  )
  select to_char(paid_on, 'YYYY-MM') as month, 'payable' as debit, 'bank' as credit, (amount_yen - to_card)::bigint as yen
  from back where paid_on is not null
  union all
  select to_char(settled_at at time zone 'Asia/Tokyo', 'YYYY-MM'), 'payable', 'card-clearing', amount_yen from card_refund where state = 'done'
  union all select to_char(arrived_on, 'YYYY-MM'), 'bank', 'card-clearing', net_yen from stripe_payout
  union all select to_char(arrived_on, 'YYYY-MM'), 'payment-fee', 'card-clearing', fee_yen from stripe_payout
  union all
  select to_char(failed_on, 'YYYY-MM'), 'card-clearing', 'bank', net_yen
  from stripe_payout_failure join stripe_payout using (organization_id, payout_id)`

/** Bank, card, agent, 未払金, 仮受金 and fees by month. */
export async function moneyOfMonths(scope: Scope, sums: Sums) {
  for (const { month, debit, credit, yen } of [
    ...(await came(scope)),
    ...(await shared(scope)),
    ...(await went(scope)),
  ]) {
    sums.add(month, debit, "none", BigInt(yen))
    if (credit !== "") sums.add(month, credit, "none", -BigInt(yen))
  }
}
