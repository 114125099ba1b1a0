import { payInvoices } from "#app/billing/papers/pay-invoices.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** Books what the bank has withdrawn, each record as one payment of its payer on the 引落日. Refuses nothing. */
export async function bookDebits(
  scope: Scope,
  request: Readonly<{ requestId: string; number: string; withdrawOn: CalendarDate }>,
): Promise<void> {
  const lines = await scope.sql<{
    customer_number: string
    member_id: string
    amount_yen: number
    invoice_ids: string[]
  }>`
    select line.customer_number, line.member_id, line.amount_yen, (select array_agg(asked.invoice_id::text) from debit_invoice as asked
      where asked.request_id = line.request_id and asked.line_no = line.line_no) as invoice_ids
    from debit_line as line where line.request_id = ${request.requestId}::uuid and line.result = '0' order by line.line_no`
  const keyOf = (customerNumber: string) => `debit:${request.number}:${customerNumber}`
  const paid = await payInvoices(
    scope,
    lines.map((line) => ({
      ...{ externalKey: keyOf(line.customer_number), payerId: line.member_id, way: "direct-debit" as const },
      ...{ amountYen: line.amount_yen, receivedOn: request.withdrawOn, invoiceIds: line.invoice_ids, isHeld: false },
    })),
  )
  const payments = lines.map((line) => paid.get(keyOf(line.customer_number)) ?? null)
  await scope.sql`
    update debit_line as line set payment_id = given.payment_id
    from unnest(${lines.map((line) => line.customer_number)}::text[], ${payments}::uuid[]) as given (customer_number, payment_id)
    where line.request_id = ${request.requestId}::uuid and line.customer_number = given.customer_number`
}
