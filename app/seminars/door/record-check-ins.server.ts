import { instantOf } from "#app/platform/clock.server.ts"
import { hashOf } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CheckIn, type CheckInBatch, codeIn } from "#app/seminars/door/check-in.ts"

export type CheckInVerdict = Readonly<{
  nonce: string
  kind: string
  verdict: "accepted" | "duplicate" | "rejected"
  /** unknown, cancelled, held, other-seminar, unpaid, not-entered, overpaid; for a refused act the refusal's code */
  reason: string
  /** What people read of a refused act. */
  message: string
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
 * when the house last answered it or when it sent; what it showed is kept, too. Two statements, however many scans, and one more
 * wherever an undo and an entry follow each other.
 */
export async function recordCheckIns(scope: Scope, seminarId: string, batch: CheckInBatch): Promise<CheckInVerdict[]> {
  const skewMs = batch.sentAt === undefined ? 0 : scope.now.getTime() - batch.sentAt
  for (const run of runsOf(batch.checkIns)) {
    const scans = run.map((one) => scanOf(one, skewMs))
    await scope.sql`
      select record_check_ins(${seminarId}::uuid, ${batch.device}, ${batch.deviceId ?? null}::uuid, ${JSON.stringify(scans)}::jsonb,
        ${scope.now}, ${scope.actor})`
  }
  return verdictsOf(
    scope,
    batch.checkIns.map(({ nonce }) => nonce),
  )
}

/** Scans in their order, cut wherever undos and others meet: what follows an undo must find it done. */
function runsOf(checkIns: readonly CheckIn[]): CheckIn[][] {
  const runs: CheckIn[][] = []
  for (const one of checkIns) {
    const run = runs.at(-1)
    if (run && (run[0]?.kind === "undo") === (one.kind === "undo")) run.push(one)
    else runs.push([one])
  }
  return runs
}

const isoOf = (milliseconds: number) => instantOf(milliseconds / 1000).toISOString()

const scanOf = (one: CheckIn, skewMs: number) => ({
  ...{ nonce: one.nonce, registration: one.registrationId ?? null, session: one.sessionId ?? null, kind: one.kind },
  ...{ source: one.source, offline: one.isOffline, forced: one.isForced, shown: one.shown },
  ...{ occurred: isoOf(one.occurredAt + (one.skewMs ?? skewMs)), shown_at: isoOf(one.occurredAt) },
  hash: one.code === undefined ? null : hashOf(codeIn(one.code)),
  number: one.code === undefined ? null : codeIn(one.code),
})

/** The verdicts on scans and acts that are written down, as a door shows them. */
export const verdictsOf = (scope: Scope, nonces: readonly string[]) => scope.sql<CheckInVerdict>`
  select event.nonce, event.kind, event.verdict, event.reason, coalesce(event.content->>'message', '') as message,
    event.registration_id as "registrationId", registration.number, concat_ws(' ', family_name, nullif(given_name, '')) as name,
    concat_ws(' ', family_name_kana, nullif(given_name_kana, '')) as kana, company_name as company,
    coalesce(greatest(total_yen - coalesce(deferred_yen + recognised_yen, 0), 0) + coalesce(receivable_yen, 0), 0)::bigint as "owedYen",
    first.occurred_at as "firstAt", first.device as "firstDevice", other.title as "otherTitle", room.name as "otherRoom"
  from checkin_event as event
  left join registration on registration.id = event.registration_id left join seminar_order on seminar_order.id = order_id
  left join seminar_position as position on position.order_id = seminar_order.id
  left join checkin_event as first on event.verdict = 'duplicate' and first.registration_id = event.registration_id
    and first.session_id = event.session_id and first.kind = 'entry' and first.verdict = 'accepted' and not first.is_superseded
  left join seminar as other on event.reason = 'other-seminar' and other.id = registration.seminar_id
  left join lateral (select room_id from seminar_session where seminar_id = other.id order by starts_at limit 1) as there on true
  left join room on room.id = there.room_id
  where event.nonce = any(${nonces}::uuid[])`
