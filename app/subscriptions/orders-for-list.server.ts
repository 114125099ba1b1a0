import type { Scope } from "#app/platform/scope.server.ts"
import type { Channel } from "#app/subscriptions/order.ts"

export type OrderOfList = Readonly<{
  id: string
  number: string
  orderedOn: string
  channel: Channel
  memberId: string
  memberName: string
  offerNames: string
  copies: number
  totalYen: number
  paidYen: number
  sourceCode: string
  total: number
  sumYen: number
}>

/** Orders (受注), newest first, a page of them; found by number, member's number, name or kana, by channel, month and payment. */
export const ordersForList = (
  scope: Scope,
  input: Readonly<{
    search: string
    channel: string
    month: string
    paid: string
    sort: string
    limit: number
    offset: number
  }>,
) => scope.sql<OrderOfList>`
  with found as (
    select customer_order.id, customer_order.number, customer_order.ordered_on, customer_order.channel,
      customer_order.member_id, concat_ws(' ', member.family_name, nullif(member.given_name, '')) as member_name,
      customer_order.total_yen, customer_order.source_code, customer_order.recorded_at, coalesce(paid.yen, 0)::bigint as paid_yen
    from customer_order join member on member.id = customer_order.member_id
    left join (select payment.order_id, sum(payment.amount_yen) as yen from payment group by payment.order_id) as paid
      on paid.order_id = customer_order.id
    where (${input.channel} = '' or customer_order.channel = ${input.channel})
      and (${input.month} = '' or to_char(customer_order.ordered_on, 'YYYY-MM') = ${input.month})
      and (${input.search} = '' or upper(customer_order.number) = upper(${input.search})
        or upper(member.number) = upper(${input.search}) or strpos(member.search_name, search_form(${input.search})) > 0
        or strpos(member.search_kana, search_form(${input.search})) > 0)
  ), page as (
    select found.*, (count(*) over ())::integer as total, (sum(found.total_yen) over ())::bigint as sum_yen,
      row_number() over (order by case when ${input.sort} = 'total' then found.total_yen end,
        case when ${input.sort} = '-total' then found.total_yen end desc,
        case when ${input.sort} = 'date' then found.ordered_on end,
        found.ordered_on desc, found.recorded_at desc, found.id) as place
    from found where ${input.paid} = '' or (found.paid_yen >= found.total_yen) = (${input.paid} = 'yes')
    order by place limit ${input.limit}::integer offset ${input.offset}::integer
  )
  select page.id, page.number, page.ordered_on as "orderedOn", page.channel, page.member_id as "memberId",
    page.member_name as "memberName", coalesce(sold.offers, '') as "offerNames", coalesce(sold.copies, 0) as copies,
    page.total_yen as "totalYen", page.paid_yen as "paidYen", page.source_code as "sourceCode", page.total, page.sum_yen as "sumYen"
  from page
  left join lateral (
    select string_agg(distinct offer.name, '・') as offers,
      (select sum(line.copies) from contract_line as line join contract as own on own.id = line.contract_id
        where own.order_id = page.id and line.until_issue is null)::integer as copies
    from contract join offer on offer.id = contract.offer_id where contract.order_id = page.id
  ) as sold on true
  order by page.place`
