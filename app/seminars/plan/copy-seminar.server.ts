import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

type Copy = Readonly<{ code: string; startsOn: CalendarDate }>

/**
 * Makes new seminars of one that is there (複製・一括作成): everything but the people, each with its first session on the date given and
 * all other dates moved by as many days. Refuses: unknown-seminar, seminar-without-session, seminar-code-taken.
 */
export async function copySeminar(
  scope: Scope,
  input: Readonly<{ sourceId: string; copies: readonly Copy[] }>,
): Promise<readonly string[]> {
  const [source] = await scope.sql<{ code: string; first_on: string | null }>`
    select code, (select min(starts_at) at time zone 'Asia/Tokyo' from seminar_session where seminar_id = seminar.id)::date as first_on
    from seminar where id = ${input.sourceId}::uuid`
  if (!source) throw refuse("unknown-seminar", { code: input.sourceId })
  if (source.first_on === null) throw refuse("seminar-without-session")
  const codes = input.copies.map(({ code }) => code)
  const [taken] = await scope.sql<{ code: string }>`
    select code from seminar where code = any(${codes}::text[])
    union all select code from unnest(${codes}::text[]) as code group by code having count(*) > 1 limit 1`
  if (taken) throw refuse("seminar-code-taken", { code: taken.code }, { field: "code" })
  const made = await scope.sql<{ id: string }>`
    insert into seminar (organization_id, code, title, title_english, summary, summary_english, lecturer, lecturer_english, series_code, copied_from_id, tax_rate_percent,
      opens_at, closes_at, ways, needs_approval, party_max, waits, offer_hours, invoice_days, reminder_days, contact, certificate_percent,
      certificate_minutes, certificate_text, has_survey, survey_questions, offer_id, is_briefing)
    select source.organization_id, given.code, title, title_english, summary, summary_english, lecturer, lecturer_english, coalesce(nullif(series_code, ''), source.code),
      source.id, tax_rate_percent, null, closes_at + make_interval(days => given.starts_on - ${source.first_on}::date), ways,
      needs_approval, party_max, waits, offer_hours, invoice_days, reminder_days, contact, certificate_percent, certificate_minutes,
      certificate_text, has_survey, survey_questions, offer_id, is_briefing
    from seminar as source, unnest(${codes}::text[], ${input.copies.map(({ startsOn }) => startsOn)}::date[])
      with ordinality as given (code, starts_on, seq)
    where source.id = ${input.sourceId}::uuid order by given.seq returning id`
  const ids = made.map(({ id }) => id)
  await copyParts(scope, input, source.first_on, ids)
  await audit(scope, "copy-seminar", source.code, { codes })
  return ids
}

async function copyParts(
  scope: Scope,
  input: Readonly<{ sourceId: string; copies: readonly Copy[] }>,
  firstOn: string,
  ids: readonly string[],
) {
  const source = input.sourceId
  await scope.sql`
    insert into seminar_session (organization_id, seminar_id, seq, title, title_english, starts_at, ends_at, room_id, mode, join_url,
      counts_for_certificate, required_minutes)
    select part.organization_id, copy.id, seq, title, title_english, starts_at + moved, ends_at + moved, room_id, mode, join_url,
      counts_for_certificate, required_minutes
    from seminar_session as part, unnest(${ids}::uuid[], ${input.copies.map(({ startsOn }) => startsOn)}::date[]) as copy (id, starts_on),
      lateral (select make_interval(days => copy.starts_on - ${firstOn}::date) as moved) as by
    where part.seminar_id = ${source}::uuid`
  await scope.sql`
    insert into seat_pool (organization_id, seminar_id, name, capacity, overbook, is_numbered)
    select organization_id, copy.id, name, capacity, overbook, is_numbered
    from seat_pool, unnest(${ids}::uuid[]) as copy (id) where seminar_id = ${source}::uuid`
  await scope.sql`
    insert into fee_type (organization_id, seminar_id, seq, name, name_english, audience, price_yen, valid_from, valid_until, party_min)
    select organization_id, copy.id, seq, name, name_english, audience, price_yen,
      valid_from + (copy.starts_on - ${firstOn}::date), valid_until + (copy.starts_on - ${firstOn}::date), party_min
    from fee_type, unnest(${ids}::uuid[], ${input.copies.map(({ startsOn }) => startsOn)}::date[]) as copy (id, starts_on)
    where seminar_id = ${source}::uuid`
  await scope.sql`
    insert into fee_type_pool (organization_id, fee_type_id, pool_id)
    select fee.organization_id, new_fee.id, new_pool.id
    from fee_type_pool as link
    join fee_type as fee on fee.id = link.fee_type_id join seat_pool as pool on pool.id = link.pool_id
    join fee_type as new_fee on new_fee.seq = fee.seq and new_fee.seminar_id = any(${ids}::uuid[])
    join seat_pool as new_pool on new_pool.seminar_id = new_fee.seminar_id and new_pool.name = pool.name
    where fee.seminar_id = ${source}::uuid`
  await scope.sql`
    insert into seminar_question (organization_id, seminar_id, seq, label, label_english, choices, choices_english, is_required)
    select organization_id, copy.id, seq, label, label_english, choices, choices_english, is_required
    from seminar_question, unnest(${ids}::uuid[]) as copy (id) where seminar_id = ${source}::uuid`
  await scope.sql`
    insert into seminar_cancellation_rule (organization_id, seminar_id, days_before, fee_percent)
    select organization_id, copy.id, days_before, fee_percent
    from seminar_cancellation_rule, unnest(${ids}::uuid[]) as copy (id) where seminar_id = ${source}::uuid`
}
