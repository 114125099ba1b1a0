import { type CalendarDate, calendarDate } from "#app/values/calendar.ts"

/** Reads the present instant; handed to Scopes, so that no code below reads an ambient clock. */
export type Clock = () => Date

/** The machine's clock: the only place of the product that asks it. */
export const systemClock: Clock = () => new Date()

/** A clock that stands still at an instant written as ISO 8601. */
export function clockAt(instant: string): Clock {
  const moment = new Date(instant)
  if (Number.isNaN(moment.getTime())) throw new RangeError(`not an instant: ${instant}`)
  return () => new Date(moment)
}

/** A clock that shows a business date in Tokyo, at the time of day that the given clock shows. */
export function clockOnDate(date: CalendarDate, clock: Clock): Clock {
  return () => {
    const time = clock().toLocaleTimeString("en-GB", { timeZone: "Asia/Tokyo", hour12: false })
    return new Date(`${date}T${time}+09:00`)
  }
}

const tokyo = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo", dateStyle: "short" })

/** The JST business date of an instant: the one place where instants and dates meet. */
export function dateInTokyo(instant: Date): CalendarDate {
  return calendarDate(tokyo.format(instant))
}

/** An instant so many seconds later. */
export const laterBy = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000)

/** An instant of Unix seconds, as other houses' systems write it. */
export const instantOf = (unixSeconds: number): Date => new Date(unixSeconds * 1000)

/** The last second of a JST day. */
export const endOfDayInTokyo = (date: CalendarDate): Date => new Date(`${date}T23:59:59+09:00`)
