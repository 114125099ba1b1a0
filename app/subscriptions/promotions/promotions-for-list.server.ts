import type { Scope } from "#app/platform/scope.server.ts"

export type PromotionOfList = Readonly<{
  id: string
  code: string
  name: string
  percentOff: number | null
  yenOff: number | null
  validFrom: string | null
  validUntil: string | null
  mostUses: number | null
  isOncePerMember: boolean
  isForNewMembers: boolean
  sourceCode: string | null
  /** Plans and titles it is for, in the reader's words; none means all. */
  targets: readonly string[]
  state: "coming" | "running" | "over" | "used-up"
  /** Orders made by it, in number, and what it took off their prices, in yen. */
  orders: number
  reducedYen: number
  /** Uses of applications that are being paid. */
  pending: number
}>

/** プロモーションコード一覧, those in use first; one of them by its id. */
export const promotionsForList = (scope: Scope, id: string | null = null) => scope.sql<PromotionOfList>`
  with told as (
    select promotion.*, coalesce(used.orders, 0) as orders, coalesce(used.reduced, 0) as reduced, coalesce(used.pending, 0) as pending
    from promotion_code as promotion
    left join (
      select promotion_id, count(order_id)::integer as orders, coalesce(sum(reduction_yen) filter (where order_id is not null), 0)::bigint as reduced,
        count(*) filter (where order_id is null and promotion_use_counts(promotion_use, ${scope.now}))::integer as pending
      from promotion_use group by promotion_id
    ) as used on used.promotion_id = promotion.id
    where ${id}::uuid is null or promotion.id = ${id}::uuid
  )
  select told.id, told.code, told.name, told.percent_off as "percentOff", told.yen_off as "yenOff", told.valid_from as "validFrom",
    told.valid_until as "validUntil", told.most_uses as "mostUses", told.is_once_per_member as "isOncePerMember",
    told.is_for_new_members as "isForNewMembers", told.source_code as "sourceCode", told.orders, told.reduced as "reducedYen", told.pending,
    coalesce((select jsonb_agg(target.name order by target.name) from (
      select publication.name from promotion_title join publication on publication.id = promotion_title.publication_id
        where promotion_title.promotion_id = told.id
      union all
      select publication.name || ' ' || offer.name from promotion_offer join offer on offer.id = promotion_offer.offer_id
        join publication on publication.id = offer.publication_id where promotion_offer.promotion_id = told.id
    ) as target), '[]') as targets,
    case when told.ended_at is not null or told.valid_until < ${scope.today}::date then 'over'
      when told.valid_from > ${scope.today}::date then 'coming'
      when told.most_uses <= told.orders + told.pending then 'used-up' else 'running' end as state
  from told
  order by told.ended_at is not null or coalesce(told.valid_until < ${scope.today}::date, false), told.made_at desc, told.code`

export type PromotionUse = Readonly<{
  orderId: string
  orderNumber: string
  orderedOn: string
  memberId: string
  memberNumber: string
  memberName: string
  priceYen: number
  reductionYen: number
}>

/** Who ordered by a promotion code, the newest first. */
export const usesOfPromotion = (scope: Scope, id: string, page: Readonly<{ limit: number; offset: number }>) =>
  scope.sql<PromotionUse>`
    select ordered.id as "orderId", ordered.number as "orderNumber", ordered.ordered_on as "orderedOn", member.id as "memberId",
      member.number as "memberNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
      used.price_yen as "priceYen", used.reduction_yen as "reductionYen"
    from promotion_use as used join customer_order as ordered on ordered.id = used.order_id
    join member on member.id = used.member_id
    where used.promotion_id = ${id}::uuid
    order by ordered.ordered_on desc, ordered.number desc limit ${page.limit} offset ${page.offset}`

/** The plans and titles that a code may be for. */
export async function targetsForPromotion(scope: Scope) {
  const offers = await scope.sql<{ id: string; name: string }>`
    select offer.id, publication.name || ' ' || offer.name as name from offer join publication on publication.id = offer.publication_id
    where offer.on_sale and offer.price_yen > 0 and offer.kind <> 'bundle' order by publication.code, offer.units, offer.price_yen`
  const titles = await scope.sql<{ id: string; name: string }>`select id, name from publication order by code`
  return { offers, titles }
}
