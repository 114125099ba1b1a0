import { componentsOfOffer } from "#app/publications/components-of-offer.server.ts"
import { conditionOfOffer } from "#app/publications/condition-of-offer.server.ts"
import { refuse } from "#app/publications/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ShownComponent } from "#app/subscriptions/bundles/bundle-lines.ts"
import { finalConfirmation, renewsByCard, type ShownLine, StoredForm } from "#app/subscriptions/application.ts"
import { promotionOfApplication } from "#app/subscriptions/promotions/promotion-of-application.server.ts"
import type { ApplicationId } from "#app/values/ids.ts"

export type ApplicationForReader = Readonly<{
  id: ApplicationId
  state: "filled" | "confirmed" | "awaiting-payment" | "paid" | "abandoned" | "refund-due"
  /** Where the number or the account stands, and until which JST day; null where nothing is waited for. */
  awaits: Readonly<{ url: string; until: string | null }> | null
  offerCode: string
  itemName: string
  /** What Stripe is asked to charge, in yen, times how often; a reduced price is one amount for all copies. */
  unitYen: number
  quantity: number
  form: StoredForm
  isRenewal: boolean
  /** Made on his own page by a reader whom we know. */
  isOfMember: boolean
  /** The card is kept, and charged again when the term ends. */
  renewsByCard: boolean
  lines: readonly ShownLine[]
  orderNumber: string | null
  /** An order of the last day for the same offer and mail address: perhaps a second click in another tab. */
  recentOrder: string | null
}>

type Row = {
  state: ApplicationForReader["state"]
  form: unknown
  order_number: string | null
  offer_id: string
  member_id: string | null
  offer_code: string
  offer: string
  units: number
  price_yen: number
  auto_renewal: boolean
  publication: string
  publication_english: string
  tax_rate_percent: number
  organization: string
  organization_english: string
  issue_label: string | null
  issue_ships_on: string | null
  renews_id: string | null
  payable_until: string | null
  instructions_url: string | null
}

/** The titles of a bundle; of one that is renewed, each with the issue at which its next term joins its present one. */
async function componentsShown(scope: Scope, row: Row): Promise<readonly ShownComponent[]> {
  const components = await componentsOfOffer(scope, row.offer_id)
  if (row.renews_id === null || components.length === 0) return components
  const joins = await scope.sql<{ offerId: string; first: number }>`
    select term.offer_id as "offerId", coalesce(first_issue_of_next_term(contract.id), contract.start_issue) as first
    from terms_to_renew(${row.renews_id}::uuid, ${row.offer_id}::uuid) as term join contract on contract.id = term.contract_id`
  const firstOf = new Map(joins.map(({ offerId, first }) => [offerId, first]))
  return components.map((one) => ({ ...one, continuesFrom: firstOf.get(one.offerId) ?? null }))
}

/** An application as its reader sees it, with the lines of the final confirmation in his language. Refuses: unknown-offer. */
export async function applicationForReader(scope: Scope, id: ApplicationId): Promise<ApplicationForReader> {
  const [row] = await scope.sql<Row>`
    select application.state, application.form, application.renews_id, application.member_id, application.payable_until,
      application.instructions_url, customer_order.number as order_number, offer.id as offer_id, offer.code as offer_code,
      offer.name as offer, offer.units, offer.price_yen, offer.auto_renewal, publication.name as publication,
      coalesce(nullif(publication.name_english, ''), publication.name) as publication_english,
      tax_rate_on(publication.tax_rate_percent, ${scope.today}::date) as tax_rate_percent, organization.name as organization,
      coalesce(nullif(organization.name_english, ''), organization.name) as organization_english,
      issue.label as issue_label, issue.ships_on as issue_ships_on
    from application join offer on offer.id = application.offer_id
    join publication on publication.id = offer.publication_id
    join organization on organization.id = application.organization_id
    left join customer_order on customer_order.id = application.order_id
    left join issue on issue.publication_id = publication.id and issue.number = (application.form ->> 'startIssue')::integer
    where application.id = ${id}::uuid`
  if (!row) throw refuse("unknown-offer", { code: id })
  const form = StoredForm.parse(row.form)
  if (row.renews_id === null && (row.issue_label === null || row.issue_ships_on === null)) {
    throw refuse("unknown-issue", { publication: row.publication, number: form.startIssue })
  }
  const [recent] = await scope.sql<{ number: string }>`
    select customer_order.number from application
    join customer_order on customer_order.id = application.order_id
    join offer on offer.id = application.offer_id
    where application.id <> ${id}::uuid and offer.code = ${row.offer_code}
      and ${form.email} <> '' and lower(application.form ->> 'email') = ${form.email.toLowerCase()}
      and application.confirmed_at > ${scope.now}::timestamptz - interval '1 day'
    order by application.confirmed_at desc limit 1`
  const priceYen = row.price_yen * form.copies
  const { promotionCode } = form
  const promotion = await promotionOfApplication(scope, { id, promotionCode, priceYen })
  const condition = await conditionOfOffer(scope, row.offer_id)
  const components = await componentsShown(scope, row)
  const english = scope.locale === "en"
  const publication = english ? row.publication_english : row.publication
  return {
    id,
    state: row.state,
    awaits:
      row.state === "awaiting-payment" && row.instructions_url !== null
        ? { url: row.instructions_url, until: row.payable_until }
        : null,
    offerCode: row.offer_code,
    itemName: components.length > 0 ? row.offer : `${publication} ${row.offer}`,
    ...(promotion === null
      ? { unitYen: row.price_yen, quantity: form.copies }
      : { unitYen: priceYen - promotion.reductionYen, quantity: 1 }),
    form,
    isRenewal: row.renews_id !== null,
    isOfMember: row.member_id !== null,
    renewsByCard: renewsByCard(row.auto_renewal, form),
    orderNumber: row.order_number,
    recentOrder: recent?.number ?? null,
    lines: finalConfirmation(
      {
        organization: english ? row.organization_english : row.organization,
        publication,
        offer: row.offer,
        units: row.units,
        priceYen: row.price_yen,
        taxRatePercent: row.tax_rate_percent,
        autoRenewal: row.auto_renewal,
        issueLabel: row.issue_label ?? "",
        issueNumber: form.startIssue,
        issueShipsOn: row.renews_id === null ? row.issue_ships_on : null,
        promotion,
        ...{ condition, components },
      },
      form,
      scope.locale,
    ),
  }
}
