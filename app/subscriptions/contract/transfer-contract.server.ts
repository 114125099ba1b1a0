import type { Scope } from "#app/platform/scope.server.ts"
import { checkOfferCondition } from "#app/subscriptions/conditions/check-offer-condition.server.ts"
import { lockContract, requireActive } from "#app/subscriptions/contract/lock-contract.server.ts"
import { moveContract } from "#app/subscriptions/contract/move-contract.server.ts"
import type { OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { idOf } from "#app/values/ids.ts"

/**
 * Transfers what is paid and unserved of a contract to another title (移管, entry 17): as many units of the offer chosen as the
 * money buys at its price, at least one. Refuses: unknown-contract, contract-not-active, unknown-offer, same-title, nothing-to-transfer,
 * and what checkOfferCondition refuses.
 */
export async function transferContract(
  scope: Scope,
  input: Readonly<{ contractId: string; offerId: string; cause?: "reader" | "discontinued" }>,
): Promise<OpenedContract> {
  const contract = await lockContract(scope, input.contractId)
  requireActive(contract)
  const [offer] = await scope.sql<{ units: number; price_yen: number; publication_id: string; next_issue: number }>`
    select offer.units, offer.price_yen, offer.publication_id, coalesce((select min(issue.number) from issue
      where issue.publication_id = offer.publication_id and issue.shipped_on is null and issue.skipped_on is null), 1) as next_issue
    from offer where offer.id = ${input.offerId}::uuid and offer.price_yen > 0 and offer.on_sale and offer.kind = 'term'
      and exists (select from issue where issue.publication_id = offer.publication_id and issue.shipped_on is null
        and issue.skipped_on is null)`
  if (!offer) throw refuse("unknown-offer", {}, { field: "offer" })
  if (offer.publication_id === contract.publicationId) throw refuse("same-title", {}, { field: "offer" })
  const { offerId } = input
  await checkOfferCondition(scope, { offerId, memberId: contract.payerId, on: scope.today, field: "offer" })
  if (contract.deferredYen === 0) throw refuse("nothing-to-transfer", { number: contract.number })
  const perCopy = BigInt(contract.deferredYen) * BigInt(offer.units)
  const units = Math.max(1, Number(perCopy / (BigInt(offer.price_yen) * BigInt(contract.copies))))
  const lines = await scope.sql<{ recipient_id: string; copies: number }>`
    select recipient_id, copies from contract_line where contract_id = ${contract.id}::uuid and until_issue is null order by line_no`
  return moveContract(scope, contract, {
    contract: {
      ...{ offerId: input.offerId, payerId: contract.payerId, orderId: null, totalYen: contract.deferredYen, units },
      ...{ recipients: lines.map(({ recipient_id, copies }) => ({ memberId: idOf<"member">(recipient_id), copies })) },
      ...{ startIssue: offer.next_issue, openedOn: scope.today, sourceCode: contract.sourceCode, channel: "phone" },
      ...{ paymentWay: contract.paymentWay, category: contract.category },
    },
    ...{ reason: input.cause ?? "reader", kind: "transferred", refundCause: "discontinued" },
  })
}
