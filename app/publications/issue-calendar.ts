import { addDays, addMonths, type CalendarDate, dayOfMonth, month, monthOf } from "#app/values/calendar.ts"

/** An issue of a title that has not shipped, as planned; `units` is how many units of a term it takes (合併号 2). */
export type PlannedIssue = Readonly<{ number: number; label: string; shipsOn: CalendarDate; units: number }>

export const frequencies = {
  weekly: { ja: "週刊", en: "Weekly", days: 7, months: 0 },
  biweekly: { ja: "隔週刊", en: "Fortnightly", days: 14, months: 0 },
  monthly: { ja: "月刊", en: "Monthly", days: 0, months: 1 },
  bimonthly: { ja: "隔月刊", en: "Every two months", days: 0, months: 2 },
  quarterly: { ja: "季刊", en: "Quarterly", days: 0, months: 3 },
  halfyearly: { ja: "半年刊", en: "Half-yearly", days: 0, months: 6 },
  yearly: { ja: "年刊", en: "Yearly", days: 0, months: 12 },
  irregular: { ja: "不定期", en: "Irregular", days: 0, months: 0 },
} as const

export type Frequency = keyof typeof frequencies

/**
 * The issues that follow the last ones known by the title's frequency (発行予測). A title of the 29th–31st keeps its day: a short month
 * takes its last one. None for an irregular title.
 */
export function predictedIssues(
  known: readonly PlannedIssue[],
  frequency: Frequency,
  count: number,
): readonly PlannedIssue[] {
  const last = known.at(-1)
  const { days, months } = frequencies[frequency]
  if (!last || days + months === 0) return []
  const anchor = Math.max(...known.slice(-12).map(({ shipsOn }) => Number(shipsOn.slice(8))))
  return Array.from({ length: count }, (_, at) => ({
    number: last.number + at + 1,
    label: labelAfter(last, months * (at + 1), at + 1),
    shipsOn:
      months > 0
        ? dayOfMonth(addMonths(monthOf(last.shipsOn), months * (at + 1)), anchor)
        : addDays(last.shipsOn, days * (at + 1)),
    units: 1,
  }))
}

/** 2026年12月号 counts on by months; any other name becomes the number. */
function labelAfter(last: PlannedIssue, months: number, steps: number): string {
  const named = /^(\d{4})年(\d{1,2})月号$/.exec(last.label)
  if (!named || months === 0) return `第${last.number + steps}号`
  const later = addMonths(month(`${named[1] ?? ""}-${(named[2] ?? "").padStart(2, "0")}`), months)
  return `${later.slice(0, 4)}年${Number(later.slice(5))}月号`
}

export type CalendarChange =
  | Readonly<{ kind: "move"; number: number; shipsOn: CalendarDate }>
  | Readonly<{ kind: "double" | "regular" | "skip"; number: number }>
  | Readonly<{ kind: "extend"; count: number }>
  | Readonly<{ kind: "discontinue"; number: number }>

/** The planned issues as they would be after a change (発行カレンダーの変更). Pure; `number` of a discontinuation is the last issue. */
export function afterChange(
  issues: readonly PlannedIssue[],
  frequency: Frequency,
  change: CalendarChange,
): readonly PlannedIssue[] {
  switch (change.kind) {
    case "move":
      return issues.map((issue) => (issue.number === change.number ? { ...issue, shipsOn: change.shipsOn } : issue))
    case "double":
    case "regular":
      return issues.map((issue) =>
        issue.number === change.number ? { ...issue, units: change.kind === "double" ? 2 : 1 } : issue,
      )
    case "skip":
      return issues.filter(({ number }) => number !== change.number)
    case "extend":
      return [...issues, ...predictedIssues(issues, frequency, change.count)]
    case "discontinue":
      return issues.filter(({ number }) => number <= change.number)
  }
}

/** Quarters between two dates in which a title ships nothing (C4), such as "2026-10" for October to December. */
export function emptyQuarters(
  issues: readonly PlannedIssue[],
  from: CalendarDate,
  quarters: number,
): readonly string[] {
  const quarterOf = (of: string) =>
    month(`${of.slice(0, 4)}-${String(Math.floor((Number(of.slice(5, 7)) - 1) / 3) * 3 + 1).padStart(2, "0")}`)
  const shipping = new Set<string>(issues.map(({ shipsOn }) => quarterOf(shipsOn)))
  return Array.from({ length: quarters }, (_, at) => addMonths(quarterOf(from), (at + 1) * 3)).filter(
    (quarter) => !shipping.has(quarter),
  )
}
