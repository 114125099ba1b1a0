import type { DisputeState } from "#app/billing/stripe/account-activity.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"

/**
 * Keeps a dispute as Stripe tells it (異議申立て), and books it once it is lost (entry 20): Dr 前受金 as far as there is any, 売掛金 for what
 * was served, Cr 未収入金(カード); the contract stops. A dispute of money that is not one contract's stays a difference for people.
 */
export async function keepDispute(scope: Scope, dispute: DisputeState): Promise<void> {
  const [payment] = await scope.sql<{ id: string }>`
    select id from payment where external_key = ${dispute.paymentIntentId ?? ""} and way = 'card'`
  const [kept] = await scope.sql<{ booked_on: string | null }>`
    insert into stripe_dispute (organization_id, dispute_id, payment_id, amount_yen, status, reason, opened_on, answer_by)
    values (${scope.organizationId}, ${dispute.disputeId}, ${payment?.id ?? null}::uuid, ${dispute.amountYen}::bigint,
      ${dispute.status}, ${dispute.reason}, ${dispute.openedOn}::date, ${dispute.answerBy}::date)
    on conflict (organization_id, dispute_id) do update set status = excluded.status, answer_by = excluded.answer_by,
      payment_id = coalesce(stripe_dispute.payment_id, excluded.payment_id)
    returning booked_on`
  if (dispute.status !== "lost" || kept?.booked_on !== null || !payment) return
  const allocations = await scope.sql<{ contract_id: string | null; yen: number }>`
    select contract_id, amount_yen as yen from payment_allocation where payment_id = ${payment.id}::uuid`
  const [allocation] = allocations
  const isOneContracts = allocations.length === 1 && allocation?.yen === dispute.amountYen
  if (!isOneContracts || allocation.contract_id === null) return
  await chargeBack(scope, dispute, allocation.contract_id)
  await scope.sql`
    update stripe_dispute set booked_on = ${scope.today}::date where dispute_id = ${dispute.disputeId}`
}

async function chargeBack(scope: Scope, dispute: DisputeState, contractId: string) {
  const contract = await lockContract(scope, contractId)
  const deferredYen = Math.min(contract.deferredYen, dispute.amountYen)
  const receivableYen = dispute.amountYen - deferredYen
  const title = { subAccount: contract.publicationCode }
  await postForContract(
    scope,
    {
      ...{ kind: "chargeback", sourceKey: `chargeback:${dispute.disputeId}`, on: scope.today },
      description: `チャージバック ${contract.number}`,
    },
    [
      { purpose: "deferred", ...title, amountYen: deferredYen },
      { purpose: "receivable", ...title, amountYen: receivableYen },
      { purpose: "card-clearing", amountYen: -dispute.amountYen },
    ],
    [{ contractId: contract.id, cause: "chargeback", deferredYen: -deferredYen, receivableYen }],
  )
  // A term served to its end has nothing to stop, and other money may still pay for the rest.
  const isUnpaid = contract.deferredYen === deferredYen && contract.servedUnits < contract.units
  if (contract.state === "active" && isUnpaid)
    await stopContract(scope, { contractId: contract.id, note: "チャージバック" })
  await audit(scope, "chargeback", contract.number, { dispute: dispute.disputeId, amountYen: dispute.amountYen })
}
