import type { OnlineWay } from "#app/billing/online-way.ts"
import { onlineWaysOf } from "#app/billing/stripe/online-ways.server.ts"
import type { BundleComponent } from "#app/publications/bundle-component.ts"
import { componentsOfOffer } from "#app/publications/components-of-offer.server.ts"
import { conditionOfOffer } from "#app/publications/condition-of-offer.server.ts"
import type { OfferCondition } from "#app/publications/offer-condition.ts"
import { refuse } from "#app/publications/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type OfferForApplication = Readonly<{
  id: string
  code: string
  name: string
  nameEnglish: string
  publicationId: string
  publication: string
  publicationEnglish: string
  publicationCode: string
  units: number
  priceYen: number
  taxRatePercent: number
  autoRenewal: boolean
  organization: string
  organizationEnglish: string
  ways: readonly OnlineWay[]
  /** For whom alone it is; null where everybody may take it. */
  condition: OfferCondition | null
  /** The titles of a bundle, which begins with the next issue of each; none for every other offer. */
  components: readonly BundleComponent[]
  /** The issues that a new contract may start with: the next two not yet shipped. */
  issues: readonly Readonly<{ number: number; label: string; shipsOn: string }>[]
}>

/** An offer on sale with the issues it may start with. Refuses: unknown-offer. */
export async function offerForApplication(scope: Scope, code: string): Promise<OfferForApplication> {
  const [offer] = await scope.sql<Omit<OfferForApplication, "ways" | "condition" | "components">>`
    select offer.id, offer.code, offer.name, offer.name_english as "nameEnglish", publication.id as "publicationId",
      publication.name as publication, publication.name_english as "publicationEnglish",
      publication.code as "publicationCode", offer.units, offer.price_yen as "priceYen",
      tax_rate_on(publication.tax_rate_percent, ${scope.today}::date) as "taxRatePercent", offer.auto_renewal as "autoRenewal",
      organization.name as organization, organization.name_english as "organizationEnglish",
      (select coalesce(jsonb_agg(jsonb_build_object('number', number, 'label', label, 'shipsOn', ships_on) order by number), '[]')
        from (select number, label, ships_on from issue where publication_id = publication.id and shipped_on is null and skipped_on is null
          order by number limit 2) as open) as issues
    from offer join publication on publication.id = offer.publication_id
    join organization on organization.id = offer.organization_id
    where offer.code = ${code} and offer.on_sale`
  if (!offer) throw refuse("unknown-offer", { code })
  const components = await componentsOfOffer(scope, offer.id)
  const isSoldOut = components.some(({ issue }) => issue === null)
  return {
    ...offer,
    ...{ ways: await onlineWaysOf(scope), condition: await conditionOfOffer(scope, offer.id), components },
    issues: components.length === 0 ? offer.issues : isSoldOut ? [] : offer.issues.slice(0, 1),
  }
}
