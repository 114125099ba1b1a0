import type { PlannedIssue } from "#app/publications/issue-calendar.ts"
import { daysBetween, type CalendarDate, monthOf } from "#app/values/calendar.ts"

/** Contracts alike: so many of them, with so many units left, what each next unit earns, and what of them is paid and unserved. */
export type UnitsAhead = Readonly<{
  contracts: number
  unitsLeft: number
  /** Issues that pass before their first unit. */
  delay: number
  /** Net yen of the next units of one contract, in order. */
  netYen: readonly number[]
  /** 前受金 of one contract, and gross yen of its next units. */
  deferredYen: number
  grossYen: readonly number[]
}>

export type CalendarEffect = Readonly<{
  months: readonly Readonly<{ month: string; beforeYen: number; afterYen: number }>[]
  /** Contracts whose last issue ships on another day, and by how many days at most. */
  movedContracts: number
  mostDays: number
  /** Contracts that the calendar no longer serves to their end, and what of them is paid. */
  unservedContracts: number
  refundYen: number
}>

type Course = { byMonth: Map<string, number>; ends: (CalendarDate | null)[]; owed: number[] }

/** Serves every group along a calendar: revenue by month, the day of the last issue, and what stays paid and unserved. */
function courseOf(groups: readonly UnitsAhead[], issues: readonly PlannedIssue[]): Course {
  const course: Course = { byMonth: new Map(), ends: [], owed: [] }
  for (const group of groups) {
    let served = 0
    let end: CalendarDate | null = null
    for (const issue of issues.slice(group.delay)) {
      if (served >= group.unitsLeft) break
      const until = Math.min(served + issue.units, group.unitsLeft)
      const earned = group.netYen.slice(served, until).reduce((sum, yen) => sum + yen, 0) * group.contracts
      const on = monthOf(issue.shipsOn)
      course.byMonth.set(on, (course.byMonth.get(on) ?? 0) + earned)
      served = until
      end = issue.shipsOn
    }
    const paidAway = group.grossYen.slice(0, served).reduce((sum, yen) => sum + yen, 0)
    course.ends.push(served >= group.unitsLeft ? end : null)
    course.owed.push(Math.max(group.deferredYen - paidAway, 0))
  }
  return course
}

/** What a change of the calendar would do to the contracts that run (試算): expiries, revenue by month, refunds. Pure. */
export function calendarEffect(
  groups: readonly UnitsAhead[],
  before: readonly PlannedIssue[],
  after: readonly PlannedIssue[],
): CalendarEffect {
  const [was, will] = [courseOf(groups, before), courseOf(groups, after)]
  const months = [...new Set([...was.byMonth.keys(), ...will.byMonth.keys()])].sort()
  const days = groups.map((_, at) => {
    const [from, to] = [was.ends[at] ?? null, will.ends[at] ?? null]
    return from === null || to === null ? 0 : daysBetween(from, to)
  })
  const lost = groups.map((_, at) => (was.ends[at] ?? null) !== null && (will.ends[at] ?? null) === null)
  const contractsWhere = (holds: (at: number) => boolean) =>
    groups.reduce((sum, { contracts }, at) => sum + (holds(at) ? contracts : 0), 0)
  return {
    months: months.map((month) => ({
      ...{ month, beforeYen: was.byMonth.get(month) ?? 0, afterYen: will.byMonth.get(month) ?? 0 },
    })),
    movedContracts: contractsWhere((at) => (days[at] ?? 0) !== 0),
    mostDays: days.reduce((most, one) => (Math.abs(one) > Math.abs(most) ? one : most), 0),
    unservedContracts: contractsWhere((at) => lost[at] === true),
    refundYen: groups.reduce(
      (sum, { contracts }, at) => sum + (lost[at] === true ? (will.owed[at] ?? 0) * contracts : 0),
      0,
    ),
  }
}
