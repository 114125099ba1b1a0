import type { Scope } from "#app/platform/scope.server.ts"
import { afterChange, type CalendarChange, emptyQuarters, predictedIssues } from "#app/publications/issue-calendar.ts"
import { plannedIssues } from "#app/publications/planned-issues.server.ts"
import { calendarEffect, type CalendarEffect } from "#app/subscriptions/calendar-effect.ts"
import { unitsAhead } from "#app/subscriptions/units-ahead.server.ts"

/** Issues that a plan is thought on by its frequency, so that long terms have an end to compare. */
const THOUGHT_ON = 60

/**
 * What a change of a title's calendar would do before anybody confirms it (試算): expiries that move, revenue by month, contracts that
 * would not be served to their end and what of them is paid, quarters without an issue (C4). Reads only. Refuses: unknown-publication.
 */
export async function tryCalendarChange(
  scope: Scope,
  code: string,
  change: CalendarChange,
): Promise<CalendarEffect & { emptyQuarters: readonly string[] }> {
  const plan = await plannedIssues(scope, code)
  const groups = await unitsAhead(scope, plan.publicationId)
  const onward = (issues: typeof plan.issues) => [...issues, ...predictedIssues(issues, plan.frequency, THOUGHT_ON)]
  const changed = afterChange(plan.issues, plan.frequency, change)
  const ends = change.kind === "discontinue" || plan.discontinuedAfter !== null
  const last = changed.at(-1)
  // A skipped issue takes its place in the calendar with it; what follows keeps its own days.
  const after = ends
    ? changed
    : change.kind === "skip"
      ? afterChange(onward(plan.issues), plan.frequency, change)
      : onward(changed)
  const effect = calendarEffect(groups, onward(plan.issues), after)
  const quarters = plan.frequency === "quarterly" && last ? 3 : 0
  return { ...effect, months: effect.months.slice(0, 24), emptyQuarters: emptyQuarters(changed, scope.today, quarters) }
}
