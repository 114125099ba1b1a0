import type { Scope } from "#app/platform/scope.server.ts"
import { checkRenewalCondition } from "#app/subscriptions/conditions/check-offer-condition.server.ts"
import { type LockedContract, lockContract } from "#app/subscriptions/contract/lock-contract.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { isId } from "#app/values/ids.ts"

/** Issues after the end of a term (and its grace) within which it may still be renewed as the same reader's chain (復活). */
const RENEWABLE_ISSUES = 12

/** A term that is renewed, locked, and the offer of its next term at that offer's own price of one copy, in yen with tax. */
export type TermToRenew = Readonly<{ old: LockedContract; offerId: string; priceYen: number }>

export type TermsToRenew = Readonly<{
  /** What is sold, for one copy of each title, in yen with tax. */
  priceYen: number
  terms: readonly [TermToRenew, ...TermToRenew[]]
}>

/**
 * The terms that a renewal goes on with, locked: one, or of a bundle (セット) all titles of its order. What is paid already is honoured as it was
 * agreed: the offer may have left the sale, and the card page may have taken long. Refuses: unknown-contract, contract-not-active,
 * renewed-already, unknown-offer, bundle-not-whole, other-title-offer, too-late-to-renew; before it is paid, what checkOfferCondition refuses.
 */
export async function lockTermsToRenew(
  scope: Scope,
  input: Readonly<{ contractId: string; offerId: string; isPaid: boolean }>,
): Promise<TermsToRenew> {
  const locked = await lockTogether(scope, input)
  for (const old of locked.values()) await requireNotRenewed(scope, old)
  const [offer] = await scope.sql<{ priceYen: number }>`
    select price_yen as "priceYen" from offer
    where id = ${input.offerId}::uuid and (on_sale or ${input.isPaid}::boolean) and kind in ('term', 'bundle')`
  if (!offer) throw refuse("unknown-offer", {}, { field: "offer" })
  const terms: TermToRenew[] = []
  // Read again under the locks: a title may have ended while they were waited for.
  for (const { contractId, publicationId, ...next } of await termsAt(scope, input)) {
    const old = locked.get(contractId)
    if (!old) throw refuse("bundle-not-whole", {}, { field: "offer" })
    if (publicationId !== old.publicationId) throw refuse("other-title-offer", {}, { field: "offer" })
    if (!input.isPaid) await requireRenewableNow(scope, old, next.offerId)
    terms.push({ old, ...next })
  }
  const [first, ...others] = terms
  if (!first) throw refuse("bundle-not-whole", {}, { field: "offer" })
  return { priceYen: offer.priceYen, terms: [first, ...others] }
}

type Asked = Readonly<{ contractId: string; offerId: string }>

const termsAt = (scope: Scope, { contractId, offerId }: Asked) => scope.sql<{
  contractId: string
  offerId: string
  priceYen: number
  publicationId: string
}>`
  select term.contract_id as "contractId", offer.id as "offerId", offer.price_yen as "priceYen", offer.publication_id as "publicationId"
  from terms_to_renew(${contractId}::uuid, ${offerId}::uuid) as term join offer on offer.id = term.offer_id order by term.place`

/** All in one order, so that a renewal of a bundle by one of its titles and one by another wait for each other and do not cross. */
async function lockTogether(scope: Scope, asked: Asked): Promise<ReadonlyMap<string, LockedContract>> {
  const found = isId(asked.contractId) ? await termsAt(scope, asked) : []
  const ids = [...new Set([asked.contractId, ...found.map(({ contractId }) => contractId)])].sort()
  const locked = new Map<string, LockedContract>()
  for (const id of ids) locked.set(id, await lockContract(scope, id))
  return locked
}

async function requireNotRenewed(scope: Scope, old: LockedContract): Promise<void> {
  if (old.state !== "active") throw refuse("contract-not-active", { number: old.number })
  const [next] = await scope.sql`
    select from contract where previous_id = ${old.id}::uuid and state = 'active'`
  if (next) throw refuse("renewed-already", { number: old.number })
}

async function requireRenewableNow(scope: Scope, old: LockedContract, offerId: string): Promise<void> {
  await checkRenewalCondition(scope, { contractId: old.id, offerId, field: "offer" })
  if (old.lastIssue !== null && old.nextIssue > old.lastIssue + RENEWABLE_ISSUES) {
    throw refuse("too-late-to-renew", { number: old.number })
  }
}
