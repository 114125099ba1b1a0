import type { Scope } from "#app/platform/scope.server.ts"
import { type CancellationRule, type Fee, isOnSale } from "#app/seminars/apply/fee-rules.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { SeminarWay } from "#app/seminars/seminar-file.ts"

export type Openness = "open" | "full" | "waiting-list" | "not-yet" | "closed" | "cancelled"

export type SeminarForPublic = Readonly<{
  id: string
  code: string
  title: string
  titleEnglish: string
  summary: string
  lecturer: string
  state: string
  openness: Openness
  /** Why it was called off, in the organizer's words; empty otherwise. */
  callOffReason: string
  opensAt: Date | null
  closesAt: Date
  firstOn: string
  seats: number
  left: number
  ways: readonly SeminarWay[]
  needsApproval: boolean
  partyMax: number
  waits: boolean
  invoiceDays: number
  taxRatePercent: number
  contact: string
  organization: string
  sessions: readonly Readonly<{
    id: string
    seq: number
    title: string
    startsAt: string
    endsAt: string
    mode: "onsite" | "online" | "hybrid"
    room: string | null
    roomAddress: string | null
  }>[]
  fees: readonly (Fee & Readonly<{ left: number }>)[]
  questions: readonly Readonly<{
    label: string
    labelEnglish: string
    choices: readonly string[]
    choicesEnglish: readonly string[]
    required: boolean
  }>[]
  rules: readonly CancellationRule[]
}>

type Row = Omit<SeminarForPublic, "openness">

/** One seminar as the public sees it, with the seats left, the fees of today and why nobody can apply. Refuses: unknown-seminar. */
export async function seminarForPublic(scope: Scope, code: string): Promise<SeminarForPublic> {
  const [row] = await scope.sql<Row>`
    select seminar.id, seminar.code, title, title_english as "titleEnglish",
      case ${scope.locale} when 'en' then coalesce(nullif(summary_english, ''), summary) else summary end as summary,
      case ${scope.locale} when 'en' then coalesce(nullif(lecturer_english, ''), lecturer) else lecturer end as lecturer, seminar.state, call_off_reason as "callOffReason",
      opens_at as "opensAt",
      coalesce(closes_at, held.first_at) as "closesAt", (held.first_at at time zone 'Asia/Tokyo')::date::text as "firstOn",
      pools.seats, pools.left, ways, needs_approval as "needsApproval", party_max as "partyMax", waits,
      invoice_days as "invoiceDays", tax_rate_on(tax_rate_percent, held.last_on) as "taxRatePercent", contact,
      case ${scope.locale} when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization,
      held.sessions, fees.fees, questions.questions, rules.rules
    from seminar join organization on organization.id = seminar.organization_id
    cross join lateral (
      select min(starts_at) as first_at, (max(ends_at) at time zone 'Asia/Tokyo')::date as last_on, coalesce(jsonb_agg(jsonb_build_object('id', session.id, 'seq', seq, 'title',
        case ${scope.locale} when 'en' then coalesce(nullif(session.title_english, ''), session.title) else session.title end,
        'startsAt', starts_at, 'endsAt', ends_at, 'mode', mode, 'roomAddress', room.address,
        'room', case ${scope.locale} when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end) order by seq), '[]') as sessions
      from seminar_session as session left join room on room.id = session.room_id where session.seminar_id = seminar.id
    ) as held
    cross join lateral (
      select coalesce(sum(capacity), 0)::integer as seats, coalesce(sum(greatest(capacity + overbook - taken, 0)), 0)::integer as left
      from seat_pool where seminar_id = seminar.id
    ) as pools
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('id', fee.id, 'name', fee.name, 'nameEnglish', name_english, 'audience', audience,
        'priceYen', price_yen, 'validFrom', valid_from, 'validUntil', valid_until, 'partyMin', party_min,
        'left', (select min(capacity + overbook - taken) from fee_type_pool join seat_pool on seat_pool.id = pool_id
          where fee_type_id = fee.id)) order by seq), '[]') as fees
      from fee_type as fee where fee.seminar_id = seminar.id and audience <> 'staff-only'
    ) as fees
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('label', label, 'labelEnglish', label_english, 'choices', choices, 'choicesEnglish', choices_english,
        'required', is_required) order by seq), '[]') as questions
      from seminar_question where seminar_id = seminar.id
    ) as questions
    cross join lateral (
      select coalesce(jsonb_agg(jsonb_build_object('daysBefore', days_before, 'feePercent', fee_percent) order by days_before desc), '[]') as rules
      from seminar_cancellation_rule where seminar_id = seminar.id
    ) as rules
    where seminar.code = ${code} and seminar.state <> 'draft'`
  if (!row) throw refuse("unknown-seminar", { code })
  const fees = row.fees.filter((fee) => isOnSale(fee, scope.today))
  return { ...row, fees, openness: opennessOf(scope, { ...row, fees }) }
}

function opennessOf(scope: Scope, row: Row): Openness {
  if (row.state === "cancelled") return "cancelled"
  if (row.state !== "published" || row.closesAt <= scope.now) return "closed"
  if (row.opensAt !== null && row.opensAt > scope.now) return "not-yet"
  if (row.fees.some(({ left }) => left > 0)) return "open"
  return row.waits ? "waiting-list" : "full"
}
