import holidays from "@holiday-jp/holiday_jp"
import { addDays, type CalendarDate, weekdayOf } from "#app/values/calendar.ts"

/** Whether banks work on a JST day: not on weekends, holidays (国民の祝日に関する法律), 31 December to 3 January (銀行法施行令5条). */
export const isBankDay = (day: CalendarDate): boolean =>
  ![0, 6].includes(weekdayOf(day)) && !holidays.isHoliday(day) && !/-(12-31|01-0[123])$/.test(day)

/** The first day after a day on which banks work. */
export function bankDayAfter(day: CalendarDate): CalendarDate {
  const next = addDays(day, 1)
  return isBankDay(next) ? next : bankDayAfter(next)
}
