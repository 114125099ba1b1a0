import { audit, auditEach } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { bookRefundsPaid } from "#app/subscriptions/contract/book-refunds-paid.server.ts"
import { lockRemittance } from "#app/subscriptions/remittances/lock-remittance.server.ts"
import { refuse } from "#app/subscriptions/remittances/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * 振込データの支払: the bank has taken the file, and all refunds in it that it did not give back are paid on the day, in one voucher as on the
 * statement (未払金 → 普通預金). Gives their yen. Refuses: no-such-remittance, remittance-decided, paid-before-remittance,
 * nothing-left-of-remittance, and what bookRefundsPaid refuses.
 */
export async function payRemittance(scope: Scope, id: string, paidOn: CalendarDate): Promise<number> {
  const remittance = await lockRemittance(scope, id)
  const { number } = remittance
  if (remittance.state !== "made") throw refuse("remittance-decided")
  if (paidOn < remittance.paysOn) throw refuse("paid-before-remittance", { on: remittance.paysOn }, { field: "paidOn" })
  const lines = await scope.sql<{ refund: string }>`
    select refund_number as refund from remittance_line where remittance_id = ${id}::uuid and is_live order by line_no`
  if (lines.length === 0) throw refuse("nothing-left-of-remittance")
  const numbers = lines.map(({ refund }) => refund)
  const paidYen = await bookRefundsPaid(scope, {
    ...{
      numbers,
      paidOn,
      way: "bank-transfer",
      sourceKey: `remittance:${number}`,
      description: `返金の振込 ${number}`,
    },
  })
  await scope.sql`
    update remittance set state = 'paid', paid_on = ${paidOn}::date, decided_at = ${scope.now}, decided_by = ${scope.actor}
    where id = ${id}::uuid`
  await audit(scope, "pay-remittance", number, { paidOn, refunds: numbers.length, yen: paidYen })
  await auditEach(scope, "pay-refund", numbers, { remittance: number })
  return paidYen
}
