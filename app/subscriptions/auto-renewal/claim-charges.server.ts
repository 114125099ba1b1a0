import type { CardCharge } from "#app/billing/stripe/charge-card.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type ClaimedCharge = CardCharge &
  Readonly<{
    contractId: string
    isFirstTry: boolean
    /** False where the reader has stopped it since: what was sent is only looked for, and nothing is sent anew. */
    mayCharge: boolean
  }>

/**
 * Takes the renewals whose charge a JST date has come to: each gets a request with its key before anything is sent; one whose answer was
 * lost keeps its key. Renewals that were stopped, paid otherwise or whose card is gone are withdrawn, and those
 * of a bundle that is not whole any more: what was announced is not what would be charged.
 */
export async function claimCharges(scope: Scope, asOf: CalendarDate): Promise<readonly ClaimedCharge[]> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`auto-renewals:${scope.organizationId}`}, 0))`
  await scope.sql`
    update auto_renewal set state = 'withdrawn', next_try_on = null
    from contract where contract.id = auto_renewal.contract_id and auto_renewal.next_try_on is not null
      and (not contract.auto_renewal or not may_be_renewed(contract.id, auto_renewal.offer_id)
        or not exists (select from card_on_file as card where card.member_id = contract.payer_id))
      and not exists (select from stripe_request as request where request.contract_id = contract.id and request.state = 'open')`
  await scope.sql`
    insert into stripe_request (organization_id, idempotency_key, operation, contract_id, attempt, amount_yen, customer_id,
      payment_method_id, recorded_at)
    select ${scope.organizationId}, 'charge:' || renewal.contract_id || ':' || renewal.attempts + 1, 'charge', renewal.contract_id,
      renewal.attempts + 1, renewal.amount_yen, card.customer_id, card.payment_method_id, ${scope.now}
    from auto_renewal as renewal join contract on contract.id = renewal.contract_id
    join card_on_file as card on card.member_id = contract.payer_id
    where renewal.next_try_on <= ${asOf}::date
    on conflict (organization_id, idempotency_key) do nothing`
  return scope.sql<ClaimedCharge>`
    select contract_id as "contractId", idempotency_key as "idempotencyKey", amount_yen as "amountYen", customer_id as "customerId",
      payment_method_id as "paymentMethodId", recorded_at as "recordedAt", recorded_at = ${scope.now} as "isFirstTry",
      contract.auto_renewal and may_be_renewed(contract.id, (
        select offer_id from auto_renewal where auto_renewal.contract_id = contract.id)) as "mayCharge"
    from stripe_request join contract on contract.id = stripe_request.contract_id
    where operation = 'charge' and stripe_request.state = 'open' order by recorded_at, idempotency_key`
}

/** Gives up a charge that was never sent and is not wanted any more. */
export async function withdrawCharge(scope: Scope, idempotencyKey: string): Promise<void> {
  const [request] = await scope.sql<{ contract_id: string }>`
    update stripe_request set state = 'expired' where idempotency_key = ${idempotencyKey} and state = 'open' returning contract_id`
  if (!request) return
  await scope.sql`
    update auto_renewal set state = 'withdrawn', next_try_on = null, attempts = attempts + 1
    where contract_id = ${request.contract_id}::uuid and next_try_on is not null`
}
