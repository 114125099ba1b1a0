import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Days before the last issue ships at which a renewal by card is announced, and the least between the mail and the charge. */
const ANNOUNCE_DAYS = 30
export const NOTICE_DAYS = 14

export type AutoRenewalDue = Readonly<{
  contractId: string
  contractNumber: string
  memberId: string
  memberName: string
  email: string
  locale: "ja" | "en"
  publication: string
  offer: string
  offerId: string
  units: number
  copies: number
  amountYen: number
  lastIssue: number
  chargeOn: CalendarDate
  cardBrand: string
  cardLast4: string
}>

/**
 * Terms that renew by card and whose end has come near on a JST date (自動更新の予告): what will be charged for all copies in yen, on the day
 * the last issue ships, and not before two weeks from the mail. The plan is the term's own, or the one that follows it where its condition
 * does not hold on that day. Reads only.
 */
export const autoRenewalsDue = (scope: Scope, asOf: CalendarDate) => scope.sql<AutoRenewalDue>`
  with term as (
    select contract.*, expected_last_issue(contract.id) as ends_with from contract
    where contract.state = 'active' and contract.auto_renewal and contract.payment_way = 'card'
      and contract.renewal_declined_on is null and contract.price_yen > 0
      and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
      and not exists (select from auto_renewal where auto_renewal.contract_id = contract.id
        and auto_renewal.state <> 'withdrawn')
  )
  select term.id as "contractId", term.number as "contractNumber", member.id as "memberId",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    member.email, member.locale, publication.name as publication, offer.name as offer, offer.id as "offerId", offer.units,
    delivery.copies, (offer.price_yen * delivery.copies)::bigint as "amountYen", term.ends_with as "lastIssue",
    greatest(coalesce(issue.shipped_on, issue.ships_on), ${asOf}::date + ${NOTICE_DAYS}::integer) as "chargeOn",
    card.brand as "cardBrand", card.last4 as "cardLast4"
  from term join issue on issue.publication_id = term.publication_id and issue.number = term.ends_with
  join offer on offer.id = renewal_offer(term.id, ${asOf}::date) and offer.on_sale and offer.kind = 'term' and offer.price_yen > 0
  join publication on publication.id = term.publication_id
  join member on member.id = term.payer_id and member.email <> ''
  join card_on_file as card on card.member_id = term.payer_id
  cross join lateral (
    select sum(line.copies)::integer as copies from contract_line as line
    where line.contract_id = term.id and line.until_issue is null
  ) as delivery
  where issue.ships_on - ${ANNOUNCE_DAYS}::integer <= ${asOf}::date
  order by term.number`
