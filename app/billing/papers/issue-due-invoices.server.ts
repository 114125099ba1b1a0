import { addresseesForPayers } from "#app/billing/papers/addressee-for-payer.server.ts"
import { contractsToInvoice } from "#app/billing/papers/contracts-to-invoice.server.ts"
import { type DueToInvoice, groupsOf } from "#app/billing/papers/due-to-invoice.ts"
import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { invoiceSeminarOrder } from "#app/billing/papers/invoice-seminar-order.server.ts"
import { type InvoiceInput, issueInvoices } from "#app/billing/papers/issue-invoice.server.ts"
import type { Addressee } from "#app/billing/papers/paper.ts"
import { seminarOrdersToInvoice } from "#app/billing/papers/seminar-orders-to-invoice.server.ts"
import { serviceBillsToInvoice } from "#app/billing/papers/service-bills-to-invoice.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type CalendarDate, dateInEnglish, dateInJapanese } from "#app/values/calendar.ts"

/** Invoices of so many payers are made in one Scope: their PDFs are made in it, and it must not last. */
const BATCH = 100

export type InvoicesDue = Readonly<{
  invoices: number
  contracts: number
  seminarOrders: number
  serviceBills: number
  amountYen: number
  isMore: boolean
}>

export type InvoicesOfServices = Pick<InvoicesDue, "invoices" | "isMore">

/** What would be invoiced on a date, a group for each invoice (合計請求): all of a payer up to his closing day together. */
export const invoicesDue = async (scope: Scope, asOf: CalendarDate): Promise<readonly (readonly DueToInvoice[])[]> =>
  groupsOf([
    ...(await contractsToInvoice(scope, asOf)),
    ...(await seminarOrdersToInvoice(scope, asOf)),
    ...(await serviceBillsToInvoice(scope, asOf)),
  ])

/**
 * Issues the next invoices due on a date (請求書の一括発行), a payer's contracts, seminar orders and bills of services up to his closing day on one.
 * Refuses nothing.
 */
export async function issueDueInvoices(scope: Scope, asOf: CalendarDate): Promise<InvoicesDue> {
  // What is taken off meanwhile is seen, or finds the invoice.
  await holdPapers(scope)
  const groups = await invoicesDue(scope, asOf)
  const now = groups.slice(0, BATCH)
  // An order by itself is made out as its application says, not as its payer's other papers.
  const alone = now.flatMap(([one]) => (one && one.closedOn === null ? (orderOf(one) ?? []) : []))
  const others = now.filter(([one]) => one && (one.closedOn !== null || orderOf(one) === null))
  await issueGroups(scope, others, asOf)
  for (const orderId of alone) await invoiceSeminarOrder(scope, orderId)
  const billed = now.flat()
  const amountYen = billed.reduce((sum, one) => sum + one.amountYen, 0)
  if (now.length > 0) await audit(scope, "issue-invoices", asOf, { invoices: now.length, amountYen })
  const seminarOrders = billed.filter((one) => orderOf(one) !== null).length
  const serviceBills = billed.filter(isServiceBill).length
  return {
    ...{ invoices: now.length, contracts: billed.length - seminarOrders - serviceBills, seminarOrders, serviceBills },
    ...{ amountYen, isMore: groups.length > now.length },
  }
}

/**
 * Issues the next invoices of services' bills whose payers have no closing day, each by itself (業務委託料の請求書); the others wait for
 * issueDueInvoices. Refuses nothing.
 */
export async function invoiceServiceBills(scope: Scope, asOf: CalendarDate): Promise<InvoicesOfServices> {
  await holdPapers(scope)
  const alone = (await serviceBillsToInvoice(scope, asOf)).filter(({ closedOn }) => closedOn === null)
  const now = alone.slice(0, BATCH)
  await issueGroups(
    scope,
    now.map((one) => [one]),
    asOf,
  )
  return { invoices: now.length, isMore: alone.length > now.length }
}

async function issueGroups(scope: Scope, groups: readonly (readonly DueToInvoice[])[], asOf: CalendarDate) {
  const payers = groups.flatMap(([one]) => (one ? [one.payerId] : []))
  const addressees = await addresseesForPayers(scope, [...new Set(payers)])
  await issueInvoices(
    scope,
    groups.flatMap((group) => invoiceOf(group, addressees, asOf)),
  )
}

const isServiceBill = ({ lines: [line] }: DueToInvoice) => Boolean(line?.subject && "serviceBillId" in line.subject)

function orderOf({ lines: [line] }: DueToInvoice): string | null {
  const subject = line?.subject ?? null
  return subject && "seminarOrderId" in subject ? subject.seminarOrderId : null
}

function invoiceOf(
  group: readonly DueToInvoice[],
  addressees: ReadonlyMap<string, Addressee>,
  asOf: CalendarDate,
): InvoiceInput[] {
  const [first] = group
  const addressee = first ? addressees.get(first.payerId) : undefined
  if (!first || !addressee) return []
  const { payerId, locale, dueOn, closedOn, key } = first
  const closing = closedOn === null ? "" : (locale === "en" ? dateInEnglish : dateInJapanese)(closedOn)
  return [
    {
      ...{ payerId, locale, dueOn, addressee, issuedOn: asOf, lines: group.flatMap(({ lines }) => lines) },
      facts: closing === "" ? [] : [[locale === "en" ? "Closing date" : "締日", closing]],
      // A contract is billed once for the same yen, so its key tells the invoice that begins with it.
      sourceKey: key,
    },
  ]
}
