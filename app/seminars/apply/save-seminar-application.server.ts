import type { Scope } from "#app/platform/scope.server.ts"
import { discounted } from "#app/seminars/apply/fee-rules.ts"
import { type SeminarForm, storedForm } from "#app/seminars/apply/seminar-form.ts"
import { refuse } from "#app/seminars/refusals.ts"
import type { SeminarWay } from "#app/seminars/seminar-file.ts"

export type SeminarChannel = "web" | "phone" | "fax" | "post" | "door"

type FeeRow = {
  seminar_id: string
  code: string
  state: string
  is_open: boolean
  party_max: number
  ways: SeminarWay[]
  tax_rate_percent: number
  price_yen: number
  party_min: number
  on_sale: boolean
  audience: string
  questions: { label: string; choices: string[]; is_required: boolean }[]
}

/**
 * Keeps a filled-in application for a seminar (受講申込); no seat is taken yet. The form carries the order's id from its first showing,
 * so a double submit is one order. Staff enter paper, phone and FAX through the same rules. Refuses: unknown-seminar, not-open-now,
 * fee-not-offered, way-not-offered, party-too-big, party-too-small, nobody-attends, answer-missing, voucher-not-valid, order-fixed.
 */
export async function saveSeminarApplication(
  scope: Scope,
  input: Readonly<{ code: string; form: SeminarForm; channel: SeminarChannel; sourceCode: string; sourcePage: string }>,
): Promise<string> {
  const { form } = input
  const [fee] = await scope.sql<FeeRow>`
    select seminar.id as seminar_id, seminar.code, seminar.state, seminar.party_max, seminar.ways,
      tax_rate_on(seminar.tax_rate_percent, (select (max(ends_at) at time zone 'Asia/Tokyo')::date from seminar_session
        where seminar_id = seminar.id)) as tax_rate_percent,
      seminar.state = 'published' and coalesce(opens_at <= ${scope.now}, true)
        and coalesce(closes_at, (select min(starts_at) from seminar_session where seminar_id = seminar.id)) > ${scope.now} as is_open,
      fee.price_yen, fee.party_min, fee.audience, coalesce(fee.valid_from <= ${scope.today}::date, true)
        and coalesce(fee.valid_until >= ${scope.today}::date, true) as on_sale,
      (select coalesce(jsonb_agg(jsonb_build_object('label', label, 'choices', choices, 'is_required', is_required) order by seq), '[]')
        from seminar_question where seminar_id = seminar.id) as questions
    from seminar join fee_type as fee on fee.seminar_id = seminar.id
    where seminar.code = ${input.code} and fee.id = ${form.fee}::uuid`
  if (!fee) throw refuse("unknown-seminar", { code: input.code })
  const stored = storedForm(form, fee.questions)
  refuseUnfit(input, fee, stored.attendees.length)
  const percent = form.voucher === "" ? 0 : await discountOf(scope, form.voucher, fee.seminar_id)
  const unitYen = discounted(fee.price_yen, percent)
  const totalYen = unitYen * stored.attendees.length
  const way = totalYen === 0 ? "free" : form.way
  // At the door cash is taken whatever ways are published.
  const isOffered = fee.ways.includes(way) || (input.channel === "door" && way === "onsite")
  if (way !== "free" && !(isOffered && totalYen > 0)) throw refuse("way-not-offered", {}, { field: "way" })
  if (totalYen > 0 && way === "free") throw refuse("way-not-offered", {}, { field: "way" })
  const voucher = form.voucher === "" ? null : form.voucher.toUpperCase()
  const kept = await scope.sql`
    insert into seminar_order (organization_id, id, number, seminar_id, fee_type_id, channel, way, party, unit_yen, total_yen,
      tax_rate_percent, voucher_code, form, locale, source_code, source_page, started_at, recorded_by)
    values (${scope.organizationId}, ${form.orderId}::uuid, ${numberOf(form.orderId)}, ${fee.seminar_id}::uuid, ${form.fee}::uuid,
      ${input.channel}, ${way}, ${stored.attendees.length}, ${unitYen}::bigint, ${totalYen}::bigint, ${fee.tax_rate_percent}, ${voucher},
      ${JSON.stringify(stored)}::jsonb, ${scope.locale}, ${input.sourceCode.slice(0, 50)}, ${input.sourcePage.slice(0, 300)},
      ${scope.now}, ${scope.actor})
    on conflict (organization_id, id) do update set form = excluded.form, fee_type_id = excluded.fee_type_id, way = excluded.way,
      party = excluded.party, unit_yen = excluded.unit_yen, total_yen = excluded.total_yen, voucher_code = excluded.voucher_code,
      locale = excluded.locale
    where seminar_order.state = 'filled' and seminar_order.seminar_id = excluded.seminar_id
    returning id`
  if (kept.length === 0) {
    const [same] = await scope.sql`
      select from seminar_order where id = ${form.orderId}::uuid and form = ${JSON.stringify(stored)}::jsonb
        and fee_type_id = ${form.fee}::uuid`
    if (!same) throw refuse("order-fixed")
  }
  return form.orderId
}

/** 受付番号: the random end of the order's id; it needs no sequence, on which all applications would wait. */
const numberOf = (orderId: string) => `S${orderId.slice(-10).toUpperCase()}`

function refuseUnfit(input: { form: SeminarForm; channel: SeminarChannel; code: string }, fee: FeeRow, party: number) {
  if (!fee.is_open && input.channel !== "door") throw refuse("not-open-now", { code: fee.code })
  if (!fee.on_sale || (fee.audience === "staff-only" && input.channel === "web"))
    throw refuse("fee-not-offered", {}, { field: "fee" })
  if (party === 0) throw refuse("nobody-attends", {}, { field: "attends" })
  if (party > fee.party_max) throw refuse("party-too-big", { most: fee.party_max }, { field: "others" })
  if (party < fee.party_min) throw refuse("party-too-small", { least: fee.party_min }, { field: "fee" })
  for (const [at, question] of fee.questions.entries()) {
    const answer = input.form.answers[at] ?? ""
    const isUnknown = question.choices.length > 0 && answer !== "" && !question.choices.includes(answer)
    if (isUnknown || (question.is_required && answer === "" && input.channel !== "door")) {
      throw refuse("answer-missing", { question: question.label }, { field: `answers[${at}]` })
    }
  }
}

async function discountOf(scope: Scope, code: string, seminarId: string): Promise<number> {
  const [voucher] = await scope.sql<{ percent: number }>`
    select percent from seminar_voucher
    where code = ${code.toUpperCase()} and coalesce(seminar_id = ${seminarId}::uuid, true)
      and coalesce(valid_until >= ${scope.today}::date, true)`
  if (!voucher) throw refuse("voucher-not-valid", { code }, { field: "voucher" })
  return voucher.percent
}
