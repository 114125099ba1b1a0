import type { Scope } from "#app/platform/scope.server.ts"
import { conditionOfOffer } from "#app/publications/condition-of-offer.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Whether somebody we know may take an offer (学割・会員価格) on a JST day; an offer without a condition is everybody's. Refuses, beside
 * the field: offer-for-students, offer-for-holders.
 */
export async function checkOfferCondition(
  scope: Scope,
  asked: Readonly<{ offerId: string; memberId: string; on: string; field: string }>,
): Promise<void> {
  const [row] = await scope.sql<{ holds: boolean }>`
    select offer_condition_holds(${asked.offerId}::uuid, ${asked.memberId}::uuid, ${asked.on}::date) as holds`
  if (row?.holds) return
  const condition = await conditionOfOffer(scope, asked.offerId)
  if (condition === null) return
  const at = { field: asked.field }
  if (condition.kind === "students") throw refuse("offer-for-students", {}, at)
  throw refuse("offer-for-holders", { title: condition.title }, at)
}

/**
 * The same for a term that is renewed: on the day on which the next one begins. A bundle (セット) must be whole. Refuses: bundle-not-whole, and
 * what checkOfferCondition refuses.
 */
export async function checkRenewalCondition(
  scope: Scope,
  renewal: Readonly<{ contractId: string; offerId: string; field: string }>,
): Promise<void> {
  const [term] = await scope.sql<{ payerId: string; on: string; isWhole: boolean }>`
    select payer_id as "payerId", renewal_day(id, ${scope.today}::date) as on,
      exists (select from terms_to_renew(id, ${renewal.offerId}::uuid)) as "isWhole"
    from contract where id = ${renewal.contractId}::uuid`
  if (!term) throw refuse("unknown-contract")
  if (!term.isWhole) throw refuse("bundle-not-whole", {}, { field: renewal.field })
  await checkOfferCondition(scope, {
    ...{ offerId: renewal.offerId, memberId: term.payerId, on: term.on },
    field: renewal.field,
  })
}
