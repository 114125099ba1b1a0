import type { BundleComponent } from "#app/publications/bundle-component.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** What a bundle consists of, in its order and the reader's language; none for every other offer. */
export const componentsOfOffer = (scope: Scope, offerId: string) => scope.sql<BundleComponent>`
  select component.id as "offerId", component.units, component.price_yen as "priceYen",
    coalesce(case when ${scope.locale} = 'en' then nullif(publication.name_english, '') end, publication.name) as publication,
    coalesce(case when ${scope.locale} = 'en' then nullif(component.name_english, '') end, component.name) as name,
    tax_rate_on(publication.tax_rate_percent, ${scope.today}::date) as "taxRatePercent",
    (select jsonb_build_object('number', number, 'label', label, 'shipsOn', ships_on) from issue
      where issue.publication_id = publication.id and shipped_on is null and skipped_on is null order by number limit 1) as issue
  from offer_component as part join offer as component on component.id = part.component_id
  join publication on publication.id = part.publication_id
  where part.offer_id = ${offerId}::uuid order by part.position`
