import { addresseeForPayment, receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"

/**
 * 領収書 of what was paid for a seminar order, one for each payment, made out as the application says; those that are there already stay.
 * A payment for other things, too, has its receipt from the office.
 * Refuses nothing: where nothing was paid there is none.
 */
export async function receiptsForOrder(scope: Scope, orderId: string): Promise<void> {
  const payments = await scope.sql<{ id: string }>`
    select payment_id as id from seminar_payment_allocation as mine where order_id = ${orderId}::uuid
      and not exists (select from ledger_allocation as other where other.payment_id = mine.payment_id and other.subject_id <> mine.order_id)
    order by payment_id`
  for (const { id } of payments) {
    const addressee = await addresseeForPayment(scope, id)
    await receiptForPayment(scope, { paymentId: idOf(id), addressee })
  }
}
