import type { Scope } from "#app/platform/scope.server.ts"

export type RefundOfList = Readonly<{
  number: string
  contractId: string
  contractNumber: string
  payerId: string
  payerName: string
  amountYen: number
  cause: "cancellation" | "allowance" | "copies" | "discontinued"
  owedOn: string
  paidOn: string | null
  paidWay: string | null
  /** Whether a card paid the term, and how a refund to it stands. */
  isByCard: boolean
  cardState: "waiting" | "failed" | null
  cardError: string
  total: number
  sumYen: number
}>

/** Money owed back to readers (返金), a page of it: what waits, the oldest first, or what was paid, the last first. */
export const refundsForList = (
  scope: Scope,
  page: Readonly<{ state: "open" | "paid"; limit: number; offset: number }>,
) => scope.sql<RefundOfList>`
  select refund.number, contract.id as "contractId", contract.number as "contractNumber", payer.id as "payerId",
    coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
    refund.amount_yen as "amountYen", refund.cause, refund.owed_on as "owedOn", refund.paid_on as "paidOn",
    refund.paid_way as "paidWay",
    exists (select from payment_allocation as allocation join payment on payment.id = allocation.payment_id
      where allocation.contract_id = contract.id and payment.way = 'card') as "isByCard",
    to_card.state as "cardState", coalesce(to_card.last_error, '') as "cardError", (count(*) over ())::integer as total, (sum(refund.amount_yen) over ())::bigint as "sumYen"
  from refund join contract on contract.id = refund.contract_id join member as payer on payer.id = refund.payer_id
  left join lateral (
    select state, last_error from card_refund where refund_number = refund.number and state in ('waiting', 'failed')
    order by state desc, wanted_at desc limit 1
  ) as to_card on true
  where (refund.paid_on is null) = (${page.state} = 'open')
  order by refund.paid_on desc, refund.owed_on, refund.number
  limit ${page.limit}::integer offset ${page.offset}::integer`
