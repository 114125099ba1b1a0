import type { Payout } from "#app/billing/stripe/account-activity.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Books that a payout came back from the bank (振込の失敗): Dr 未収入金(カード), Cr 普通預金, by its net yen; the fees in it were taken all the same.
 * The payout itself is booked first. False where it did not fail, is not booked, or its failure is booked already.
 */
export async function bookPayoutFailure(scope: Scope, payout: Payout): Promise<boolean> {
  if (payout.failedOn === null) return false
  const [booked] = await scope.sql`
    select from stripe_payout where payout_id = ${payout.payoutId}
      and not exists (select from stripe_payout_failure as known where known.payout_id = stripe_payout.payout_id)`
  if (!booked) return false
  const voucherId = await openVoucher(scope, {
    ...{ kind: "payout", sourceKey: `payout-failed:${payout.payoutId}` },
    effectiveOn: await postingDate(scope, payout.failedOn),
    description: `カード売上の入金の失敗 ${payout.payoutId}`,
  })
  if (voucherId === null) return false
  await postLines(scope, voucherId, [
    { purpose: "card-clearing", amountYen: payout.netYen },
    { purpose: "bank", amountYen: -payout.netYen },
  ])
  await scope.sql`
    insert into stripe_payout_failure (organization_id, payout_id, failed_on, voucher_id)
    values (${scope.organizationId}, ${payout.payoutId}, ${payout.failedOn}::date, ${voucherId}::uuid)`
  await audit(scope, "book-payout-failure", payout.payoutId, { netYen: payout.netYen })
  return true
}
