import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type PaymentDue = Readonly<{
  contractId: string
  contractNumber: string
  memberId: string
  memberNumber: string
  memberName: string
  publication: string
  offer: string
  orderedOn: string
  /** Billed and not yet paid (請求残), in yen. */
  owedYen: number
  step: number
  channel: "mail" | "post" | "stop" | null
  email: string
  locale: "ja" | "en"
}>

/**
 * Who is to be reminded of an unpaid term on a JST date (入金案内の対象, B4), and whose shipping stops by rule: for each contract the
 * latest step reached and not done. A term that an open invoice asks for is reminded of by its invoice (督促), and stopped only once that is
 * past its due day and no bank is asked to debit it. Whom mail does not reach (届かないメール) gets a letter. Without rules of its own an organization reminds after 14 and 30 days and never stops.
 */
export const paymentsDue = (scope: Scope, asOf: CalendarDate) => scope.sql<PaymentDue>`
  with rule as (
    select step, days_after_order, channel from dunning_rule
    union all
    select usual.step, usual.days, 'mail' from (values (1, 14), (2, 30)) as usual (step, days)
    where not exists (select from dunning_rule)
  ), unpaid as (
    select contract.id, contract.number, contract.payer_id, contract.offer_id, contract.publication_id, contract.opened_on,
      position.served_units < contract.units as goes_on,
      contract.price_yen - (contract.price_yen - contract.tax_yen) * position.served_units / contract.units
        - contract.tax_yen * position.served_units / contract.units - position.deferred_yen + position.receivable_yen as owed_yen
    from contract join contract_position as position on position.contract_id = contract.id
    where contract.state = 'active' and contract.price_yen > 0 and position.deferred_yen = 0
      and contract.channel <> 'import' and contract.payment_way not in ('card', 'free')
  ), reached as (
    select distinct on (unpaid.id) unpaid.*, rule.step, rule.channel as wished
    from unpaid join rule on unpaid.opened_on + rule.days_after_order <= ${asOf}::date
    left join lateral (
      select min(item.due_on) as due_on, bool_or(exists (select from debit_invoice as asked
        where asked.invoice_id = item.invoice_id and asked.is_pending)) as is_with_bank
      from issued_paper_line as line join invoice_open_item as item on item.invoice_id = line.paper_id
      where line.contract_id = unpaid.id and item.left_yen > 0
    ) as invoice on true
    where unpaid.owed_yen > 0 and (rule.channel <> 'stop' or unpaid.goes_on)
      and (invoice.due_on is null or (rule.channel = 'stop' and invoice.due_on < ${asOf}::date and not invoice.is_with_bank))
      and not exists (select from payment_notice as notice where notice.contract_id = unpaid.id and notice.step >= rule.step)
    order by unpaid.id, rule.step desc
  )
  select reached.id as "contractId", reached.number as "contractNumber", member.id as "memberId", member.number as "memberNumber",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    publication.name as publication, offer.name as offer, reached.opened_on as "orderedOn", reached.owed_yen::bigint as "owedYen",
    reached.step,
    case when reached.wished = 'stop' then 'stop' when reached.wished = 'mail' and has_mail then 'mail'
      when member.postal_code <> '' and member.street <> '' then 'post' when has_mail then 'mail' end as channel,
    member.email, member.locale
  from reached join member on member.id = reached.payer_id join offer on offer.id = reached.offer_id
  cross join lateral (
    select member.email <> '' and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as has_mail
  ) as reach
  join publication on publication.id = reached.publication_id
  order by reached.number`
