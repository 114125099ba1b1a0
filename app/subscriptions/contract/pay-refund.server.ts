import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { bookRefundsPaid } from "#app/subscriptions/contract/book-refunds-paid.server.ts"
import { refuse as refuseRemittance } from "#app/subscriptions/remittances/refusals.ts"
import { remittanceOf } from "#app/subscriptions/remittances/remittance-of.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Books that one refund has been paid out by hand (返金の支払): Dr 未払金, Cr 普通預金 on its JST date, less what has gone back to a card. One
 * that the bank pays from a file is paid with it. Refuses: refund-in-remittance, and what bookRefundsPaid refuses.
 */
export async function payRefund(
  scope: Scope,
  input: Readonly<{ number: string; paidOn: CalendarDate; way: "bank-transfer" | "cash" }>,
): Promise<void> {
  const { number, paidOn, way } = input
  await scope.sql`select from refund where number = ${number} for update`
  const remittance = await remittanceOf(scope, number)
  if (remittance !== null) throw refuseRemittance("refund-in-remittance", { number, remittance })
  const amountYen = await bookRefundsPaid(scope, {
    ...{ numbers: [number], paidOn, way, sourceKey: `refund:${number}`, description: `返金 ${number}` },
  })
  await audit(scope, "pay-refund", number, { amountYen })
}
