import type { PaperLine } from "#app/billing/papers/paper.ts"
import { addDays, addMonths, type CalendarDate, dayOfMonth, monthOf } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"

/** A contract, a seminar order or a month of a service that no invoice asks for yet, with the lines that bill it. */
export type DueToInvoice = Readonly<{
  /** Of the contract, the order or the bill. */
  number: string
  payerId: MemberId
  payerNumber: string
  locale: "ja" | "en"
  /** 締日 of the payer at or before the date asked for; null where each has its own invoice. */
  closedOn: CalendarDate | null
  dueOn: CalendarDate
  amountYen: number
  lines: readonly PaperLine[]
  /** The order of a bundle (セット), whose contracts go on one invoice; null for everything else. */
  together: string | null
  /** The same bill has the same key: a contract's first invoice, its second. */
  key: string
}>

/** 支払条件 as a query reads it: months after the closing day and the day of that month, or days after the invoice. */
export type TermsRow = Readonly<{
  closed_on: CalendarDate | null
  due_months: number
  due_day: number
  due_days: number
}>

/** お支払期限 of an invoice that is issued on a date. */
export const dueOnBy = (terms: TermsRow, issuedOn: CalendarDate): CalendarDate =>
  terms.closed_on === null
    ? addDays(issuedOn, terms.due_days)
    : dayOfMonth(addMonths(monthOf(terms.closed_on), terms.due_months), terms.due_day)

/** One group becomes one invoice: a contract, an order or a service's month by itself, the contracts of a bundle, or all of a payer up to his closing day in one language. */
export function groupsOf(due: readonly DueToInvoice[]): readonly (readonly DueToInvoice[])[] {
  const groups = new Map<string, DueToInvoice[]>()
  for (const one of due) {
    const key = one.closedOn === null ? (one.together ?? one.key) : `${one.payerId} ${one.closedOn} ${one.locale}`
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()]
}
