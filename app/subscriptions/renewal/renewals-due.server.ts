import type { Scope } from "#app/platform/scope.server.ts"
import type { RenewedTitle } from "#app/subscriptions/renewal/renewed-title.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Why a notice goes out, or why none does although a step has come. */
export const renewalReasons = {
  "issues-left": { ja: "残り回数が案内の回次に達した", en: "The issues left have come to the step" },
  "days-before": { ja: "会員ごとの案内日数に達した", en: "The member's own days before the end have come" },
  "wants-none": { ja: "案内を希望しない会員", en: "The member wants no notices" },
  "mail-returned": { ja: "メールが届かず、住所もない", en: "Mail comes back, and there is no postal address" },
  "no-address": { ja: "メールアドレスも住所もない", en: "Neither a mail nor a postal address" },
} as const

export type RenewalDue = Readonly<{
  contractId: string
  contractNumber: string
  memberId: string
  memberNumber: string
  memberName: string
  publication: string
  offer: string
  offerId: string
  priceYen: number
  copies: number
  step: number
  /** Units still to be served; after the last one, the issues since then as a negative number. */
  issuesLeft: number
  lastIssue: number
  /** One, or of a bundle all that are renewed as a whole; `contractId` is the one that expires first. */
  titles: readonly RenewedTitle[]
  channel: "mail" | "post" | null
  reason: keyof typeof renewalReasons
  email: string
  locale: "ja" | "en"
}>

/**
 * Whom the renewal series has come to on a JST date (継続案内の対象, B1): for each term the latest step reached and not sent. An offer
 * without steps of its own is reminded at three and at one issue left and once after the end. A member's own setting (A2) moves
 * the first step and the channel; whom mail does not reach (届かないメール) gets a letter. Plan and price are those that the renewal form
 * offers: where the term's own plan is not for its reader any more (学割・会員価格), the plan that follows it.
 * A bundle (セット) that is whole and on sale is one row, of the term that expires first, by the bundle's own series or else that term's; a step sent to
 * any of its terms is sent. Reads only.
 */
export const renewalsDue = (scope: Scope, asOf: CalendarDate) => scope.sql<RenewalDue>`
  with calendar as (
    select publication.id as publication_id,
      coalesce(min(issue.number) filter (where issue.shipped_on is null and issue.skipped_on is null), max(issue.number) + 1) as next_issue
    from publication join issue on issue.publication_id = publication.id group by publication.id
  ), series as (
    select offer_id, step, issues_left, channel from renewal_step
    union all
    select offer.id, usual.step, usual.issues_left, 'mail'
    from offer cross join (values (1, 3), (2, 1), (3, -1)) as usual (step, issues_left)
    where offer.kind = 'term' and not exists (select from renewal_step where renewal_step.offer_id = offer.id)
  ), term as (
    select contract.id, contract.number, contract.payer_id, contract.offer_id, 
      case when contract.last_issue is null then contract.units - position.served_units
        else contract.last_issue + 1 - calendar.next_issue end as issues_left, contract.publication_id, whole.order_id as bundle_order,
      case when sold.bundle_id is not null then sold.id end as sold_as_bundle,
      contract.auto_renewal and contract.payment_way = 'card' and (sold.bundle_id is null or whole.order_id is not null)
        and exists (select from card_on_file as card where card.member_id = contract.payer_id) as is_by_card,
      case when exists (select from renewal_step where renewal_step.offer_id = whole.bundle_id) then whole.bundle_id
        else contract.offer_id end as series_id
    from contract join contract_position as position on position.contract_id = contract.id
    join calendar on calendar.publication_id = contract.publication_id
    left join customer_order as sold on sold.id = contract.order_id
    left join (
      select bundle_to_renew.* from bundle_to_renew join offer on offer.id = bundle_to_renew.bundle_id and offer.on_sale
    ) as whole on whole.order_id = contract.order_id
    where contract.state = 'active' and contract.price_yen > 0 and contract.renewal_declined_on is null
      and (contract.last_issue is null or contract.last_issue >= calendar.next_issue - 6)
      and not exists (select from contract as next where next.previous_id = contract.id and next.state = 'active')
  ), reached as (
    select distinct on (term.id) term.*, series.step, ending.last_issue,
      case when series.step = 1 and setting.notice_days_before is not null then 'days-before' else 'issues-left' end as reason,
      coalesce(setting.notice_channel, series.channel) as wished
    from term join series on series.offer_id = term.series_id
    left join member_setting as setting on setting.member_id = term.payer_id
    -- Asked for those alone whom a step or their own days may have come to.
    cross join lateral (
      select expected_last_issue(term.id) as last_issue
      where series.issues_left >= term.issues_left or setting.notice_days_before is not null
    ) as ending
    left join issue on issue.publication_id = term.publication_id and issue.number = ending.last_issue
    where case when series.step = 1 and setting.notice_days_before is not null
        then issue.ships_on - setting.notice_days_before <= ${asOf}::date
        else series.issues_left >= term.issues_left end
      and not exists (select from renewal_notice as notice 
        where notice.contract_id in (select terms_before(term.id)) and notice.step >= series.step)
      and (term.bundle_order is null or (term.id = bundle_lead(term.bundle_order) and not exists (
        select from renewal_notice as notice join contract as sibling on sibling.id = notice.contract_id
        where sibling.order_id = term.bundle_order and notice.step >= series.step)))
      -- A term that renews by card is announced and charged instead, until its card fails for good; one whose plan left the sale is asked, unless it
      -- was announced before. What is left of a bundle is asked.
      and not (term.is_by_card and exists (select from offer where offer.id = renewal_offer(term.id, ${asOf}::date) and offer.on_sale))
      and not exists (select from auto_renewal join contract as charged on charged.id = auto_renewal.contract_id
        where auto_renewal.next_try_on is not null and (charged.id = term.id or charged.order_id = term.sold_as_bundle))
    order by term.id, series.step desc
  )
  select reached.id as "contractId", reached.number as "contractNumber", member.id as "memberId", member.number as "memberNumber",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    offer_publications(offer.id) as publication, renewal_titles(reached.id, offer.id) as titles, offer.name as offer, offer.id as "offerId", offer.price_yen as "priceYen", delivery.copies,
    reached.step, reached.issues_left as "issuesLeft", reached.last_issue as "lastIssue", route.channel,
    case when reached.wished = 'none' then 'wants-none' 
      when route.channel is null then case when member.email = '' then 'no-address' else 'mail-returned' end else reached.reason end as reason,
    member.email, member.locale
  from reached join member on member.id = reached.payer_id join offer on offer.id = renewal_offer(reached.id, ${asOf}::date)
  cross join lateral (
    select sum(line.copies)::integer as copies from contract_line as line
    where line.contract_id = reached.id and line.until_issue is null
  ) as delivery
  cross join lateral (
    select case when reached.wished = 'none' then null when reached.wished = 'mail' and has_mail then 'mail'
      when member.postal_code <> '' and member.street <> '' then 'post' when has_mail then 'mail' end as channel
    from (select member.email <> '' and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as has_mail) as reach
  ) as route
  order by reached.number`
