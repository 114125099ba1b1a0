import type { OnlineWay } from "#app/billing/online-way.ts"
import { onlineWaysOf } from "#app/billing/stripe/online-ways.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { conditionOfOffer } from "#app/publications/condition-of-offer.server.ts"
import type { OfferCondition } from "#app/publications/offer-condition.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

export type RenewalOfContract = Readonly<{
  /** An id for the application that this showing of the form may make, so that a double submit is one. */
  applicationId: string
  contractId: string
  publication: string
  memberName: string
  copies: number
  lastIssue: number
  /** Renewed meanwhile, by whichever way, or ended for good. */
  state: "open" | "renewed" | "ended"
  ways: readonly OnlineWay[]
  offers: readonly Readonly<{
    id: string
    name: string
    units: number
    priceYen: number
    isOwn: boolean
    /** What the series and the card go on with: the term's own offer, or the one that follows it when its condition fails. */
    isNext: boolean
  }>[]
  /** The term's own offer is not for its reader any more, and why; null where it is, or where everybody may take it. */
  lost: OfferCondition | null
}>

type Row = {
  application_id: string
  contract_id: string
  publication: string
  name: string
  copies: number
  last_issue: number
  state: RenewalOfContract["state"]
  own_offer_id: string
  next_offer_id: string
  offers: RenewalOfContract["offers"] | null
}

/**
 * What a renewal form shows of a term: until when it runs, and the plans of its title that are on sale and whose conditions hold on the day
 * on which the next term begins. Whose term it is, is the caller's knowledge (a letter's token, a reader's session). Refuses: unknown-renewal.
 */
export async function renewalOfContract(scope: Scope, contractId: string): Promise<RenewalOfContract> {
  const [row] = await scope.sql<Row>`
    select new_id() as application_id, contract.id as contract_id, coalesce(case when ${scope.locale} = 'en' then nullif(publication.name_english, '') end,
        publication.name) as publication,
      concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as name,
      (select sum(line.copies)::integer from contract_line as line
        where line.contract_id = contract.id and line.until_issue is null) as copies,
      coalesce(expected_last_issue(contract.id), contract.ended_from_issue - 1, contract.start_issue) as last_issue,
      case when exists (select from contract as next where next.previous_id = contract.id and next.state = 'active') then 'renewed'
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      contract.offer_id as own_offer_id, renewal_offer(contract.id, ${scope.today}::date) as next_offer_id,
      (select jsonb_agg(jsonb_build_object('id', offer.id, 'name', coalesce(case when ${scope.locale} = 'en'
          then nullif(offer.name_english, '') end, offer.name), 'units', offer.units, 'priceYen', offer.price_yen,
          'isOwn', offer.id = contract.offer_id, 'isNext', offer.id = renewal_offer(contract.id, ${scope.today}::date)) order by offer.units)
        from offer left join offer_condition as condition on condition.offer_id = offer.id
        where offer.publication_id = contract.publication_id and offer.on_sale and offer.kind = 'term' and offer.price_yen > 0
          and (condition.offer_id is null
            or offer_condition_holds(offer.id, contract.payer_id, renewal_day(contract.id, ${scope.today}::date)))) as offers
    from contract join publication on publication.id = contract.publication_id
    join member as payer on payer.id = contract.payer_id
    where contract.id = ${contractId}::uuid`
  if (!row) throw refuse("unknown-renewal")
  return {
    ways: await onlineWaysOf(scope),
    lost: row.own_offer_id === row.next_offer_id ? null : await conditionOfOffer(scope, row.own_offer_id),
    ...{ applicationId: row.application_id, contractId: row.contract_id, publication: row.publication },
    ...{
      memberName: row.name,
      copies: row.copies,
      lastIssue: row.last_issue,
      state: row.state,
      offers: row.offers ?? [],
    },
  }
}
