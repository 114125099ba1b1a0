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
 * when the house last answered it or when it sent; what it showed is kept, too. One call, however many scans, each looked up by its keys.
 */
export function recordCheckIns(scope: Scope, seminarId: string, batch: CheckInBatch): Promise<CheckInVerdict[]> {
  const skewMs = batch.sentAt === undefined ? 0 : scope.now.getTime() - batch.sentAt
  const scans = batch.checkIns.map((one) => scanOf(one, skewMs))
  return scope.sql<CheckInVerdict>`
    select * from record_check_ins(${seminarId}::uuid, ${batch.device}, ${batch.deviceId ?? null}::uuid, ${JSON.stringify(scans)}::jsonb,
      ${scope.now}, ${scope.actor})`
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
export const verdictsOf = (scope: Scope, nonces: readonly string[]) =>
  scope.sql<CheckInVerdict>`select * from check_in_verdicts(${nonces}::uuid[])`
