import type { CalendarDate, Month } from "#app/values/calendar.ts"

/** A month of a service contract that is billed, in yen with tax, with its invoice once there is one. */
export type BilledMonth = Readonly<{
  id: string
  number: string
  month: Month
  totalYen: number
  leftYen: number
  /** What came in of it, also after it was written off. */
  paidYen: number
  /** Written off and not recovered. */
  lostYen: number
  invoice: Readonly<{ id: string; number: string; dueOn: CalendarDate | null }> | null
}>

/** One of them with what it was made of, in yen before tax, and what was taken off it. */
export type ServiceBillOfPage = BilledMonth &
  Readonly<{
    contractNumber: string
    payerId: string
    payerName: string
    ratePercent: number
    taxYen: number
    lines: readonly Readonly<{
      lineNo: number
      name: string
      fromOn: CalendarDate
      untilOn: CalendarDate
      netYen: number
    }>[]
    /** 減額, the first first; yen with tax. */
    allowances: readonly Readonly<{ voucherId: string; on: CalendarDate; reason: string; amountYen: number }>[]
  }>

/** What a credit note, or the line of an invoice to come, calls a 減額. */
export const allowanceWords = (reason: string) => ({ ja: `業務委託料の減額(${reason})`, en: `Allowance (${reason})` })
