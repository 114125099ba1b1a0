import type { Scope } from "#app/platform/scope.server.ts"
import type { PaymentWay } from "#app/subscriptions/order.ts"

export type PaymentOfList = Readonly<{
  id: string
  number: string
  receivedOn: string
  way: PaymentWay
  payerId: string
  payerName: string
  orderId: string | null
  orderNumber: string | null
  amountYen: number
  allocatedYen: number
  card: string | null
  total: number
  sumYen: number
}>

/** Payments (入金), newest first, a page of them; found by number, payer's number, name or kana, by way and month. */
export const paymentsForList = (
  scope: Scope,
  input: Readonly<{ search: string; way: string; month: string; sort: string; limit: number; offset: number }>,
) => scope.sql<PaymentOfList>`
  with page as (
    select payment.*, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as payer_name,
      (count(*) over ())::integer as total, (sum(payment.amount_yen) over ())::bigint as sum_yen,
      row_number() over (order by case when ${input.sort} = 'amount' then payment.amount_yen end,
        case when ${input.sort} = '-amount' then payment.amount_yen end desc,
        case when ${input.sort} = 'date' then payment.received_on end,
        payment.received_on desc, payment.recorded_at desc, payment.id) as place
    from payment join member on member.id = payment.payer_id
    where (${input.way} = '' or payment.way = ${input.way})
      and (${input.month} = '' or to_char(payment.received_on, 'YYYY-MM') = ${input.month})
      and (${input.search} = '' or upper(payment.number) = upper(${input.search})
        or upper(member.number) = upper(${input.search}) or strpos(member.search_name, search_form(${input.search})) > 0
        or strpos(member.search_kana, search_form(${input.search})) > 0)
    order by place limit ${input.limit}::integer offset ${input.offset}::integer
  )
  select page.id, page.number, page.received_on as "receivedOn", page.way, page.payer_id as "payerId", page.payer_name as "payerName",
    page.order_id as "orderId", customer_order.number as "orderNumber", page.amount_yen as "amountYen",
    coalesce(allocated.yen, 0)::bigint as "allocatedYen", page.card_brand || ' •••• ' || page.card_last4 as card, page.total,
    page.sum_yen as "sumYen"
  from page left join customer_order on customer_order.id = page.order_id
  left join lateral (
    select sum(allocation.amount_yen) as yen from payment_allocation as allocation where allocation.payment_id = page.id
  ) as allocated on true
  order by page.place`
