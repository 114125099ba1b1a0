import type { Scope } from "#app/platform/scope.server.ts"
import type { ConditionKind } from "#app/publications/offer-condition.ts"

export type OfferOfList = Readonly<{
  code: string
  name: string
  nameEnglish: string
  publicationName: string
  units: number
  priceYen: number
  autoRenewal: boolean
  onSale: boolean
  /** For whom alone it is; null where everybody may take it. */
  condition: ConditionKind | null
  /** Contracts that go on under this offer. */
  contracts: number
  total: number
}>

/** The offers (購読プラン) of the organization, a page of them, with the contracts that go on under each. */
export const offersForList = (
  scope: Scope,
  page: Readonly<{ limit: number; offset: number }>,
) => scope.sql<OfferOfList>`
  select offer.code, offer.name, offer.name_english as "nameEnglish", publication.name as "publicationName", offer.units,
    offer.price_yen as "priceYen", offer.auto_renewal as "autoRenewal", offer.on_sale as "onSale", (select kind from offer_condition where offer_id = offer.id) as condition,
    coalesce(going_on.contracts, 0) as contracts, (count(*) over ())::integer as total
  from offer join publication on publication.id = offer.publication_id
  left join (
    select contract.offer_id, count(*)::integer as contracts
    from contract join contract_position as position on position.contract_id = contract.id
    where contract.state = 'active' and position.served_units < contract.units group by contract.offer_id
  ) as going_on on going_on.offer_id = offer.id
  order by publication.code, offer.units, offer.code
  limit ${page.limit}::integer offset ${page.offset}::integer`
