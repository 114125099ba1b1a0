import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** A contract that is billed and not paid in full, with what is left of it (請求残) in yen. */
export type OwingContract = Readonly<{
  contractId: string
  contractNumber: string
  publication: string
  owedYen: number
}>

export type PaymentDue = Readonly<{
  /** One, or of the order of a set (セット) all that are asked for together, in the set's order. */
  contracts: readonly OwingContract[]
  memberId: string
  memberNumber: string
  memberName: string
  /** The title, or all titles that are asked for. */
  publication: string
  /** The contract's plan; where several titles of a set are asked for, the set. */
  offer: string
  orderedOn: string
  /** Billed and not yet paid (請求残) of all of it, in yen. */
  owedYen: number
  step: number
  channel: "mail" | "post" | "stop" | null
  email: string
  locale: "ja" | "en"
}>

/**
 * Who is to be reminded of an unpaid term on a JST date (入金案内の対象, B4), and whose shipping stops by rule: the
 * latest step reached and not done. A term that an open invoice asks for is reminded of by its invoice (督促), and stopped only once that is
 * past its due day and no bank is asked to debit it. Whom mail does not reach (届かないメール) gets a letter. Without rules of its own an organization reminds after 14 and 30 days and never stops.
 * The contracts of a set (セット) were ordered at one price and are paid by one payment: what is left to pay of them is one row, each reminder
 * comes once for the order, and once no title is wholly unpaid the order is left alone, as is a contract paid in part. `limit` gives the first rows, `total` says how many there are. Reads only.
 */
export const paymentsDue = (scope: Scope, asOf: CalendarDate, limit: number | null = null) => scope.sql<
  PaymentDue & { total: number }
>`
  with rule as (
    select step, days_after_order, channel from dunning_rule
    union all
    select usual.step, usual.days, 'mail' from (values (1, 14), (2, 30)) as usual (step, days)
    where not exists (select from dunning_rule)
  ), owing as (
    select contract.id, contract.number, contract.payer_id, contract.offer_id, contract.publication_id, contract.opened_on,
      sold.id as set_order, sold.bundle_id, position.deferred_yen = 0 as is_unpaid, position.served_units < contract.units as goes_on,
      contract.price_yen - earned_until(contract.price_yen, contract.tax_yen, contract.units, position.served_units) - position.deferred_yen
        + position.receivable_yen as owed_yen
    from contract join contract_position as position on position.contract_id = contract.id
    left join customer_order as sold on sold.id = contract.order_id and sold.bundle_id is not null
    where contract.state = 'active' and contract.price_yen > 0 and (position.deferred_yen = 0 or sold.id is not null)
      and contract.channel <> 'import' and contract.payment_way not in ('card', 'free')
  ), reached as (
    select distinct on (owing.id) owing.*, rule.step, rule.channel as wished
    from owing join rule on owing.opened_on + rule.days_after_order <= ${asOf}::date
    left join lateral (
      select min(item.due_on) as due_on, bool_or(exists (select from debit_invoice as asked
        where asked.invoice_id = item.invoice_id and asked.is_pending)) as is_with_bank
      from issued_paper_line as line join invoice_open_item as item on item.invoice_id = line.paper_id
      where line.contract_id = owing.id and item.left_yen > 0
    ) as invoice on true
    where owing.owed_yen > 0 and (rule.channel <> 'stop' or (owing.goes_on and owing.is_unpaid))
      and (invoice.due_on is null or (rule.channel = 'stop' and invoice.due_on < ${asOf}::date and not invoice.is_with_bank))
      and not exists (select from payment_notice as notice where notice.contract_id = owing.id and notice.step >= rule.step)
      and (owing.set_order is null or rule.channel = 'stop' or not exists (
        select from payment_notice as notice join contract as sibling on sibling.id = notice.contract_id
        where sibling.order_id = owing.set_order and notice.channel <> 'stop' and notice.step >= rule.step))
    order by owing.id, rule.step desc
  ), asked as (
    select jsonb_agg(jsonb_build_object('contractId', reached.id, 'contractNumber', reached.number,
        'publication', publication.name, 'owedYen', reached.owed_yen) order by reached.number) as contracts,
      min(reached.number) as first_number, reached.payer_id, min(reached.opened_on) as opened_on, sum(reached.owed_yen)::bigint as owed_yen,
      string_agg(publication.name, '・' order by reached.number) as publication,
      case when count(*) = 1 then min(offer.name) else min(bundle.name) end as offer,
      max(reached.step) as step, (array_agg(reached.wished order by reached.step desc))[1] as wished
    from reached join publication on publication.id = reached.publication_id join offer on offer.id = reached.offer_id
    left join offer as bundle on bundle.id = reached.bundle_id
    group by coalesce(reached.set_order, reached.id), reached.payer_id, reached.wished = 'stop'
    having bool_or(reached.is_unpaid)
  )
  select asked.contracts, member.id as "memberId", member.number as "memberNumber",
    concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "memberName",
    asked.publication, asked.offer, asked.opened_on as "orderedOn", asked.owed_yen as "owedYen", asked.step,
    case when asked.wished = 'stop' then 'stop' when asked.wished = 'mail' and has_mail then 'mail'
      when member.postal_code <> '' and member.street <> '' then 'post' when has_mail then 'mail' end as channel,
    member.email, member.locale, (count(*) over ())::integer as total
  from asked join member on member.id = asked.payer_id
  cross join lateral (
    select member.email <> '' and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as has_mail
  ) as reach
  order by asked.first_number limit ${limit}::integer`
