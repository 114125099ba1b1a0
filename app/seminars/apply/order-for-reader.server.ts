import type { Scope } from "#app/platform/scope.server.ts"
import { type CancellationRule } from "#app/seminars/apply/fee-rules.ts"
import { type OrderLine, seminarConfirmation } from "#app/seminars/apply/seminar-confirmation.ts"
import { StoredSeminarForm } from "#app/seminars/apply/seminar-form.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { SeminarWay } from "#app/seminars/seminar-file.ts"

export type OrderState =
  | "filled" | "waiting" | "offered" | "held" | "approval" | "confirmed" | "cancelled" | "expired" | "refund-due" // prettier-ignore

type Row = {
  id: string
  number: string
  state: OrderState
  way: SeminarWay
  party: number
  unitYen: number
  totalYen: number
  taxRatePercent: number
  fee: string
  form: unknown
  heldUntil: Date | null
  dueOn: string | null
  code: string
  title: string
  organization: string
  contact: string
  closesAt: Date
  sessions: { startsAt: string; endsAt: string; room: string | null; joinUrl: string; title: string }[]
  rules: CancellationRule[]
  paidYen: number
  owedYen: number
  attendees: { id: string; number: string; name: string; state: string; joinToken: string }[]
}

export type OrderForReader = Omit<Row, "form"> & Readonly<{ email: string; lines: readonly OrderLine[] }>

/** A seminar order as its applicant sees it: what the final confirmation states, and how it stands. Refuses: unknown-order. */
export async function orderForReader(scope: Scope, id: string): Promise<OrderForReader> {
  const [row] = await scope.sql<Row>`
    select seminar_order.id, seminar_order.number, seminar_order.state, way, party, unit_yen as "unitYen", total_yen as "totalYen",
      seminar_order.tax_rate_percent as "taxRatePercent", form, held_until as "heldUntil", due_on as "dueOn", seminar.code,
      case ${scope.locale} when 'en' then coalesce(nullif(fee.name_english, ''), fee.name) else fee.name end as fee,
      case ${scope.locale} when 'en' then coalesce(nullif(title_english, ''), title) else title end as title,
      case ${scope.locale} when 'en' then coalesce(nullif(organization.name_english, ''), organization.name) else organization.name end
        as organization,
      coalesce(nullif(contact, ''), organization.phone) as contact, coalesce(closes_at, held.first_at) as "closesAt", held.sessions,
      (select coalesce(jsonb_agg(jsonb_build_object('daysBefore', days_before, 'feePercent', fee_percent) order by days_before desc), '[]')
        from seminar_cancellation_rule where seminar_id = seminar.id) as rules,
      coalesce((select sum(amount_yen) from seminar_payment_allocation where order_id = seminar_order.id), 0)::bigint as "paidYen",
      case when seminar_order.state = 'confirmed' then greatest(total_yen - coalesce(position.deferred_yen + position.recognised_yen, 0), 0)
        else 0 end + coalesce(position.receivable_yen, 0)::bigint as "owedYen",
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'number', number, 'name', concat_ws(' ', family_name, given_name),
        'state', state, 'joinToken', join_token) order by seq), '[]') from registration where order_id = seminar_order.id) as attendees
    from seminar_order join seminar on seminar.id = seminar_id join fee_type as fee on fee.id = fee_type_id
    join organization on organization.id = seminar_order.organization_id
    left join seminar_position as position on position.order_id = seminar_order.id
    cross join lateral (
      select min(starts_at) as first_at, coalesce(jsonb_agg(jsonb_build_object('startsAt', starts_at, 'endsAt', ends_at, 'room',
        case ${scope.locale} when 'en' then coalesce(nullif(room.name_english, ''), room.name) else room.name end,
        'joinUrl', join_url, 'title',
        case ${scope.locale} when 'en' then coalesce(nullif(session.title_english, ''), session.title) else session.title end) order by seq), '[]') as sessions
      from seminar_session as session left join room on room.id = room_id where session.seminar_id = seminar.id
    ) as held
    where seminar_order.id = ${id}::uuid`
  if (!row) throw refuse("unknown-order")
  const { form: stored, ...order } = row
  const form = StoredSeminarForm.parse(stored)
  return { ...order, email: form.payer.email, lines: seminarConfirmation(order, form, scope.locale) }
}
