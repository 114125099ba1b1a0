import { holdPapers } from "#app/billing/papers/hold-papers.server.ts"
import { refuse } from "#app/billing/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { TaxRounding } from "#app/values/yen.ts"

/** A month's bill of a service contract that is about to change, in yen with tax. */
export type HeldServiceBill = Readonly<{
  id: string
  number: string
  leftYen: number
  /** What it asks for after all that was taken off. */
  askedYen: number
  ratePercent: number
  rounding: TaxRounding
  isInvoiced: boolean
  /** How many vouchers moved it: the place of the next act on it. */
  moves: number
}>

/**
 * Locks a bill of a service contract for an act on it. Who acts says what he saw open, so that a second press finds it changed.
 * Refuses: unknown-service-bill, service-bill-changed.
 */
export async function holdServiceBill(scope: Scope, billId: string, seenLeftYen: number): Promise<HeldServiceBill> {
  await scope.sql`select from service_position where bill_id = ${billId}::uuid for update`
  // An invoice that is being made is there, or waits until what is taken off is known.
  await holdPapers(scope)
  const [bill] = await scope.sql<HeldServiceBill>`
    select bill.id, bill.number, position.receivable_yen as "leftYen",
      bill.total_yen + (select coalesce(sum(receivable_yen), 0) from service_movement where bill_id = bill.id and cause = 'allowance')::bigint
        as "askedYen", bill.tax_rate_percent as "ratePercent",
      organization.tax_rounding as rounding,
      exists (select from issued_paper_line as line join issued_paper as paper on paper.id = line.paper_id
        where line.service_bill_id = bill.id and paper.kind = 'invoice') as "isInvoiced",
      (select count(*) from service_movement where bill_id = bill.id)::integer as moves
    from service_bill as bill join service_position as position on position.bill_id = bill.id
    join organization on organization.id = bill.organization_id
    where bill.id = ${billId}::uuid`
  if (!bill) throw refuse("unknown-service-bill")
  if (bill.leftYen !== seenLeftYen) throw refuse("service-bill-changed", { left: bill.leftYen })
  return bill
}
