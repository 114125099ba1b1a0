import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

export type DoorPerson = Readonly<{
  id: string
  number: string
  name: string
  kana: string
  company: string
  phoneEnd: string
  owedYen: number
  tokenHash: string | null
  enteredAt: string | null
}>

export type DoorSnapshot = Readonly<{
  id: string
  code: string
  title: string
  room: string | null
  startsAt: string | null
  sessionId: string | null
  people: readonly DoorPerson[]
}>

/** What a door needs to decide by itself: who comes, who has paid, who is in. Refuses: unknown-seminar. */
export async function snapshotForDoor(scope: Scope, code: string): Promise<DoorSnapshot> {
  const [head] = await scope.sql<Omit<DoorSnapshot, "people">>`
    select seminar.id, seminar.code, title, near.room, near.starts_at::text as "startsAt", near.id as "sessionId"
    from seminar left join lateral (
      select session.id, room.name as room, starts_at from seminar_session as session left join room on room.id = room_id
      where seminar_id = seminar.id order by abs(extract(epoch from starts_at - ${scope.now}::timestamptz)) limit 1
    ) as near on true where seminar.code = ${code} and seminar.state <> 'draft'`
  if (!head) throw refuse("unknown-seminar", { code })
  const people = await scope.sql<DoorPerson>`
    select registration.id, registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name,
      concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, company_name as company,
      right(digits_of(coalesce(nullif(registration.phone, ''), form->'payer'->>'phone')), 4) as "phoneEnd",
      (greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0))::bigint as "owedYen",
      (select token_hash from ticket where registration_id = registration.id and revoked_at is null) as "tokenHash",
      to_char(entry.occurred_at at time zone 'Asia/Tokyo', 'HH24:MI') as "enteredAt"
    from registration join seminar_order on seminar_order.id = order_id
    left join seminar_position as position on position.order_id = seminar_order.id
    left join checkin_event as entry on entry.registration_id = registration.id and entry.session_id = ${head.sessionId}::uuid
      and entry.kind = 'entry' and entry.verdict = 'accepted' and not entry.is_superseded
    where registration.seminar_id = ${head.id}::uuid and registration.state = 'confirmed' order by search_kana, registration.number`
  return { ...head, people }
}
