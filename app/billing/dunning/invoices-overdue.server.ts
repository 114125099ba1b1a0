import { dunningLevels } from "#app/billing/dunning/dunning-levels.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type OverdueInvoice = Readonly<{
  invoiceId: string
  number: string
  issuedOn: string
  dueOn: string
  leftYen: number
  /** The level that it has reached and that was not sent; null where it only stands beside one that has. */
  level: number | null
}>

/** A payer with invoices past their due day, and how he is to be reminded: the highest level that one of them has reached. */
export type OverduePayer = Readonly<{
  payerId: string
  payerNumber: string
  payerName: string
  level: number
  channel: "mail" | "post" | null
  email: string
  locale: "ja" | "en"
  invoices: readonly OverdueInvoice[]
  leftYen: number
}>

/**
 * 督促の対象 on a JST date: payers of whom an invoice has reached a level that was not sent, with all that is overdue of them in yen.
 * Payers with whom somebody talks (督促を止める) are left alone, and so are invoices that the bank is asked to debit until its result, and
 * those that a store has announced as paid; whom mail does not reach (届かないメール) gets a letter. Reads only.
 */
export async function invoicesOverdue(scope: Scope, asOf: CalendarDate): Promise<readonly OverduePayer[]> {
  const levels = await dunningLevels(scope)
  return scope.sql<OverduePayer>`
    with step as (
      select * from unnest(${levels.map(({ level }) => level)}::integer[], ${levels.map(({ daysAfterDue }) => daysAfterDue)}::integer[],
        ${levels.map(({ channel }) => channel)}::text[]) as step (level, days, channel)
    ), overdue as (
      select item.*, (select max(step.level) from step where item.due_on + step.days <= ${asOf}::date) as reached,
        coalesce((select max(notice.level) from invoice_notice as notice where notice.invoice_id = item.invoice_id), 0) as sent
      from invoice_open_item as item where item.left_yen > 0 and item.due_on < ${asOf}::date
        and not exists (select from debit_invoice as asked where asked.invoice_id = item.invoice_id and asked.is_pending)
        and not exists (select from collected_slip as paid where paid.invoice_id = item.invoice_id and paid.state = 'announced')
    ), payer as (
      select payer_id, max(reached) filter (where reached > sent) as level, sum(left_yen)::bigint as "leftYen",
        jsonb_agg(jsonb_build_object('invoiceId', invoice_id, 'number', number, 'issuedOn', issued_on, 'dueOn', due_on,
          'leftYen', left_yen, 'level', case when reached > sent then reached end) order by due_on, number) as invoices
      from overdue group by payer_id having max(reached) filter (where reached > sent) is not null
    )
    select member.id as "payerId", member.number as "payerNumber",
      concat_ws(' ', nullif(member.company_name, ''), member.family_name, nullif(member.given_name, '')) as "payerName", payer.level,
      case when step.channel = 'mail' and has_mail then 'mail'
        when member.postal_code <> '' and member.street <> '' then 'post' when has_mail then 'mail' end as channel,
      member.email, member.locale, payer.invoices, payer."leftYen"
    from payer join member on member.id = payer.payer_id join step on step.level = payer.level
    left join payer_terms as terms on terms.member_id = member.id
    cross join lateral (
      select member.email <> '' and member.email_normal not in (select address from undeliverable_addresses(${scope.now})) as has_mail
    ) as reach
    where member.erased_at is null and not coalesce(terms.is_not_dunned, false) order by member.number`
}
