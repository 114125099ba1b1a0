import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { SeminarInput } from "#app/seminars/seminar-file.ts"

export type SeminarOrderRow = Readonly<{
  id: string
  number: string
  state: string
  channel: string
  way: string
  party: number
  name: string
  companyName: string
  totalYen: number
  owedYen: number
  startedAt: Date
}>

export type SeminarForPage = Readonly<{
  id: string
  state: "draft" | "published" | "closed" | "finished" | "cancelled"
  recognisedOn: string | null
  certificates: number
  pools: readonly Readonly<{ name: string; capacity: number; overbook: number; taken: number }>[]
  counts: Readonly<{
    confirmed: number
    held: number
    waiting: number
    cancelled: number
    paidYen: number
    owedYen: number
  }>
  input: SeminarInput
}>

/** One seminar for its console page and its form, as a file would state it, with how it stands. Refuses: unknown-seminar. */
export async function seminarForPage(scope: Scope, id: string): Promise<SeminarForPage> {
  const [row] = await scope.sql<SeminarForPage>`
    select seminar.id, seminar.state, recognised_on as "recognisedOn",
      (select count(*)::integer from certificate join registration on registration.id = registration_id
        where registration.seminar_id = seminar.id and revoked_at is null) as certificates,
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'capacity', capacity, 'overbook', overbook, 'taken', taken) order by id), '[]')
        from seat_pool where seminar_id = seminar.id) as pools,
      jsonb_build_object('code', code, 'title', title, 'titleEnglish', title_english, 'summary', summary, 'summaryEnglish', summary_english, 'lecturer', lecturer,
        'lecturerEnglish', lecturer_english,
        'series', series_code, 'opensAt', to_char(opens_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI'),
        'closesAt', to_char(closes_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI'), 'taxRatePercent', tax_rate_percent, 'ways', ways,
        'needsApproval', needs_approval, 'briefing', is_briefing, 'partyMax', party_max, 'waits', waits, 'offerHours', offer_hours, 'invoiceDays', invoice_days,
        'reminderDays', reminder_days, 'contact', contact,
        'sessions', (select coalesce(jsonb_agg(jsonb_build_object('title', session.title, 'titleEnglish', session.title_english,
            'startsAt', to_char(starts_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI'),
            'endsAt', to_char(ends_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI'), 'room', room.code, 'mode', mode,
            'joinUrl', join_url, 'countsForCertificate', counts_for_certificate, 'requiredMinutes', required_minutes) order by seq), '[]')
          from seminar_session as session left join room on room.id = room_id where session.seminar_id = seminar.id),
        'pools', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'capacity', capacity, 'overbook', overbook,
            'numbered', is_numbered) order by id), '[]') from seat_pool where seminar_id = seminar.id),
        'fees', (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'nameEnglish', name_english, 'audience', audience,
            'priceYen', price_yen, 'validFrom', valid_from, 'validUntil', valid_until, 'partyMin', party_min,
            'pools', (select jsonb_agg(pool.name) from fee_type_pool join seat_pool as pool on pool.id = pool_id
              where fee_type_id = fee_type.id)) order by seq), '[]') from fee_type where seminar_id = seminar.id),
        'questions', (select coalesce(jsonb_agg(jsonb_build_object('label', label, 'labelEnglish', label_english, 'choices', choices,
            'choicesEnglish', choices_english,
            'required', is_required) order by seq), '[]') from seminar_question where seminar_id = seminar.id),
        'cancellation', (select coalesce(jsonb_agg(jsonb_build_object('daysBefore', days_before, 'feePercent', fee_percent)
            order by days_before desc), '[]') from seminar_cancellation_rule where seminar_id = seminar.id)) as input,
      (select jsonb_build_object(
          'confirmed', coalesce(sum(party) filter (where seminar_order.state = 'confirmed'), 0),
          'held', coalesce(sum(party) filter (where seminar_order.state in ('held', 'offered', 'approval')), 0),
          'waiting', coalesce(sum(party) filter (where seminar_order.state = 'waiting'), 0),
          'cancelled', coalesce(sum(party) filter (where seminar_order.state = 'cancelled'), 0),
          'paidYen', coalesce(sum((select sum(amount_yen) from seminar_payment_allocation where order_id = seminar_order.id)), 0),
          'owedYen', coalesce(sum(greatest(total_yen - deferred_yen - recognised_yen, 0) + receivable_yen)
            filter (where seminar_order.state = 'confirmed'), 0))
        from seminar_order left join seminar_position on order_id = seminar_order.id where seminar_order.seminar_id = seminar.id) as counts
    from seminar where seminar.id = ${id}::uuid`
  if (!row) throw refuse("unknown-seminar", { code: id })
  return row
}

/** The orders of a seminar, newest first; forms that were never placed are left out. */
export const ordersOfSeminar = (scope: Scope, id: string): Promise<SeminarOrderRow[]> => scope.sql<SeminarOrderRow>`
  select seminar_order.id, number, seminar_order.state, channel, way, party,
    concat_ws(' ', form->'payer'->>'familyName', form->'payer'->>'givenName') as name, form->'payer'->>'companyName' as "companyName",
    total_yen as "totalYen", case when seminar_order.state = 'confirmed' then greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0)
      else 0 end + coalesce(receivable_yen, 0)::bigint as "owedYen", started_at as "startedAt"
  from seminar_order left join seminar_position on order_id = seminar_order.id
  where seminar_order.seminar_id = ${id}::uuid and seminar_order.state <> 'filled' order by started_at desc, number limit 2000`

/** The rooms that a session may be held in. */
export const roomsForForm = (scope: Scope): Promise<{ code: string; name: string; capacity: number }[]> => scope.sql`
  select code, name, capacity from room order by code`
