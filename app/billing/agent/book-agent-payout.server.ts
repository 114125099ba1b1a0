import { refuse } from "#app/billing/refusals.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * The agent's payout (収納代行会社からの入金, as entry 3): Dr 普通預金 and 支払手数料 as its statement says, Cr 未収入金(収納代行), in yen. Keyed by the
 * statement's reference: false where it is booked already. Refuses: payout-beyond-collected, payout-fee-too-high.
 */
export async function bookAgentPayout(
  scope: Scope,
  payout: Readonly<{ reference: string; receivedOn: CalendarDate; collectedYen: number; feeYen: number }>,
): Promise<boolean> {
  const { reference, receivedOn, collectedYen, feeYen } = payout
  if (feeYen > collectedYen) throw refuse("payout-fee-too-high", { fee: feeYen, collected: collectedYen })
  const voucherId = await openVoucher(scope, {
    ...{ kind: "payout", sourceKey: `agent-payout:${reference}`, effectiveOn: await postingDate(scope, receivedOn) },
    description: `収納代行会社からの入金 ${reference}`,
  })
  if (voucherId === null) return false
  const [open] = await scope.sql<{ yen: number }>`
    select coalesce(sum(line.amount_yen), 0)::bigint as yen from voucher_line as line join account on account.code = line.account_code
    where account.purpose = 'agent-clearing'`
  if (collectedYen > (open?.yen ?? 0)) throw refuse("payout-beyond-collected", { open: open?.yen ?? 0 })
  await postLines(scope, voucherId, [
    { purpose: "bank", amountYen: collectedYen - feeYen },
    { purpose: "payment-fee", amountYen: feeYen },
    { purpose: "agent-clearing", amountYen: -collectedYen },
  ])
  await audit(scope, "book-agent-payout", reference, { collectedYen, feeYen })
  return true
}
