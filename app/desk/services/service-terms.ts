import {
  addDays,
  addMonths,
  type CalendarDate,
  dayOfMonth,
  daysBetween,
  firstDayOf,
  lastDayOf,
  type Month,
  monthOf,
} from "#app/values/calendar.ts"
import {
  type OffsetLine,
  offsetsToBill,
  type ServiceLine,
  type ServiceOffset,
} from "#app/desk/services/service-level.ts"
import { allocate, type TaxRounding, taxOnTop, type Yen, yen } from "#app/values/yen.ts"

/**
 * 最低契約期間の末日 (B6): the end of the month three months after the start, whatever its day: 2026-04-15 → 2026-07-31, 2026-11-30 → 2027-02-28.
 */
export const earliestEndOf = (startsOn: CalendarDate): CalendarDate => lastDayOf(addMonths(monthOf(startsOn), 3))

/**
 * The first day that a change may be wished for (B8): the same day of the next month as that of the written notice, or that month's last day
 * where it has none (民法143条2項): 5/1 → 6/1, 5/2 → 6/2, 1/31 → 2/28.
 */
export const earliestChangeAfter = (noticeOn: CalendarDate): CalendarDate =>
  dayOfMonth(addMonths(monthOf(noticeOn), 1), Number(noticeOn.slice(8)))

/** A plan from a day on, or an option between two days (JST); a month's price in yen before tax. */
type ServicePeriod = Readonly<{
  code: string
  name: string
  monthlyYen: number
  fromOn: CalendarDate
  untilOn: CalendarDate | null
}>

/** What a contract's months are billed by. Plans follow one another by their days. */
export type ServiceTerms = Readonly<{
  startsOn: CalendarDate
  endsOn: CalendarDate | null
  plans: readonly Omit<ServicePeriod, "untilOn">[]
  options: readonly (ServicePeriod & Readonly<{ isProrated: boolean }>)[]
}>

/** What a month's bill asks for: when it held, and the days counted, of those of the month, where it goes by days. */
export type ServiceCharge = ServiceLine & Readonly<{ kind: "plan" | "option" }>

/**
 * 月額の明細 (B7, B9): a plan by the days that it holds in the month, both ends counted, each part rounded down to the yen (30,000 from 4/15:
 * 30,000 × 16 ÷ 30 = 16,000); an option whole, or by its days where it is 日割. The month in which a contract ends is billed whole.
 */
export function chargesOfMonth(terms: ServiceTerms, of: Month): readonly ServiceCharge[] {
  const [first, last] = [firstDayOf(of), lastDayOf(of)]
  if (terms.startsOn > last || (terms.endsOn !== null && terms.endsOn < first)) return []
  const ofDays = daysBetween(first, last) + 1
  const chargeOf = (kind: "plan" | "option", period: ServicePeriod, isProrated: boolean): ServiceCharge[] => {
    const begin = period.fromOn > first ? period.fromOn : first
    const end = period.untilOn !== null && period.untilOn < last ? period.untilOn : last
    const days = daysBetween(begin, end) + 1
    if (days <= 0) return []
    const counted = isProrated ? days : ofDays
    const { code, name, monthlyYen } = period
    const held = { fromOn: begin, untilOn: end, days: counted, ofDays }
    return [{ kind, code, name, monthlyYen, ...held, netYen: allocate(yen(monthlyYen), ofDays, 0, counted) }]
  }
  const plans = [...terms.plans].sort((one, other) => (one.fromOn < other.fromOn ? -1 : 1))
  return [
    ...plans.flatMap((plan, at) => {
      const next = plans[at + 1]
      return chargeOf("plan", { ...plan, untilOn: next ? addDays(next.fromOn, -1) : null }, true)
    }),
    ...terms.options.flatMap((option) => chargeOf("option", option, option.isProrated)),
  ]
}

export type ServiceBill = Readonly<{
  month: Month
  lines: readonly (ServiceCharge | OffsetLine)[]
  ratePercent: number
  netYen: Yen
  taxYen: Yen
  totalYen: Yen
}>

type BilledTerms = ServiceTerms & Readonly<{ offsets: readonly ServiceOffset[] }>
/** A month with its rate of tax in per cent. */
export type MonthToBill = Readonly<{ month: Month; ratePercent: number; rounding: TaxRounding }>

/**
 * The bills of months, in their order: the lines of each, what missed service levels take off it (D6), each once, and the tax on their sum,
 * rounded once (消費税法施行令70条の10).
 */
export function billsOfMonths(terms: BilledTerms, months: readonly MonthToBill[]): readonly ServiceBill[] {
  let waiting = terms.offsets
  return months.map(({ month, ratePercent, rounding }) => {
    const charges = chargesOfMonth(terms, month)
    const chargedYen = charges.reduce((sum, line) => sum + line.netYen, 0)
    const taken = offsetsToBill(waiting, month, chargedYen)
    waiting = waiting.filter(({ id }) => !taken.some(({ offsetId }) => offsetId === id))
    const lines = [...charges, ...taken]
    const netYen = yen(lines.reduce((sum, line) => sum + line.netYen, 0))
    const taxYen = taxOnTop(netYen, ratePercent, rounding)
    return { month, lines, ratePercent, netYen, taxYen, totalYen: yen(netYen + taxYen) }
  })
}

/** One month's bill, as if it were the next. */
export function billOfMonth(terms: BilledTerms, of: Month, tax: Omit<MonthToBill, "month">): ServiceBill {
  const [bill] = billsOfMonths(terms, [{ month: of, ...tax }])
  if (!bill) throw new Error("a month gave no bill")
  return bill
}

/** The months of a contract that are over by a JST date and not billed yet, the earliest first; none from before `billsFrom`, where that is given. */
export function monthsToBill(
  terms: Readonly<{ startsOn: CalendarDate; endsOn: CalendarDate | null; billsFrom: CalendarDate | null }>,
  billed: ReadonlySet<string>,
  asOf: CalendarDate,
): readonly Month[] {
  const { startsOn, endsOn, billsFrom } = terms
  const months: Month[] = []
  const runsIn = (of: Month) => endsOn === null || firstDayOf(of) <= endsOn
  for (let of = monthOf(billsFrom ?? startsOn); lastDayOf(of) <= asOf && runsIn(of); of = addMonths(of, 1)) {
    if (!billed.has(of)) months.push(of)
  }
  return months
}

/** The options that lack what they are added to (B9), by code. */
export function optionsAlone(
  chosen: readonly string[],
  known: readonly Readonly<{ code: string; requiresCode: string | null }>[],
): readonly string[] {
  return chosen.filter((code) => {
    const required = known.find((item) => item.code === code)?.requiresCode ?? null
    return required !== null && !chosen.includes(required)
  })
}
