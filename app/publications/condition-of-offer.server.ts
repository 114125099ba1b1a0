import type { Scope } from "#app/platform/scope.server.ts"
import type { OfferCondition } from "#app/publications/offer-condition.ts"

/** The condition of an offer in the words of the reader's language; null where everybody may take it. */
export async function conditionOfOffer(scope: Scope, offerId: string): Promise<OfferCondition | null> {
  const [condition] = await scope.sql<OfferCondition>`
    select condition.kind, coalesce(case when ${scope.locale} = 'en' then nullif(title.name_english, '') end, title.name, '') as title,
      coalesce(case when ${scope.locale} = 'en' then nullif(successor.name_english, '') end, successor.name) as successor,
      successor.price_yen as "successorYen"
    from offer_condition as condition join offer as successor on successor.id = condition.successor_id
    left join publication as title on title.id = condition.publication_id
    where condition.offer_id = ${offerId}::uuid`
  return condition ?? null
}
