import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

// prettier-ignore
export type TimelineKind = "registered" | "order" | "contract" | "payment" | "shipment" | "brochures" | "mail" | "opinion" | "audit"

/** One thing that happened; which fields say something depends on its kind. */
export type TimelineRow = Readonly<{
  key: string
  kind: TimelineKind
  at: Date
  /** A business date without a time of day. */
  isDay: boolean
  /** A number, subject or action. */
  title: string
  /** A title, offer, recipient or state. */
  detail: string
  amountYen: number | null
  copies: number | null
  actor: string | null
  orderId: string | null
  total: number
}>

/** What happened with a member and those merged into him, newest first, a page of it (お客様ノート): orders, contracts, payments, shipments, mails, audit. */
export const timelineForMember = (
  scope: Scope,
  memberId: MemberId,
  page: Readonly<{ limit: number; offset: number }>,
) => scope.sql<TimelineRow>`
  with family as materialized (
    select id from member_family(${memberId}::uuid) as id
  ), own as (
    select contract.id, contract.number from contract where contract.payer_id in (select id from family)
  ), event (key, kind, at, is_day, title, detail, amount_yen, copies, actor, order_id) as (
    select 'member ' || member.id, 'registered', member.created_at, false, member.number, member.origin, null::bigint, null::integer,
      null::text, null::uuid
    from member where member.id in (select id from family)
    union all
    select 'order ' || ordered.id, 'order', ordered.recorded_at, false, ordered.number, ordered.channel, ordered.total_yen,
      null, null, ordered.id
    from customer_order as ordered where ordered.member_id in (select id from family)
    union all
    select 'contract ' || contract.id, 'contract', contract.opened_on::timestamp at time zone 'Asia/Tokyo', true,
      contract.number, publication.name || ' ' || offer.name, contract.price_yen, null, null, contract.order_id
    from contract join publication on publication.id = contract.publication_id join offer on offer.id = contract.offer_id
    where contract.id in (select id from own)
    union all
    select 'opening ' || contract.id, 'payment', contract.opening_paid_on::timestamp at time zone 'Asia/Tokyo', true,
      contract.number, contract.payment_way, contract.opening_paid_yen, null, null, null
    from contract where contract.id in (select id from own) and contract.opening_paid_on is not null
      and contract.opening_paid_yen > 0
    union all
    select 'payment ' || payment.id, 'payment', payment.recorded_at, false, payment.number, payment.way, payment.amount_yen,
      null, null, payment.order_id
    from payment where payment.payer_id in (select id from family)
    union all
    select 'shipment ' || run.id || shipment.contract_id || shipment.line_no, 'shipment',
      run.ships_on::timestamp at time zone 'Asia/Tokyo', true, publication.name || ' ' || issue.label,
      case when shipment.recipient_id in (select id from family) then ''
        else concat_ws(' ', recipient.family_name, nullif(recipient.given_name, '')) end, null, shipment.copies, null, null
    from shipment join issue_run as run on run.id = shipment.issue_run_id
    join publication on publication.id = run.publication_id
    join issue on issue.publication_id = run.publication_id and issue.number = run.issue_number
    join member as recipient on recipient.id = shipment.recipient_id
    where shipment.recipient_id in (select id from family) or shipment.contract_id in (select id from own)
    union all
    select 'brochures ' || request.id || at.place, 'brochures', at.instant, at.place = 2,
      case at.place when 1 then request.number else concat_ws(' ', request.number, batch.number) end,
      (select string_agg(brochure.name || case when line.copies > 1 then '×' || line.copies else '' end, '、' order by brochure.code)
        from brochure_request_line as line join brochure on brochure.code = line.brochure_code where line.request_id = request.id),
      null, null, null, null
    from brochure_request as request left join brochure_batch as batch on batch.id = request.batch_id
    cross join lateral (values (1, request.requested_at), (2, batch.sent_on::timestamp at time zone 'Asia/Tokyo')) as at (place, instant)
    where request.member_id in (select id from family) and at.instant is not null
    union all
    select 'mail ' || outbox.id, 'mail', coalesce(outbox.sent_at, outbox.send_after), false, outbox.subject, outbox.state,
      null, null, null, null
    from outbox where outbox.member_id in (select id from family)
    union all
    select 'opinion ' || opinion.id, 'opinion', opinion.sent_at, false,
      concat_ws(' ', opinion.body, case when not opinion.is_signed_in then '(' || opinion.contact || ')' end), '', null, null,
      null, null
    from reader_opinion as opinion where opinion.member_id in (select id from family)
    union all
    select 'audit ' || entry.seq, 'audit', entry.recorded_at, false, entry.action, '', null, null, entry.actor, null
    from audit_entry as entry where entry.action <> 'read-member'
      and entry.subject in (select id::text from family union all select number from member where id in (select id from family)
        union all select number from own)
  )
  select key, kind, at, is_day as "isDay", title, detail, amount_yen as "amountYen", copies, actor,
    order_id as "orderId", (count(*) over ())::integer as total
  from event order by at desc, key
  limit ${page.limit}::integer offset ${page.offset}::integer`
