import type { CalendarDate, Month } from "#app/values/calendar.ts"

/** A month of a service contract that is billed, in yen with tax, with its invoice once there is one. */
export type BilledMonth = Readonly<{
  id: string
  number: string
  month: Month
  totalYen: number
  leftYen: number
  invoice: Readonly<{ id: string; number: string; dueOn: CalendarDate | null }> | null
}>
