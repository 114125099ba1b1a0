import { hashOf } from "#app/platform/random-code.server.ts"
import { instantOf } from "#app/platform/clock.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CheckInBatch, codeIn } from "#app/seminars/door/check-in.ts"

export type CheckInVerdict = Readonly<{
  nonce: string
  verdict: "accepted" | "duplicate" | "rejected"
  /** unknown, cancelled, other-seminar, unpaid, not-entered */
  reason: string
  registrationId: string | null
  number: string | null
  name: string | null
  kana: string | null
  company: string | null
  owedYen: number
  /** Of a duplicate: when and where he came in. */
  firstAt: Date | null
  firstDevice: string | null
  /** Where somebody of another seminar belongs. */
  otherTitle: string | null
  otherRoom: string | null
}>

/**
 * Writes down what devices scanned (受付), whatever it comes to; nothing is dropped. The same nonce again gives the same answer; of two
 * entries to one session one is accepted, whichever comes first to the house. A device's wrong clock is corrected by what it showed
 * when it sent. Three statements, however many scans.
 */
export async function recordCheckIns(scope: Scope, seminarId: string, batch: CheckInBatch): Promise<CheckInVerdict[]> {
  const skew = batch.sentAt === undefined ? 0 : scope.now.getTime() - batch.sentAt
  const given = batch.checkIns.map((one) => ({
    ...{ nonce: one.nonce, registration: one.registrationId ?? null, session: one.sessionId ?? null, kind: one.kind },
    ...{
      source: one.source,
      offline: one.isOffline,
      forced: one.isForced,
      occurred: instantOf(one.occurredAt / 1000).toISOString(),
    },
    hash: one.code === undefined ? null : hashOf(codeIn(one.code)),
    number: one.code === undefined ? null : codeIn(one.code),
  }))
  await scope.sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (nonce uuid, registration uuid, session uuid, kind text,
        source text, offline boolean, forced boolean, occurred timestamptz, hash text, number text)
    ), resolved as (
      select given.*, found.id as registration_id, least(given.occurred + make_interval(secs => ${skew / 1000}::numeric), ${scope.now}::timestamptz) as at,
        coalesce(given.session, near.id) as session_id,
        case when found.id is null then 'unknown' when found.seminar_id <> ${seminarId}::uuid then 'other-seminar'
          when found.state <> 'confirmed' then 'cancelled'
          when given.kind = 'entry' and not given.forced and found.owed > 0 then 'unpaid' else '' end as reason
      from given
      left join lateral (
        select registration.id, registration.seminar_id, registration.state,
          greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0) as owed
        from registration join seminar_order on seminar_order.id = order_id
        left join seminar_position as position on position.order_id = seminar_order.id
        where registration.id = coalesce(given.registration,
          (select registration_id from ticket where token_hash = given.hash and revoked_at is null),
          (select id from registration where number = given.number))
      ) as found on true
      left join lateral (
        select id from seminar_session where seminar_id = ${seminarId}::uuid
        order by abs(extract(epoch from starts_at - given.occurred)) limit 1
      ) as near on true
    )
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, kind, source, occurred_at, received_at,
      is_offline, is_forced, verdict, reason, recorded_by)
    select ${scope.organizationId}, nonce, ${seminarId}::uuid, session_id, registration_id, ${batch.device}, kind, source, at, ${scope.now}, offline, forced,
      case when reason <> '' then 'rejected' else 'accepted' end, reason, ${scope.actor}
    from resolved order by at, nonce
    on conflict do nothing`
  await keepTheRest(scope, seminarId, batch, given)
  return verdictsOf(scope, batch)
}

type Given = Readonly<{ nonce: string; registration: string | null; hash: string | null; number: string | null; session: string | null; source: string; occurred: string; offline: boolean }> // prettier-ignore

/** What the one-entry rule kept out stands in the record as a duplicate; an undo takes the entry before it back. */
async function keepTheRest(scope: Scope, seminarId: string, batch: CheckInBatch, given: readonly Given[]) {
  await scope.sql`
    insert into checkin_event (organization_id, nonce, seminar_id, session_id, registration_id, device, kind, source, occurred_at, received_at,
      is_offline, verdict, recorded_by)
    select ${scope.organizationId}, given.nonce, ${seminarId}::uuid, coalesce(given.session, near.id), coalesce(given.registration,
        (select registration_id from ticket where token_hash = given.hash and revoked_at is null),
        (select id from registration where number = given.number)),
      ${batch.device}, 'entry', given.source, least(given.occurred, ${scope.now}::timestamptz), ${scope.now}, given.offline, 'duplicate', ${scope.actor}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (nonce uuid, registration uuid, session uuid, source text,
      offline boolean, occurred timestamptz, hash text, number text)
    left join lateral (select id from seminar_session where seminar_id = ${seminarId}::uuid
      order by abs(extract(epoch from starts_at - given.occurred)) limit 1) as near on true
    where not exists (select from checkin_event where checkin_event.nonce = given.nonce) on conflict do nothing`
  await scope.sql`
    update checkin_event as entry set is_superseded = true
    from checkin_event as undo
    where undo.nonce = any(${given.map(({ nonce }) => nonce)}::uuid[]) and undo.kind = 'undo' and undo.verdict = 'accepted'
      and entry.registration_id = undo.registration_id and entry.session_id = undo.session_id and entry.kind = 'entry'
      and entry.verdict = 'accepted' and entry.received_at <= undo.received_at and not entry.is_superseded`
}

const verdictsOf = (scope: Scope, batch: CheckInBatch) => scope.sql<CheckInVerdict>`
  select event.nonce, event.verdict, event.reason, event.registration_id as "registrationId", registration.number,
    concat_ws(' ', family_name, nullif(given_name, '')) as name, concat_ws(' ', family_name_kana, given_name_kana) as kana,
    company_name as company,
    (greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0))::bigint as "owedYen",
    first.occurred_at as "firstAt", first.device as "firstDevice", other.title as "otherTitle", room.name as "otherRoom"
  from checkin_event as event
  left join registration on registration.id = event.registration_id left join seminar_order on seminar_order.id = order_id
  left join seminar_position as position on position.order_id = seminar_order.id
  left join checkin_event as first on event.verdict = 'duplicate' and first.registration_id = event.registration_id
    and first.session_id = event.session_id and first.kind = 'entry' and first.verdict = 'accepted' and not first.is_superseded
  left join seminar as other on event.reason = 'other-seminar' and other.id = registration.seminar_id
  left join lateral (select room_id from seminar_session where seminar_id = other.id order by starts_at limit 1) as there on true
  left join room on room.id = there.room_id
  where event.nonce = any(${batch.checkIns.map(({ nonce }) => nonce)}::uuid[])`
