import type { Scope } from "#app/platform/scope.server.ts"
import {
  type DoorHead,
  type DoorPerson,
  type DoorSnapshot,
  type Elsewhere,
  HASH_START,
} from "#app/seminars/door/door-snapshot.ts"
import { openConflicts } from "#app/seminars/door/conflicts-for-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/** The seminar as its door's page names it; no attendee is in it. Refuses: unknown-seminar. */
export async function headForDoor(scope: Scope, code: string): Promise<DoorHead> {
  const [head] = await scope.sql<Omit<DoorHead, "conflicts">>`
    select seminar.id, seminar.code, title, near.room, near.id as "sessionId",
      to_char(near.starts_at at time zone 'Asia/Tokyo', 'HH24:MI') as "startsAt",
      (select (extract(epoch from max(ends_at)) * 1000)::bigint from seminar_session where seminar_id = seminar.id) as "endsAt",
      (select coalesce(jsonb_agg(jsonb_build_object('id', fee.id, 'name', fee.name, 'priceYen', price_yen) order by seq), '[]')
        from fee_type as fee where fee.seminar_id = seminar.id and coalesce(valid_from <= ${scope.today}::date, true)
          and coalesce(valid_until >= ${scope.today}::date, true)) as fees,
      (select coalesce(sum(greatest(capacity + overbook - taken, 0)), 0)::integer from seat_pool where seminar_id = seminar.id) as "seatsLeft",
      (select coalesce(jsonb_agg(jsonb_build_object('id', device.id, 'gate', gate) order by first_seen_at, device.id), '[]')
        from reception_device as device where device.seminar_id = seminar.id
          and last_seen_at > ${scope.now}::timestamptz - interval '5 minutes') as gates
    from seminar left join lateral (
      select session.id, room.name as room, starts_at from seminar_session as session left join room on room.id = room_id
      where seminar_id = seminar.id order by abs(extract(epoch from starts_at - ${scope.now}::timestamptz)) limit 1
    ) as near on true where seminar.code = ${code} and seminar.state <> 'draft'`
  if (!head) throw refuse("unknown-seminar", { code })
  return { ...head, conflicts: await openConflicts(scope, head.id) }
}

/**
 * What a door needs to decide by itself: who comes, who has paid, who is in, who belongs elsewhere. With the cursor of an earlier answer,
 * only what transactions wrote that had not ended by then, so that nothing is missed whatever the order in which they commit; whoever
 * changed while a long one runs comes again, which does no harm. Refuses: unknown-seminar.
 */
export async function snapshotForDoor(scope: Scope, code: string, since = ""): Promise<DoorSnapshot> {
  const head = await headForDoor(scope, code)
  const [clock] = await scope.sql<{ xid: string; epoch: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xid, (pg_snapshot_xmax(pg_current_snapshot())::text::bigint >> 32)::text as epoch`
  const { xid, epoch } = clock ?? { xid: "0", epoch: "0" }
  const [session, cursor = ""] = since.split("~")
  // A cursor of another session shows other entries, and one of the future is another database's.
  const from =
    session === (head.sessionId ?? "") && /^\d{1,19}$/.test(cursor) && BigInt(cursor) <= BigInt(xid) ? cursor : null
  const people = await scope.sql<DoorPerson>`
    select registration.id, registration.order_id as "orderId", registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name,
      concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, company_name as company,
      right(digits_of(coalesce(nullif(registration.phone, ''), form->'payer'->>'phone', '')), 4) as "phoneEnd",
      (greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0))::bigint as "owedYen",
      ticket.token_hash as "tokenHash", case registration.state when 'expired' then 'cancelled' else registration.state end as state,
      to_char(entry.occurred_at at time zone 'Asia/Tokyo', 'HH24:MI') as "enteredAt", entry.device as "enteredGate", channel = 'door' as "isWalkIn"
    from registration join seminar_order on seminar_order.id = registration.order_id
    left join seminar_position as position on position.order_id = seminar_order.id
    left join ticket on ticket.registration_id = registration.id and revoked_at is null
    left join checkin_event as entry on entry.registration_id = registration.id and entry.session_id = ${head.sessionId}::uuid
      and entry.kind = 'entry' and entry.verdict = 'accepted' and not entry.is_superseded
    where registration.seminar_id = ${head.id}::uuid and (${from}::bigint is null
      or greatest(registration.xmin::text::bigint, seminar_order.xmin::text::bigint, position.xmin::text::bigint,
        (select max(one.xmin::text::bigint) from ticket as one where one.registration_id = registration.id),
        (select max(event.xmin::text::bigint) from checkin_event as event where event.registration_id = registration.id))
        + (${epoch}::bigint << 32) >= ${from}::bigint)
    order by search_kana, registration.number`
  const elsewhere = from === null ? await ticketsElsewhere(scope, head.id) : []
  return {
    now: scope.now.getTime(),
    cursor: `${head.sessionId ?? ""}~${xid}`,
    isWhole: from === null,
    head,
    people,
    elsewhere,
  }
}

const ticketsElsewhere = (scope: Scope, seminarId: string) => scope.sql<Elsewhere>`
  select seminar.title, min(room.name) as room, array_agg(distinct left(token_hash, ${HASH_START}::integer)) as hashes
  from seminar_session as session join seminar on seminar.id = session.seminar_id left join room on room.id = session.room_id
  join registration on registration.seminar_id = seminar.id and registration.state = 'confirmed'
  join ticket on ticket.registration_id = registration.id and revoked_at is null
  where seminar.id <> ${seminarId}::uuid and (session.starts_at at time zone 'Asia/Tokyo')::date = ${scope.today}::date
  group by seminar.id, seminar.title`
