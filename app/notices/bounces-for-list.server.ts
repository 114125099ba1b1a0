import type { BounceOfList } from "#app/notices/bounce.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Days after which no mail server still tries: most give up, and say so, after five. */
const LONGEST_QUEUE_DAYS = 7

type Asked = Readonly<{
  state: "open" | "solved"
  action: string
  kind: string
  search: string
  limit: number
  offset: number
}>

/**
 * Mails that came back (届かないメール), one row a mail with the worst and latest that was said of it: those that somebody must ask about, or
 * those solved, by hand, because the member has another address, or because a delay was the last that was heard. The newest first, a page
 * of them.
 */
export const bouncesForList = (scope: Scope, asked: Asked) => scope.sql<BounceOfList>`
  with worst as (
    select distinct on (outbox_id) bounce.* from mail_bounce as bounce where bounce.address <> ''
    order by outbox_id, action = 'failed' desc, received_at desc, id desc
  ), listed as (
    select worst.*, outbox.member_id, outbox.subject, solution.solved_at, coalesce(solution.note, '') as note,
      kept.id as kept_id, kept.number, kept.phone, kept.email_normal,
      concat_ws(' ', nullif(kept.company_name, ''), kept.family_name, nullif(kept.given_name, '')) as name,
      kept.id is not null and kept.email_normal <> worst.address and kept.email_normal <> '' and outbox.kind <> 'seminar' as is_changed,
      worst.action = 'delayed' and worst.received_at < ${scope.now}::timestamptz - ${LONGEST_QUEUE_DAYS}::integer * interval '24 hours' as is_over,
      case when outbox.kind in ('renewal', 'auto-renewal') then 'renewal' when outbox.kind in ('payment-notice', 'discontinued') then 'payment'
        when outbox.kind = 'receipt' then 'receipt' when outbox.kind = 'seminar' then 'seminar'
        when outbox.kind in ('invitation', 'announcement', 'campaign') then 'news' else 'other' end as bounced_kind
    from worst join outbox on outbox.id = worst.outbox_id
    left join mail_bounce_solution as solution on solution.bounce_id = worst.id
    left join member as kept on kept.id = member_kept(outbox.member_id)
  )
  select listed.id, kept_id as "memberId", number as "memberNumber", name as "memberName", phone, address, is_changed as "isChanged", is_over as "isOver",
    bounced_kind as kind, subject, action, status, diagnostic, received_at as "receivedAt", listed.solved_at as "solvedAt", note,
    letter.outbox_id is null and action = 'failed' and (
      exists (select from renewal_notice as notice where notice.outbox_id = listed.outbox_id)
      or exists (select from auto_renewal_notice as notice where notice.outbox_id = listed.outbox_id)
      or exists (select from payment_notice as notice where notice.outbox_id = listed.outbox_id)
      or exists (select from invoice_notice as notice where notice.outbox_id = listed.outbox_id)
      or exists (select from discontinued_contract as notice where notice.outbox_id = listed.outbox_id)) as "canBeLetter",
    letter.file_id as "letterFileId", letter.made_at as "letterAt", (count(*) over ())::integer as total
  from listed left join mail_as_letter as letter on letter.outbox_id = listed.outbox_id
  where (solved_at is null and not is_changed and not is_over) = (${asked.state} = 'open')
    and ${asked.action} in ('', action) and ${asked.kind} in ('', bounced_kind)
    and (${asked.search} = '' or strpos(address, lower(${asked.search})) > 0 or number = ${asked.search}
      or strpos(search_form(coalesce(name, '')), search_form(${asked.search})) > 0)
  order by received_at desc, listed.id desc
  limit ${asked.limit}::integer offset ${asked.offset}::integer`
