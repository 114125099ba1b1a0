import type { Scope } from "#app/platform/scope.server.ts"
import { componentsOfOffer } from "#app/publications/components-of-offer.server.ts"
import { type NewContract, openContract, type OpenedContract } from "#app/subscriptions/open-contract.server.ts"
import { apportion, yen } from "#app/values/yen.ts"

/** A contract that an order opened, and its share of what was agreed, in yen with tax. */
export type SoldContract = OpenedContract & Readonly<{ totalYen: number }>

/**
 * Opens what an offer sells: one contract; of a bundle (セット) one for each of its titles, beginning with the title's next issue, the price
 * apportioned by the titles' own prices so that the shares add up to it. Each has its own books from then on. Refuses nothing.
 */
export async function openContracts(
  scope: Scope,
  input: NewContract,
): Promise<readonly [SoldContract, ...SoldContract[]]> {
  const [first, ...others] = await componentsOfOffer(scope, input.offerId)
  if (!first) return [{ ...(await openContract(scope, input)), totalYen: input.totalYen }]
  const shares = apportion(yen(input.totalYen), [first, ...others].map(({ priceYen }) => yen(priceYen))) // prettier-ignore
  const open = async ({ offerId, issue }: typeof first, at: number): Promise<SoldContract> => {
    const totalYen = shares[at] ?? 0
    const startIssue = issue?.number ?? input.startIssue
    return { ...(await openContract(scope, { ...input, offerId, totalYen, startIssue })), totalYen }
  }
  const opened: [SoldContract, ...SoldContract[]] = [await open(first, 0)]
  for (const [at, component] of others.entries()) opened.push(await open(component, at + 1))
  return opened
}
