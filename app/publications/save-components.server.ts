import type { Scope } from "#app/platform/scope.server.ts"
import type { OfferInput } from "#app/publications/offer-form.ts"
import { refuse } from "#app/publications/refusals.ts"

type Component = Readonly<{ id: string; publicationId: string; units: number }>

/**
 * The offers that a bundle names (セットの内訳), in their order; none for every other offer. Each is a subscription for everybody at a price, of a
 * title of its own, the first of the bundle's title. Refuses: component-not-fitting, bundle-of-another-title.
 */
export async function componentsFor(
  scope: Scope,
  publicationId: string,
  input: OfferInput,
): Promise<readonly Component[]> {
  if (input.kind !== "bundle") return []
  const found = await scope.sql<Component & { code: string }>`
    select offer.id, offer.code, offer.publication_id as "publicationId", offer.units
    from unnest(${[...input.components]}::text[]) with ordinality as given (code, place) join offer on offer.code = given.code
    where offer.kind = 'term' and offer.price_yen > 0 and not exists (select from offer_condition where offer_id = offer.id)
    order by given.place`
  const unfit = input.components.find(
    (code, at) =>
      !found.some((one) => one.code === code) ||
      found.findIndex((one) => one.publicationId === found[at]?.publicationId) !== at,
  )
  if (unfit !== undefined) throw refuse("component-not-fitting", { code: unfit }, { field: "components" })
  if (found[0]?.publicationId !== publicationId) throw refuse("bundle-of-another-title", {}, { field: "components" })
  return found
}

/** Keeps what a bundle consists of; what was sold before keeps its contracts. Refuses nothing. */
export async function saveComponents(scope: Scope, offerId: string, components: readonly Component[]): Promise<void> {
  await scope.sql`delete from offer_component where offer_id = ${offerId}::uuid`
  await scope.sql`
    insert into offer_component (organization_id, offer_id, position, component_id, publication_id)
    select ${scope.organizationId}, ${offerId}::uuid, given.place, given.id, given.publication_id
    from unnest(${components.map(({ id }) => id)}::uuid[], ${components.map(({ publicationId }) => publicationId)}::uuid[])
      with ordinality as given (id, publication_id, place)`
}

/** An offer that is sold in a bundle stays a subscription for everybody at a price. Refuses: offer-in-a-bundle. */
export async function refuseInBundle(scope: Scope, offerId: string, input: OfferInput): Promise<void> {
  const field = input.kind !== "term" ? "kind" : input.priceYen === 0 ? "priceYen" : input.condition !== "anyone" ? "condition" : null // prettier-ignore
  if (field === null) return
  const [bundle] = await scope.sql<{ code: string }>`
    select offer.code from offer_component as part join offer on offer.id = part.offer_id
    where part.component_id = ${offerId}::uuid order by offer.code limit 1`
  if (bundle) throw refuse("offer-in-a-bundle", { code: bundle.code }, { field })
}
