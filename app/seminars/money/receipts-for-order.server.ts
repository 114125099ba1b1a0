import { addresseeForPayment, receiptForPayment } from "#app/billing/papers/receipt-for-payment.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"

/**
 * 領収書 of what was paid for a seminar order, one for each payment, made out as the application says; those that are there already stay.
 * Refuses nothing: where nothing was paid there is none.
 */
export async function receiptsForOrder(scope: Scope, orderId: string): Promise<void> {
  const payments = await scope.sql<{ id: string }>`
    select payment_id as id from seminar_payment_allocation where order_id = ${orderId}::uuid order by payment_id`
  for (const { id } of payments) {
    const addressee = await addresseeForPayment(scope, id)
    await receiptForPayment(scope, { paymentId: idOf(id), addressee })
  }
}
