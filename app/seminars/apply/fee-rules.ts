import type { CalendarDate } from "#app/values/calendar.ts"
import { allocate, type Yen, yen } from "#app/values/yen.ts"

export type Fee = Readonly<{
  id: string
  name: string
  nameEnglish: string
  audience: "anyone" | "member" | "nonmember" | "student" | "staff-only"
  priceYen: number
  validFrom: string | null
  validUntil: string | null
  partyMin: number
}>

/** Whether a fee is offered on a JST date. */
export const isOnSale = (fee: Pick<Fee, "validFrom" | "validUntil">, on: CalendarDate): boolean =>
  (fee.validFrom === null || fee.validFrom <= on) && (fee.validUntil === null || on <= fee.validUntil)

/** A price in yen with a discount in percent, rounded in the applicant's favour. */
export const discounted = (priceYen: number, percent: number): Yen => allocate(yen(priceYen), 100, 0, 100 - percent)

export type CancellationRule = Readonly<{ daysBefore: number; feePercent: number }>

/**
 * The share kept when somebody cancels so many days before the first session (キャンセル規定): of the rules that have come into
 * force by then, the one nearest to the day; nothing is kept before the first of them.
 */
export function cancellationPercent(rules: readonly CancellationRule[], daysBefore: number): number {
  const inForce = rules.filter((rule) => daysBefore <= rule.daysBefore)
  const nearest = [...inForce].sort((one, other) => one.daysBefore - other.daysBefore)[0]
  return nearest?.feePercent ?? 0
}

/** The part of a price that is kept, in whole yen, rounded down. */
export const keptOf = (priceYen: number, percent: number): Yen => allocate(yen(priceYen), 100, 0, percent)
