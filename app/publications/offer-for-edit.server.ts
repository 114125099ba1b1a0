import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/publications/refusals.ts"

/** An offer as its form shows it, every field as text; yen with tax. Refuses: unknown-offer. */
export async function offerForEdit(scope: Scope, code: string): Promise<Readonly<Record<string, string>>> {
  const [row] = await scope.sql<Record<string, string>>`
    select offer.code, publication.code as publication, offer.name, offer.name_english as "nameEnglish", offer.kind,
      offer.units::text as units, offer.price_yen::text as "priceYen", case when offer.auto_renewal then 'on' else '' end as "autoRenewal",
      case when offer.on_sale then 'on' else '' end as "onSale", offer.grace_issues::text as "graceIssues",
      offer.refund_policy as "refundPolicy", offer.cancellation_fee_yen::text as "cancellationFeeYen",
      coalesce(offer.single_price_yen::text, '') as "singlePriceYen",
      coalesce(condition.kind, 'anyone') as condition, coalesce(holding.code, '') as "conditionTitle", coalesce(successor.code, '') as successor,
      coalesce((select string_agg(part.code, e'\n' order by position) from offer_component join offer as part on part.id = component_id
        where offer_id = offer.id), '') as components,
      coalesce((select string_agg(issues_left || case channel when 'post' then ' 郵便' else ' メール' end, e'\n' order by step)
        from renewal_step where offer_id = offer.id), '') as steps,
      coalesce((select string_agg(generation || ' ' || perk_rule.code || ' ' || perk_rule.name, e'\n' order by generation, perk_rule.code)
        from perk_rule where offer_id = offer.id), '') as perks,
      coalesce((select string_agg(coalesce(from_on::text, '第' || from_issue || '号') || ' ' || offer_price.price_yen, e'\n'
        order by from_on, from_issue) from offer_price where offer_id = offer.id and applied_at is null), '') as prices
    from offer join publication on publication.id = offer.publication_id
    left join offer_condition as condition on condition.offer_id = offer.id
    left join publication as holding on holding.id = condition.publication_id
    left join offer as successor on successor.id = condition.successor_id
    where offer.code = ${code}`
  if (!row) throw refuse("unknown-offer", { code })
  return row
}

/** The titles that an offer may be for. */
export const titlesForOffer = (scope: Scope) => scope.sql<{ code: string; name: string; nameEnglish: string }>`
  select code, name, name_english as "nameEnglish" from publication order by code`

/** The offers that may follow one whose condition no longer holds: subscriptions for everybody, of every title. */
export const successorsForOffer = (scope: Scope) => scope.sql<{
  code: string
  name: string
  nameEnglish: string
  title: string
  publication: string
}>`
  select offer.code, offer.name, offer.name_english as "nameEnglish", publication.name as title, publication.code as publication
  from offer join publication on publication.id = offer.publication_id
  where offer.kind = 'term' and offer.price_yen > 0 and not exists (select from offer_condition where offer_id = offer.id)
  order by publication.code, offer.units, offer.code`
