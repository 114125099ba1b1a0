import type { Scope } from "#app/platform/scope.server.ts"

export type RefundOfList = Readonly<{
  of: "contract" | "seminar"
  number: string
  /** The contract or the seminar order that it belongs to. */
  subjectId: string
  subjectNumber: string
  payerId: string
  payerName: string
  amountYen: number
  cause: "cancellation" | "allowance" | "copies" | "discontinued" | "seminar-cancelled" | "late-payment"
  owedOn: string
  paidOn: string | null
  paidWay: string | null
  /** Whether a card paid, and how a refund to it stands. */
  isByCard: boolean
  cardState: "waiting" | "failed" | null
  cardError: string
  /** The 振込データ that it is in, unless it was given back. */
  remittanceId: string | null
  remittance: string | null
  total: number
  sumYen: number
}>

/** Money owed back to readers (返金) of contracts and seminars, a page of it: what waits, the oldest first, or what was paid, the last first. */
export const refundsForList = (
  scope: Scope,
  page: Readonly<{ state: "open" | "paid"; limit: number; offset: number }>,
) => scope.sql<RefundOfList>`
  with owed as (
    select 'contract' as kind, refund.number, contract.id as subject_id, contract.number as subject_number, refund.payer_id, refund.amount_yen,
      refund.cause, refund.owed_on, refund.paid_on, refund.paid_way, null::uuid as payment_id
    from refund join contract on contract.id = refund.contract_id
    union all
    select 'seminar', refund.number, seminar_order.id, seminar_order.number, seminar_order.payer_id, refund.amount_yen,
      refund.cause, refund.owed_on, refund.paid_on, refund.paid_way, refund.payment_id
    from seminar_refund as refund join seminar_order on seminar_order.id = refund.order_id
  )
  select owed.kind as "of", owed.number, subject_id as "subjectId", subject_number as "subjectNumber", payer.id as "payerId",
    coalesce(nullif(payer.company_name, ''), concat_ws(' ', payer.family_name, nullif(payer.given_name, ''))) as "payerName",
    owed.amount_yen as "amountYen", owed.cause, owed.owed_on as "owedOn", owed.paid_on as "paidOn", owed.paid_way as "paidWay",
    exists (select from payment where payment.way = 'card' and (payment.id = owed.payment_id or exists (
      select from ledger_allocation as allocation where allocation.payment_id = payment.id
        and allocation.subject_id = owed.subject_id))) as "isByCard",
    to_card.state as "cardState", coalesce(to_card.last_error, '') as "cardError",
    remitted.remittance_id as "remittanceId", remitted.number as remittance, (count(*) over ())::integer as total,
    (sum(owed.amount_yen) over ())::bigint as "sumYen"
  from owed join member as payer on payer.id = owed.payer_id
  left join lateral (
    select state, last_error from card_refund
    where case owed.kind when 'contract' then refund_number else seminar_refund_number end = owed.number and state in ('waiting', 'failed')
    order by state desc, wanted_at desc limit 1
  ) as to_card on true
  left join remitted_refund as remitted on owed.kind = 'contract' and remitted.refund_number = owed.number
  where (owed.paid_on is null) = (${page.state} = 'open')
  order by owed.paid_on desc, owed.owed_on, owed.number
  limit ${page.limit}::integer offset ${page.offset}::integer`
