import type { Scope } from "#app/platform/scope.server.ts"
import type { ConditionKind } from "#app/publications/offer-condition.ts"

export type OfferForOrder = Readonly<{
  id: string
  name: string
  nameEnglish: string
  publication: string
  publicationEnglish: string
  units: number
  priceYen: number
  kind: "term" | "single" | "sample" | "complimentary" | "bundle"
  /** For whom alone it is; null where everybody may take it. */
  condition: ConditionKind | null
  /** Issues it may start with: those not shipped yet; a single copy may be a back issue, too; a bundle begins with the next one of each title. */
  issues: readonly { number: number; label: string; shipsOn: string }[]
}>

/** The offers on sale with the issues they may start with (受注入力). */
export const offersForOrder = (scope: Scope) => scope.sql<OfferForOrder>`
  select offer.id, offer.name, offer.name_english as "nameEnglish", publication.name as publication,
    publication.name_english as "publicationEnglish", offer.units, offer.price_yen as "priceYen", offer.kind,
    (select kind from offer_condition where offer_id = offer.id) as condition,
    coalesce((select jsonb_agg(jsonb_build_object('number', near.number, 'label', near.label, 'shipsOn', near.ships_on)
        order by near.number)
      from (
        (select number, label, ships_on from issue where publication_id = publication.id and shipped_on is null
          and skipped_on is null order by number limit case when offer.kind = 'bundle' then 1 else 12 end)
        union all
        (select number, label, ships_on from issue where publication_id = publication.id and shipped_on is not null
          and offer.kind = 'single' order by number desc limit 24)
      ) as near), '[]') as issues
  from offer join publication on publication.id = offer.publication_id
  where offer.on_sale
  order by publication.code, offer.kind = 'term' desc, offer.units, offer.price_yen`

/** The source codes (募集源) that an order may name. */
export const sourcesForOrder = (scope: Scope) => scope.sql<{ code: string; name: string; nameEnglish: string }>`
  select code, name, name_english as "nameEnglish" from source_code
  where ends_on is null or ends_on >= ${scope.today}::date order by code`
