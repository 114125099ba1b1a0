import type { OnlineWay } from "#app/billing/online-way.ts"
import { onlineWaysOf } from "#app/billing/stripe/online-ways.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { conditionOfOffer } from "#app/publications/condition-of-offer.server.ts"
import type { OfferCondition } from "#app/publications/offer-condition.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

export type RenewalPlan = Readonly<{
  id: string
  /** The term that it goes on with: of a bundle's titles, each has its own; of the bundle itself, the one that was asked for. */
  contractId: string
  name: string
  publication: string
  units: number
  priceYen: number
  /** All titles of the bundle (セット) that the term was sold in, at one price. */
  isBundle: boolean
  isOwn: boolean
  /** What the series and the card go on with: the bundle, the term's own offer, or the one that follows it when its condition fails. */
  isNext: boolean
}>

export type RenewalOfContract = Readonly<{
  /** An id for the application that this showing of the form may make, so that a double submit is one. */
  applicationId: string
  contractId: string
  /** The title, or the titles of a bundle that is renewed as a whole. */
  publication: string
  memberName: string
  copies: number
  /** One, or of a bundle that is renewed as a whole all its titles, with the units of the next term at the plan that comes next. */
  titles: readonly TitleToRenew[]
  /** Renewed meanwhile, by whichever way, or ended for good. */
  state: "open" | "renewed" | "ended"
  ways: readonly OnlineWay[]
  offers: readonly RenewalPlan[]
  /** The term's own offer is not for its reader any more, and why; null where it is, or where everybody may take it. */
  lost: OfferCondition | null
}>

export type TitleToRenew = Readonly<{
  contractId: string
  publication: string
  units: number
  lastIssue: number
  /** With which the next term is foretold to begin. */
  firstIssue: number
}>

type Row = {
  application_id: string
  contract_id: string
  name: string
  copies: number
  titles: RenewalOfContract["titles"]
  state: RenewalOfContract["state"]
  own_offer_id: string
  next_offer_id: string
  offers: RenewalOfContract["offers"] | null
}

/**
 * What a renewal form shows of a term: until when it runs, and the plans of its title that are on sale and whose conditions hold on the day
 * on which the next term begins; of a bundle that is whole, the bundle first, then each title's own plans. Whose term it is, is the caller's
 * knowledge (a letter's token, a reader's session). Refuses: unknown-renewal.
 */
export async function renewalOfContract(scope: Scope, contractId: string): Promise<RenewalOfContract> {
  const [row] = await scope.sql<Row>`
    with asked as (
      select contract.*, renewal_offer(contract.id, ${scope.today}::date) as next_offer_id from contract
      where contract.id = ${contractId}::uuid
    ), title as (
      select term.place, term.offer_id as next_offer_id, contract.*, coalesce(case when ${scope.locale} = 'en'
        then nullif(publication.name_english, '') end, publication.name) as publication
      from asked cross join lateral terms_to_renew(asked.id, asked.next_offer_id) as term
      join contract on contract.id = term.contract_id join publication on publication.id = contract.publication_id
    )
    select new_id() as application_id, contract.id as contract_id,
      concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as name,
      (select sum(line.copies)::integer from contract_line as line
        where line.contract_id = contract.id and line.until_issue is null) as copies,
      (select jsonb_agg(jsonb_build_object('contractId', title.id, 'publication', title.publication, 'units', offer.units,
          'lastIssue', coalesce(expected_last_issue(title.id), title.ended_from_issue - 1, title.start_issue),
          'firstIssue', coalesce(first_issue_of_next_term(title.id), title.ended_from_issue, title.start_issue)) order by title.place)
        from title join offer on offer.id = title.next_offer_id) as titles,
      case when exists (select from contract as next where next.previous_id = contract.id and next.state = 'active') then 'renewed'
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      contract.offer_id as own_offer_id, contract.next_offer_id,
      (select jsonb_agg(jsonb_build_object('id', offer.id, 'contractId', title.id, 'publication', title.publication,
          'name', coalesce(case when ${scope.locale} = 'en' then nullif(offer.name_english, '') end, offer.name), 'units', offer.units,
          'priceYen', offer.price_yen, 'isBundle', offer.kind = 'bundle', 'isNext', offer.id = contract.next_offer_id,
          'isOwn', offer.kind = 'bundle' or (offer.id = title.offer_id and not exists (select from title where place > 1)))
          order by offer.kind = 'bundle' desc, title.place, offer.units)
        from title join offer on (offer.publication_id = title.publication_id and offer.kind = 'term')
          or (offer.id = contract.next_offer_id and offer.kind = 'bundle' and title.id = contract.id)
        left join offer_condition as condition on condition.offer_id = offer.id
        where offer.on_sale and offer.price_yen > 0
          and (condition.offer_id is null
            or offer_condition_holds(offer.id, title.payer_id, renewal_day(title.id, ${scope.today}::date)))) as offers
    from asked as contract join member as payer on payer.id = contract.payer_id`
  if (!row) throw refuse("unknown-renewal")
  return {
    ways: await onlineWaysOf(scope),
    lost: row.own_offer_id === row.next_offer_id ? null : await conditionOfOffer(scope, row.own_offer_id),
    ...{ applicationId: row.application_id, contractId: row.contract_id, memberName: row.name, copies: row.copies },
    ...{ state: row.state, offers: row.offers ?? [], titles: row.titles },
    publication: row.titles.map(({ publication }) => publication).join("・"),
  }
}
