import type { Scope } from "#app/platform/scope.server.ts"
import type { Channel, PaymentWay } from "#app/subscriptions/order.ts"
import { isId } from "#app/values/ids.ts"

export type OrderOfPage = Readonly<{
  id: string
  number: string
  orderedOn: string
  recordedAt: Date
  channel: Channel
  totalYen: number
  sourceCode: string
  sourcePage: string
  /** The promotion code it was made by, with the price before and what was taken off, in yen; null without one. */
  promotion: { id: string; code: string; priceYen: number; reductionYen: number } | null
  /** The bundle that it bought; null where it bought one offer. */
  bundle: string | null
  memberId: string
  memberNumber: string
  memberName: string
  contracts: readonly {
    id: string
    number: string
    publication: string
    offer: string
    units: number
    startIssue: number
    copies: number
    priceYen: number
    paymentWay: "card" | "convenience-store" | "bank-transfer" | "direct-debit" | "invoice" | "free"
  }[]
  payments: readonly {
    id: string
    number: string
    receivedOn: string
    way: PaymentWay
    amountYen: number
    card: string | null
    externalKey: string
  }[]
  application: {
    state: "filled" | "confirmed" | "paid" | "abandoned" | "refund-due"
    confirmedAt: string | null
    shownVersion: string | null
    /** The lines of the final confirmation, as they were shown. */
    shown: readonly { key: string; label: string; text: string }[]
    locale: "ja" | "en"
  } | null
}>

/** An order with its contracts, payments and the evidence of the final confirmation; null where there is none. */
export async function orderForPage(scope: Scope, id: string): Promise<OrderOfPage | null> {
  if (!isId(id)) return null
  const [order] = await scope.sql<OrderOfPage>`
    select customer_order.id, customer_order.number, customer_order.ordered_on as "orderedOn",
      customer_order.recorded_at as "recordedAt", customer_order.channel, customer_order.total_yen as "totalYen",
      customer_order.source_code as "sourceCode", customer_order.source_page as "sourcePage",
      (select name from offer where offer.id = customer_order.bundle_id) as bundle, member.id as "memberId",
      member.number as "memberNumber", concat_ws(' ', member.family_name, nullif(member.given_name, '')) as "memberName",
      coalesce((select jsonb_agg(jsonb_build_object('id', contract.id, 'number', contract.number, 'publication', publication.name,
          'offer', offer.name, 'units', contract.units, 'startIssue', contract.start_issue, 'priceYen', contract.price_yen,
          'paymentWay', contract.payment_way, 'copies', (select sum(line.copies) from contract_line as line
            where line.contract_id = contract.id and line.until_issue is null)) order by contract.number)
        from contract join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
        where contract.order_id = customer_order.id), '[]') as contracts,
      coalesce((select jsonb_agg(jsonb_build_object('id', payment.id, 'number', payment.number,
          'receivedOn', payment.received_on, 'way', payment.way, 'amountYen', payment.amount_yen,
          'card', payment.card_brand || ' •••• ' || payment.card_last4, 'externalKey', payment.external_key)
          order by payment.received_on, payment.number)
        from payment where payment.order_id = customer_order.id), '[]') as payments,
      (select jsonb_build_object('id', promotion.id, 'code', promotion.code, 'priceYen', used.price_yen, 'reductionYen', used.reduction_yen)
        from promotion_use as used join promotion_code as promotion on promotion.id = used.promotion_id
        where used.order_id = customer_order.id) as promotion,
      (select jsonb_build_object('state', application.state, 'confirmedAt', application.confirmed_at,
          'shownVersion', application.shown_version, 'shown', application.shown, 'locale', application.locale)
        from application where application.order_id = customer_order.id limit 1) as application
    from customer_order join member on member.id = customer_order.member_id
    where customer_order.id = ${id}::uuid`
  return order ?? null
}
