import type { Payout } from "#app/billing/stripe/account-activity.server.ts"
import { openVoucher, postingDate, postLines } from "#app/ledger/post-voucher.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Books a payout that has reached the bank (entry 3): Dr 普通預金 and 支払手数料, Cr 未収入金(カード), to the yen from its balance
 * transactions. False where it is booked already, or where its parts do not add up: that is a difference, not a voucher.
 */
export async function bookPayout(scope: Scope, payout: Payout): Promise<boolean> {
  const grossYen = payout.lines.reduce((sum, { amountYen }) => sum + amountYen, 0)
  const feeYen = payout.lines.reduce((sum, line) => sum + line.feeYen, 0)
  if (grossYen - feeYen !== payout.netYen) return false
  const [known] = await scope.sql`select from stripe_payout where payout_id = ${payout.payoutId}`
  if (known) return false
  const voucherId = await openVoucher(scope, {
    ...{ kind: "payout", sourceKey: `payout:${payout.payoutId}` },
    effectiveOn: await postingDate(scope, payout.arrivedOn),
    description: `カード売上の入金 ${payout.payoutId}`,
  })
  if (voucherId === null) return false
  await postLines(scope, voucherId, [
    { purpose: "bank", amountYen: payout.netYen },
    { purpose: "payment-fee", amountYen: feeYen },
    { purpose: "card-clearing", amountYen: -grossYen },
  ])
  await scope.sql`
    insert into stripe_payout (organization_id, payout_id, arrived_on, net_yen, gross_yen, fee_yen, voucher_id)
    values (${scope.organizationId}, ${payout.payoutId}, ${payout.arrivedOn}::date, ${payout.netYen}::bigint, ${grossYen}::bigint,
      ${feeYen}::bigint, ${voucherId}::uuid)`
  const { lines } = payout
  await scope.sql`
    insert into stripe_payout_line (organization_id, payout_id, transaction_id, kind, source_id, amount_yen, fee_yen, created_on)
    select ${scope.organizationId}, ${payout.payoutId}, * from unnest(${lines.map((line) => line.transactionId)}::text[],
      ${lines.map(({ kind }) => kind)}::text[], ${lines.map(({ sourceId }) => sourceId)}::text[],
      ${lines.map(({ amountYen }) => amountYen)}::bigint[], ${lines.map((line) => line.feeYen)}::bigint[],
      ${lines.map(({ createdOn }) => createdOn)}::date[])`
  await audit(scope, "book-payout", payout.payoutId, { netYen: payout.netYen, feeYen })
  return true
}
