import { type InvoicesOfServices, invoiceServiceBills } from "#app/billing/papers/issue-due-invoices.server.ts"
import { bookServiceBills } from "#app/billing/services/book-service-bills.server.ts"
import { serviceContracts, serviceTaxOf } from "#app/desk/services/service-contracts.server.ts"
import { billsOfMonths, monthsToBill, type MonthToBill, type ServiceBill } from "#app/desk/services/service-terms.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate, Month } from "#app/values/calendar.ts"

type Due = Readonly<{
  contractId: string
  contractNumber: string
  payerId: string
  payerNumber: string
  bill: ServiceBill
}>

/** What is to be billed of service contracts as of a date, month by month: those that are over and not billed, in yen. Reads only. */
export async function servicesToBill(scope: Scope, asOf: CalendarDate): Promise<ReadonlyMap<Month, readonly Due[]>> {
  const rows = await scope.sql<{ contract_id: string; month: string }>`select contract_id, month from service_bill`
  const billed = new Map<string, Set<string>>()
  for (const { contract_id: id, month } of rows) billed.set(id, (billed.get(id) ?? new Set()).add(month))
  const taxes = new Map<Month, Awaited<ReturnType<typeof serviceTaxOf>>>()
  const due = new Map<Month, Due[]>()
  for (const contract of await serviceContracts(scope, null)) {
    const months: MonthToBill[] = []
    for (const month of monthsToBill(contract, billed.get(contract.id) ?? new Set(), asOf)) {
      const tax = taxes.get(month) ?? (await serviceTaxOf(scope, month))
      taxes.set(month, tax)
      months.push({ month, ...tax })
    }
    for (const bill of billsOfMonths(contract, months)) {
      const { month } = bill
      const { id: contractId, number: contractNumber, payerId, payerNumber } = contract
      // Days of a plan of a few yen may come to nothing.
      if (bill.netYen === 0) continue
      due.set(month, [...(due.get(month) ?? []), { contractId, contractNumber, payerId, payerNumber, bill }])
    }
  }
  return new Map([...due].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/**
 * 業務委託料の月次請求 (B6–B9): bills every month of service contracts that is over as of a date and not billed, posts each month in one voucher, and
 * issues the 適格請求書 of clients without a closing day (the others' go with issueDueInvoices); run again it adds nothing. Refuses nothing.
 */
export async function billServices(
  scope: Scope,
  asOf: CalendarDate,
): Promise<InvoicesOfServices & Readonly<{ bills: number; amountYen: number }>> {
  // Who changes a contract, or bills it at the same time, comes before or after.
  await scope.sql`select from service_contract order by id for update`
  let [bills, amountYen] = [0, 0]
  for (const [month, due] of await servicesToBill(scope, asOf)) {
    const ratePercent = due[0]?.bill.ratePercent ?? 0
    const made = due.map(({ bill, ...one }) => ({
      ...{ ...one, ...bill },
      lines: bill.lines.map((line) => ({ ...line, offsetId: line.kind === "offset" ? line.offsetId : null })),
    }))
    bills += await bookServiceBills(scope, { month, ratePercent }, made)
    amountYen += due.reduce((sum, { bill }) => sum + bill.totalYen, 0)
  }
  const issued = await invoiceServiceBills(scope, asOf)
  if (bills + issued.invoices > 0) await audit(scope, "bill-services", asOf, { bills, amountYen, ...issued })
  return { ...issued, bills, amountYen }
}
