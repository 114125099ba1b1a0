import { addMonths, type CalendarDate, firstDayOf, monthOf, readDate } from "#app/values/calendar.ts"

/** The period that an address asks for (`from`, `to`); without it the three months up to today. */
export function periodOfUrl(request: Request, today: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  const search = new URL(request.url).searchParams
  const dateOf = (name: string) => readDate(search.get(name) ?? "")
  const to = dateOf("to") ?? today
  return { from: dateOf("from") ?? firstDayOf(addMonths(monthOf(to), -2)), to }
}
