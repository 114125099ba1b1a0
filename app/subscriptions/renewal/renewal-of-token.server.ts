import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { renewalTokenHash } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"

export type RenewalOfToken = Readonly<{
  noticeId: string
  /** An id for the application that this showing of the form may make, so that a double submit is one. */
  applicationId: string
  contractId: string
  step: number
  publication: string
  memberName: string
  copies: number
  lastIssue: number
  /** Renewed meanwhile, by whichever way, or ended for good. */
  state: "open" | "renewed" | "ended"
  offers: readonly Readonly<{ id: string; name: string; units: number; priceYen: number; isOwn: boolean }>[]
}>

type Row = {
  id: string
  application_id: string
  contract_id: string
  step: number
  publication: string
  name: string
  copies: number
  last_issue: number
  state: RenewalOfToken["state"]
  offers: RenewalOfToken["offers"] | null
}

/**
 * What the personal renewal form shows (継続専用フォーム, B2): the reader's term, and the plans of its title that are on sale. Refuses:
 * unknown-renewal (no such address, or too old).
 */
export async function renewalOfToken(scope: Scope, token: string): Promise<RenewalOfToken> {
  const [row] = await scope.sql<Row>`
    select notice.id, new_id() as application_id, notice.contract_id, notice.step, coalesce(case when ${scope.locale} = 'en' then nullif(publication.name_english, '') end,
        publication.name) as publication,
      concat_ws(' ', nullif(payer.company_name, ''), payer.family_name, nullif(payer.given_name, '')) as name,
      (select sum(line.copies)::integer from contract_line as line
        where line.contract_id = contract.id and line.until_issue is null) as copies,
      coalesce(contract.last_issue, greatest(calendar.next_issue, contract.start_issue) + contract.units - position.served_units - 1)
        as last_issue,
      case when exists (select from contract as next where next.previous_id = contract.id and next.state = 'active') then 'renewed'
        when contract.state <> 'active' then 'ended' else 'open' end as state,
      (select jsonb_agg(jsonb_build_object('id', offer.id, 'name', coalesce(case when ${scope.locale} = 'en'
          then nullif(offer.name_english, '') end, offer.name), 'units', offer.units, 'priceYen', offer.price_yen,
          'isOwn', offer.id = contract.offer_id) order by offer.units)
        from offer where offer.publication_id = contract.publication_id and offer.on_sale and offer.kind = 'term'
          and offer.price_yen > 0) as offers
    from renewal_notice as notice join contract on contract.id = notice.contract_id
    join contract_position as position on position.contract_id = contract.id
    join publication on publication.id = contract.publication_id
    join member as payer on payer.id = contract.payer_id
    cross join lateral (
      select coalesce(min(issue.number) filter (where issue.shipped_on is null and issue.skipped_on is null), max(issue.number) + 1)
        as next_issue
      from issue where issue.publication_id = contract.publication_id
    ) as calendar
    where notice.token_hash = ${renewalTokenHash(token)} and notice.expires_on >= ${scope.today}::date`
  if (!row) throw refuse("unknown-renewal")
  return {
    ...{
      noticeId: row.id,
      applicationId: row.application_id,
      contractId: row.contract_id,
      step: row.step,
      publication: row.publication,
      memberName: row.name,
    },
    ...{ copies: row.copies, lastIssue: row.last_issue, state: row.state, offers: row.offers ?? [] },
  }
}
