import type { Scope } from "#app/platform/scope.server.ts"
import type { Month } from "#app/values/calendar.ts"

export type MonthState = Readonly<{
  month: Month
  closed: boolean
  seq: number
  /** When and by whom it was closed or reopened last. */
  recordedAt: Date | null
  recordedBy: string | null
}>

/** Whether an accounting month is closed. */
export async function monthState(scope: Scope, month: Month): Promise<MonthState> {
  const [last] = await scope.sql<{ kind: string; seq: number; recorded_at: Date; recorded_by: string }>`
    select kind, seq, recorded_at, recorded_by from period_event where month = ${month} order by seq desc limit 1`
  return {
    month,
    closed: last?.kind === "closed",
    seq: last?.seq ?? 0,
    recordedAt: last?.recorded_at ?? null,
    recordedBy: last?.recorded_by ?? null,
  }
}

/** Holds a month alone until the transaction ends: no voucher can be dated in it meanwhile (see refuse_closed_month). */
export async function holdMonth(scope: Scope, month: Month): Promise<void> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`month:${scope.organizationId}${month}`}, 0))`
}
