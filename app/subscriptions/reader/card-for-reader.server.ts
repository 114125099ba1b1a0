import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type CardForReader = Readonly<{
  brand: string
  last4: string
  /** YYYY-MM, the last month it is good for. */
  expiresMonth: string
  hasExpired: boolean
  /** The terms that renew by it, a bundle (セット) once, with what is charged next and when, in yen, as far as it is announced. */
  renewals: readonly Readonly<{
    contractId: string
    publication: string
    publicationEnglish: string
    chargeOn: string | null
    amountYen: number | null
    /** The last charge was declined, and it is tried again on that day. */
    hasFailed: boolean
    /** Its day has come: the next run charges it. */
    isDue: boolean
  }>[]
}>

/** 登録カード as its reader sees it, with what renews by it; null where none is kept. */
export async function cardForReader(scope: Scope, memberId: MemberId): Promise<CardForReader | null> {
  const [card] = await scope.sql<CardForReader>`
    select card.brand, card.last4, card.expires_month as "expiresMonth",
      card.expires_month < to_char(${scope.today}::date, 'YYYY-MM') as "hasExpired",
      coalesce((
        select jsonb_agg(jsonb_build_object('contractId', contract.id, 'publication', coalesce(offer_publications(whole.bundle_id), publication.name),
          'publicationEnglish', case when whole.bundle_id is null then publication.name_english else '' end, 'chargeOn', renewal.next_try_on,
          'amountYen', case when renewal.next_try_on is null then null else renewal.amount_yen end,
          'hasFailed', coalesce(renewal.state = 'retrying', false),
          'isDue', coalesce(renewal.next_try_on <= ${scope.today}::date, false)) order by contract.number)
        from contract join publication on publication.id = contract.publication_id
        left join customer_order as sold on sold.id = contract.order_id
        left join lateral (
          select bundle_to_renew.* from bundle_to_renew join offer on offer.id = bundle_to_renew.bundle_id and offer.on_sale
          where bundle_to_renew.order_id = contract.order_id
        ) as whole on true
        left join lateral (
          select next_try_on, amount_yen, state from auto_renewal as announced
          where announced.contract_id = contract.id
            or announced.contract_id in (select id from contract as sibling where sibling.order_id = whole.order_id)
          order by next_try_on limit 1
        ) as renewal on true
        where (sold.bundle_id is null or contract.id = bundle_lead(whole.order_id)) and contract.payer_id = card.member_id and contract.state = 'active' and contract.auto_renewal
          and contract.payment_way = 'card' and contract.renewal_declined_on is null
          and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
      ), '[]') as renewals
    from card_on_file as card where card.member_id = ${memberId}::uuid`
  return card ?? null
}
