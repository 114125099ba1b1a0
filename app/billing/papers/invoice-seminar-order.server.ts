import { addresseeForSeminarOrder } from "#app/billing/papers/addressee-for-seminar-order.server.ts"
import { issueInvoice } from "#app/billing/papers/issue-invoice.server.ts"
import type { PaperId } from "#app/billing/papers/paper.ts"
import { seminarOrdersToInvoice } from "#app/billing/papers/seminar-orders-to-invoice.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * 適格請求書 of a seminar order that is paid by invoice, when it is confirmed. Null where there is nothing (more) to bill, or where the payer
 * has a closing day and the order waits for it. Refuses what issueInvoice refuses.
 */
export async function invoiceSeminarOrder(scope: Scope, orderId: string): Promise<PaperId | null> {
  const [due] = await seminarOrdersToInvoice(scope, scope.today, orderId)
  if (!due || due.closedOn !== null) return null
  return issueInvoice(scope, {
    ...{ payerId: due.payerId, addressee: await addresseeForSeminarOrder(scope, orderId), locale: due.locale },
    ...{ dueOn: due.dueOn, sourceKey: due.key, lines: due.lines },
    facts: [[due.locale === "en" ? "Application" : "受付番号", due.number]],
  })
}
