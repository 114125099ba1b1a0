import { type CalendarDate, firstDayOf, lastDayOf, type Month } from "#app/values/calendar.ts"
import { allocate, type Yen, yen } from "#app/values/yen.ts"

/** 月間稼働率の目標 (J1), per cent. */
export const AVAILABILITY_TARGET = 97

/** What a missed month takes off a later bill (J4): a tenth of a month's fee, rounded down to the yen, before tax. 50,000 → 5,000. */
export const offsetOf = (monthlyYen: number): Yen => allocate(yen(monthlyYen), 10, 0, 1)

/** 稼働率未達の相殺: the month that missed its service level, the fee, and what it takes off; yen before tax. */
export type ServiceOffset = Readonly<{
  id: string
  month: Month
  availability: number
  code: string
  name: string
  monthlyYen: number
  amountYen: number
  /** The month whose bill it lowered; null while it waits for one. */
  billedIn: Month | null
}>

/** A line of a month's bill, in yen before tax: the days it is about (JST dates), and of how many it counts. */
export type ServiceLine = Readonly<{
  code: string
  name: string
  monthlyYen: number
  fromOn: CalendarDate
  untilOn: CalendarDate
  days: number
  ofDays: number
  netYen: Yen
}>

/** A bill's line that takes something off (D6). */
export type OffsetLine = ServiceLine & Readonly<{ kind: "offset"; offsetId: string }>

/**
 * The offsets that a month's bill takes up, the oldest first: those of months before it that no bill has had. A bill asks for something all
 * the same: an offset that would leave nothing of it waits, whole, for a later one.
 */
export function offsetsToBill(offsets: readonly ServiceOffset[], of: Month, netYen: number): readonly OffsetLine[] {
  let left = netYen
  const waiting = offsets.filter(({ month, billedIn }) => billedIn === null && month < of)
  return [...waiting]
    .sort((one, other) => (one.month < other.month ? -1 : 1))
    .flatMap(({ id, month, availability, code, name, monthlyYen, amountYen }) => {
      if (amountYen >= left) return []
      left -= amountYen
      const [fromOn, untilOn] = [firstDayOf(month), lastDayOf(month)]
      const held = { fromOn, untilOn, days: 1, ofDays: 1 }
      const line = { kind: "offset", offsetId: id, code, name: `${name} (${availability}%)`, monthlyYen } as const
      return [{ ...line, ...held, netYen: yen(-amountYen) }]
    })
}
