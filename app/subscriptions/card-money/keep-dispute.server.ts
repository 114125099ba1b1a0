import { bookBilled } from "#app/billing/papers/book-billed.server.ts"
import type { DisputeState } from "#app/billing/stripe/account-activity.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { chargeBackSeminarOrder } from "#app/seminars/money/charge-back-seminar-order.server.ts"
import { type LockedContract, lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { postForContract } from "#app/subscriptions/contract/post-for-contract.server.ts"
import { stopContract } from "#app/subscriptions/contract/stop-contract.server.ts"

/**
 * Keeps a dispute as Stripe tells it (異議申立て), and books it once it is lost (entry 20): Dr 前受金 as far as there is any, 売掛金 for what
 * was served, Cr 未収入金(カード); the contract stops. What was moved on to another term is taken back
 * there; a dispute may be of part of a payment. One of money that paid more than one contract or seminar
 * order stays a difference for people.
 */
export async function keepDispute(scope: Scope, dispute: DisputeState): Promise<void> {
  const [payment] = await scope.sql<{ id: string; amount_yen: number }>`
    select id, amount_yen from payment where external_key = ${dispute.paymentIntentId ?? ""} and through_stripe`
  const [kept] = await scope.sql<{ booked_on: string | null }>`
    insert into stripe_dispute (organization_id, dispute_id, payment_id, amount_yen, status, reason, opened_on, answer_by)
    values (${scope.organizationId}, ${dispute.disputeId}, ${payment?.id ?? null}::uuid, ${dispute.amountYen}::bigint,
      ${dispute.status}, ${dispute.reason}, ${dispute.openedOn}::date, ${dispute.answerBy}::date)
    on conflict (organization_id, dispute_id) do update set status = excluded.status, answer_by = excluded.answer_by,
      payment_id = coalesce(stripe_dispute.payment_id, excluded.payment_id)
    returning booked_on`
  if (dispute.status !== "lost" || kept?.booked_on !== null || !payment) return
  const allocations = await scope.sql<{ subject_id: string; yen: number; is_seminar: boolean }>`
    select subject_id, amount_yen as yen, exists (select from seminar_order where id = subject_id) as is_seminar
    from ledger_allocation where payment_id = ${payment.id}::uuid`
  const [allocation] = allocations
  const isOnes = allocations.length === 1 && allocation?.yen === payment.amount_yen
  if (!isOnes || dispute.amountYen > allocation.yen) return
  const { subject_id: subjectId, is_seminar: isSeminar } = allocation
  if (isSeminar) await chargeBackSeminarOrder(scope, { ...dispute, orderId: subjectId })
  else await chargeBack(scope, dispute, subjectId)
  await scope.sql`
    update stripe_dispute set booked_on = ${scope.today}::date where dispute_id = ${dispute.disputeId}`
}

type Part = Readonly<{ contract: LockedContract; deferredYen: number; receivableYen: number }>

/**
 * Where the disputed yen are now: what was moved on (部数変更・移管) is taken from the term that goes on, first its 前受金, then what it
 * served of it; the rest was served by the terms before.
 */
async function partsOf(scope: Scope, contractId: string, amountYen: number): Promise<readonly Part[]> {
  const chain = await scope.sql<{ id: string; inflow: number }>`
    with recursive chain as (
      select ${contractId}::uuid as id, ${amountYen}::bigint as inflow, 0 as at
      union all
      select transfer.to_id, transfer.deferred_yen, chain.at + 1 from chain join contract_transfer as transfer on transfer.from_id = chain.id
      where chain.at < 50
    )
    select id, inflow from chain order by at`
  const locked: { contract: LockedContract; inflow: number }[] = []
  for (const { id, inflow } of chain) locked.push({ contract: await lockContract(scope, id), inflow })
  let leftYen = amountYen
  return locked.reverse().map(({ contract, inflow }, at) => {
    const isFirst = at === locked.length - 1
    const yen = isFirst ? leftYen : Math.min(leftYen, inflow)
    leftYen -= yen
    const deferredYen = Math.min(contract.deferredYen, yen)
    return { contract, deferredYen, receivableYen: yen - deferredYen }
  })
}

async function chargeBack(scope: Scope, dispute: DisputeState, contractId: string) {
  const parts = (await partsOf(scope, contractId, dispute.amountYen)).filter(
    ({ deferredYen, receivableYen }) => deferredYen + receivableYen > 0,
  )
  const numbers = parts.map(({ contract }) => contract.number).join("・")
  await postForContract(
    scope,
    {
      ...{ kind: "chargeback", sourceKey: `chargeback:${dispute.disputeId}`, on: scope.today },
      description: `チャージバック ${numbers}`,
    },
    [
      ...parts.flatMap(({ contract, deferredYen, receivableYen }) => [
        { purpose: "deferred" as const, subAccount: contract.publicationCode, amountYen: deferredYen },
        { purpose: "receivable" as const, subAccount: contract.publicationCode, amountYen: receivableYen },
      ]),
      { purpose: "card-clearing", amountYen: -dispute.amountYen },
    ],
    parts.map(({ contract, deferredYen, receivableYen }) => ({
      ...{ contractId: contract.id, cause: "chargeback", deferredYen: -deferredYen, receivableYen },
    })),
  )
  const ids = parts.map(({ contract }) => contract.id)
  await bookBilled(scope, ids, scope.today)
  for (const { contract, deferredYen } of parts) {
    // A term served to its end has nothing to stop, and other money may still pay for the rest.
    const isUnpaid = contract.deferredYen === deferredYen && contract.servedUnits < contract.units
    if (contract.state === "active" && isUnpaid)
      await stopContract(scope, { contractId: contract.id, note: "チャージバック" })
  }
  await audit(scope, "chargeback", numbers, { dispute: dispute.disputeId, amountYen: dispute.amountYen })
}
