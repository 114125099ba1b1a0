import { monthState } from "#app/ledger/month-state.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CheckItem, closeChecklistForPage } from "#app/reports/close-checklist.server.ts"
import { type ClosedFile, closedFiles } from "#app/reports/closed-files.server.ts"
import { nameOfActor } from "#app/reports/parts/paper-head.server.ts"
import type { Month } from "#app/values/calendar.ts"

export type MonthForPage = Readonly<{
  closed: boolean
  closedAt: Date | null
  closedBy: string | null
  explanation: string
  /** Empty once the month is closed. */
  checklist: readonly CheckItem[]
  files: readonly ClosedFile[]
}>

/** What the page of a month shows: what stands in the way of closing it, or what its closing left. */
export async function monthForPage(scope: Scope, month: Month): Promise<MonthForPage> {
  const state = await monthState(scope, month)
  const [event] = await scope.sql<{ explanation: string | null }>`
    select detail ->> 'explanation' as explanation from period_event where month = ${month} and seq = ${state.seq}`
  return {
    closed: state.closed,
    closedAt: state.closed ? state.recordedAt : null,
    closedBy: state.closed ? await nameOfActor(scope, state.recordedBy ?? "") : null,
    explanation: event?.explanation ?? "",
    checklist: state.closed ? [] : await closeChecklistForPage(scope, month),
    files: state.closed ? await closedFiles(scope, month, state.seq) : [],
  }
}
