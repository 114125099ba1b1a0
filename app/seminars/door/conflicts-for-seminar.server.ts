import type { Scope } from "#app/platform/scope.server.ts"

export const decisions = ["re-entry", "two-people", "settled"] as const
export type Decision = (typeof decisions)[number]

type Entry = Readonly<{ gate: string; at: string }>

export type DoorConflict = Readonly<{
  nonce: string
  /** What went otherwise than the door had shown. */
  kind: "double" | "changed" | "overpaid" | "refused"
  what: string
  reason: string
  message: string
  registrationId: string | null
  orderId: string | null
  number: string
  name: string
  kana: string
  company: string
  /** The scan in question, and the entry that stands. */
  here: Entry & Readonly<{ deviceAt: string | null; isOffline: boolean }>
  first: Entry | null
  /** What was typed for an act that was refused. */
  typed: Readonly<Record<string, unknown>>
  decided: readonly Readonly<{ decision: Decision; note: string; at: string; by: string }>[]
}>

/**
 * 衝突: what a door had shown and could not take back at once, but the house decided otherwise — the same person at two doors, cancelled or
 * unpaid meanwhile, let in though the door had sent him away, money taken twice, an act that was refused. Undecided ones first, newest first.
 */
export const conflictsForSeminar = (
  scope: Scope,
  seminarId: string,
): Promise<DoorConflict[]> => scope.sql<DoorConflict>`
  select event.nonce, case when event.reason = 'overpaid' then 'overpaid' when event.kind not in ('entry', 'exit', 'undo') then 'refused'
      when event.verdict = 'duplicate' then 'double' else 'changed' end as kind,
    event.kind as what, event.reason, coalesce(event.content->>'message', '') as message, event.registration_id as "registrationId",
    registration.order_id as "orderId", coalesce(registration.number, '') as number,
    coalesce(concat_ws(' ', registration.family_name, nullif(registration.given_name, '')), '') as name,
    coalesce(concat_ws(' ', registration.family_name_kana, nullif(registration.given_name_kana, '')), '') as kana,
    coalesce(registration.company_name, '') as company,
    jsonb_build_object('gate', event.device, 'at', to_char(event.occurred_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI:SS'),
      'deviceAt', to_char(event.device_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI:SS'),
      'isOffline', event.is_offline) as here,
    case when first.nonce is null then null else jsonb_build_object('gate', first.device,
      'at', to_char(first.occurred_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI:SS')) end as first,
    event.content as typed,
    coalesce((select jsonb_agg(jsonb_build_object('decision', decision, 'note', note, 'by', decided_by,
        'at', to_char(decided_at at time zone 'Asia/Tokyo', 'YYYY-MM-DD HH24:MI')) order by seq)
      from checkin_decision where checkin_decision.nonce = event.nonce), '[]') as decided
  from checkin_event as event
  left join registration on registration.id = event.registration_id
  left join checkin_event as first on event.kind = 'entry' and first.registration_id = event.registration_id
    and first.session_id = event.session_id and first.kind = 'entry' and first.verdict = 'accepted' and not first.is_superseded
    and first.nonce <> event.nonce
  where event.seminar_id = ${seminarId}::uuid and is_conflict(event)
  order by exists (select from checkin_decision where checkin_decision.nonce = event.nonce), event.occurred_at desc, event.nonce`

/** How many of them nobody has decided on. */
export async function openConflicts(scope: Scope, seminarId: string): Promise<number> {
  const [row] = await scope.sql<{ count: number }>`
    select count(*)::integer as count from checkin_event as event
    where event.seminar_id = ${seminarId}::uuid and is_conflict(event)
      and not exists (select from checkin_decision where checkin_decision.nonce = event.nonce)`
  return row?.count ?? 0
}
