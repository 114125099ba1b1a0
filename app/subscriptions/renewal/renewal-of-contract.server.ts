import type { OnlineWay } from "#app/billing/online-way.ts"
import { onlineWaysOf } from "#app/billing/stripe/online-ways.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
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
  offers: readonly Readonly<{ id: string; name: string; units: number; priceYen: number; isOwn: boolean }>[]
}>

type Row = {
  application_id: string
  contract_id: string
  publication: string
  name: string
  copies: number
  last_issue: number
  state: RenewalOfContract["state"]
  offers: RenewalOfContract["offers"] | null
}

/**
 * What a renewal form shows of a term: until when it runs, and the plans of its title that are on sale. Whose term it is, is
 * the caller's knowledge (a letter's token, a reader's session). Refuses: unknown-renewal.
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
      (select jsonb_agg(jsonb_build_object('id', offer.id, 'name', coalesce(case when ${scope.locale} = 'en'
          then nullif(offer.name_english, '') end, offer.name), 'units', offer.units, 'priceYen', offer.price_yen,
          'isOwn', offer.id = contract.offer_id) order by offer.units)
        from offer where offer.publication_id = contract.publication_id and offer.on_sale and offer.kind = 'term'
          and offer.price_yen > 0) as offers
    from contract join publication on publication.id = contract.publication_id
    join member as payer on payer.id = contract.payer_id
    where contract.id = ${contractId}::uuid`
  if (!row) throw refuse("unknown-renewal")
  return {
    ways: await onlineWaysOf(scope),
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
