import type { Scope } from "#app/platform/scope.server.ts"
import type { RenewedTitle } from "#app/subscriptions/renewal/renewed-title.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Days before the last issue ships at which a renewal by card is announced, and the least between the mail and the charge. */
const ANNOUNCE_DAYS = 30
export const NOTICE_DAYS = 14
/** The same of a letter, which is printed, posted and delivered first. */
const LETTER_DAYS = 21

export type AutoRenewalDue = Readonly<{
  contractId: string
  contractNumber: string
  memberId: string
  memberNumber: string
  memberName: string
  /** Null for whom neither mail nor post reaches: what is not announced is not charged. */
  channel: "mail" | "post" | null
  email: string
  locale: "ja" | "en"
  publication: string
  offer: string
  offerId: string
  units: number
  copies: number
  amountYen: number
  lastIssue: number
  /** One, or of a bundle all that are renewed by the one charge; `contractId` is the one that expires first. */
  titles: readonly RenewedTitle[]
  chargeOn: CalendarDate
  cardBrand: string
  cardLast4: string
}>

/**
 * Terms that renew by card and whose end has come near on a JST date (自動更新の予告): what will be charged for all copies in yen, on the day
 * the last issue ships, and not before two weeks from the mail, three from the letter. The plan is the term's own, or the one that follows
 * it where its condition does not hold on that day. A bundle (セット) is one row, of the term that expires first, at the bundle's price; what
 * is left of one that is not whole or not on sale is not charged: nobody agreed to its single price. Who wishes letters, or whom mail does
 * not reach (届かないメール), gets a letter; who wants no notices gets this one, for the law asks for it. Reads only.
 */
export const autoRenewalsDue = (scope: Scope, asOf: CalendarDate) => scope.sql<AutoRenewalDue>`
  with term as (
    select contract.*, expected_last_issue(contract.id) as ends_with
    from contract left join customer_order as sold on sold.id = contract.order_id
    left join (
      select bundle_to_renew.* from bundle_to_renew join offer on offer.id = bundle_to_renew.bundle_id and offer.on_sale
    ) as whole on whole.order_id = contract.order_id
    where contract.state = 'active' and contract.auto_renewal and contract.payment_way = 'card'
      and contract.renewal_declined_on is null and contract.price_yen > 0
      and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
      and not exists (select from auto_renewal where auto_renewal.contract_id = contract.id
        and auto_renewal.state <> 'withdrawn')
      and (sold.bundle_id is null or (whole.order_id is not null and contract.id = bundle_lead(whole.order_id)
        and not exists (select from auto_renewal join contract as sibling on sibling.id = auto_renewal.contract_id
          where sibling.order_id = whole.order_id and auto_renewal.state <> 'withdrawn')))
  )
  select term.id as "contractId", term.number as "contractNumber", member.id as "memberId", member.number as "memberNumber",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    route.channel, member.email, member.locale, offer_publications(offer.id) as publication, offer.name as offer, offer.id as "offerId",
    offer.units, renewal_titles(term.id, offer.id) as titles, delivery.copies,
    (offer.price_yen * delivery.copies)::bigint as "amountYen", term.ends_with as "lastIssue",
    greatest(coalesce(issue.shipped_on, issue.ships_on),
      ${asOf}::date + case when route.channel = 'post' then ${LETTER_DAYS}::integer else ${NOTICE_DAYS}::integer end) as "chargeOn",
    card.brand as "cardBrand", card.last4 as "cardLast4"
  from term join issue on issue.publication_id = term.publication_id and issue.number = term.ends_with
  join offer on offer.id = renewal_offer(term.id, ${asOf}::date) and offer.on_sale and offer.kind in ('term', 'bundle') and offer.price_yen > 0
  join member on member.id = term.payer_id
  join card_on_file as card on card.member_id = term.payer_id
  cross join lateral (
    select sum(line.copies)::integer as copies from contract_line as line
    where line.contract_id = term.id and line.until_issue is null
  ) as delivery
  cross join lateral (
    select case when has_mail and not wants_post then 'mail' when member.postal_code <> '' and member.street <> '' then 'post'
      when has_mail then 'mail' end as channel
    from (select member.email <> '' and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as has_mail,
      exists (select from member_setting as setting where setting.member_id = member.id and setting.notice_channel = 'post') as wants_post)
      as reach
  ) as route
  where issue.ships_on - ${ANNOUNCE_DAYS}::integer <= ${asOf}::date
  order by term.number`
