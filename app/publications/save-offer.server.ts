import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { OfferInput } from "#app/publications/offer-form.ts"
import { refuse } from "#app/publications/refusals.ts"
import { componentsFor, refuseInBundle, saveComponents } from "#app/publications/save-components.server.ts"

/**
 * Creates or changes an offer (購読プラン) with its renewal series, perks and coming prices; contracts keep the terms they were sold under.
 * Refuses: unknown-publication, offer-code-taken (creating), offer-of-another-title (changing), successor-not-fitting, offer-follows-others,
 * component-not-fitting, bundle-of-another-title, bundle-stays-one, offer-in-a-bundle.
 */
export async function saveOffer(scope: Scope, input: OfferInput, isNew: boolean): Promise<void> {
  const [title] = await scope.sql<{ id: string }>`select id from publication where code = ${input.publication}`
  if (!title) throw refuse("unknown-publication", { code: input.publication }, { field: "publication" })
  const [known] = await scope.sql<{ publication_id: string; kind: string }>`
    select publication_id, kind from offer where code = ${input.code} for update`
  if (isNew && known) throw refuse("offer-code-taken", { code: input.code }, { field: "code" })
  if (known && known.publication_id !== title.id) throw refuse("offer-of-another-title", {}, { field: "publication" })
  // Contracts lead to the offers that they were sold at, and never to a bundle.
  if (known && known.kind !== input.kind && [known.kind, input.kind].includes("bundle")) {
    throw refuse("bundle-stays-one", {}, { field: "kind" })
  }
  const components = await componentsFor(scope, title.id, input)
  const units = input.kind === "bundle" ? components.reduce((sum, part) => sum + part.units, 0) : input.units
  const [offer] = await scope.sql<{ id: string }>`
    insert into offer (organization_id, code, publication_id, name, name_english, units, price_yen, auto_renewal, on_sale, kind,
      grace_issues, refund_policy, cancellation_fee_yen, single_price_yen)
    values (${scope.organizationId}, ${input.code}, ${title.id}::uuid, ${input.name}, ${input.nameEnglish}, ${units}::integer,
      ${input.priceYen}::bigint, ${input.autoRenewal === "on"}, ${input.onSale === "on"}, ${input.kind}, ${input.graceIssues}::integer,
      ${input.refundPolicy}, ${input.cancellationFeeYen}::bigint, nullif(${input.singlePriceYen ?? 0}::bigint, 0))
    on conflict (organization_id, code) do update set name = excluded.name, name_english = excluded.name_english,
      units = excluded.units, price_yen = excluded.price_yen, auto_renewal = excluded.auto_renewal, on_sale = excluded.on_sale,
      kind = excluded.kind, grace_issues = excluded.grace_issues, refund_policy = excluded.refund_policy,
      cancellation_fee_yen = excluded.cancellation_fee_yen, single_price_yen = excluded.single_price_yen
    returning id`
  if (!offer) throw new Error("offer gave no row")
  await refuseInBundle(scope, offer.id, input)
  await saveRules(scope, offer.id, input)
  await saveComponents(scope, offer.id, components)
  await saveCondition(scope, { id: offer.id, publicationId: title.id }, input)
  await audit(scope, "save-offer", input.code, {
    priceYen: input.priceYen,
    units,
    onSale: input.onSale === "on",
    condition: input.condition,
  })
}

/** For whom the offer is. What follows it is a subscription of the same title that is for everybody, so that no chain is to be walked. */
async function saveCondition(scope: Scope, offer: Readonly<{ id: string; publicationId: string }>, input: OfferInput) {
  if (input.condition === "anyone") {
    await scope.sql`delete from offer_condition where offer_id = ${offer.id}::uuid`
    return
  }
  const [follows] = await scope.sql`select from offer_condition where successor_id = ${offer.id}::uuid`
  if (follows) throw refuse("offer-follows-others", {}, { field: "condition" })
  const [successor] = await scope.sql<{ id: string }>`
    select id from offer where code = ${input.successor} and publication_id = ${offer.publicationId}::uuid and id <> ${offer.id}::uuid
      and kind = 'term' and price_yen > 0 and not exists (select from offer_condition where offer_id = offer.id)`
  if (!successor) throw refuse("successor-not-fitting", {}, { field: "successor" })
  const holders = input.condition === "holders" ? input.conditionTitle : ""
  const [title] = await scope.sql<{ id: string }>`select id from publication where code = ${holders}`
  if (holders !== "" && !title) throw refuse("unknown-publication", { code: holders }, { field: "conditionTitle" })
  await scope.sql`
    insert into offer_condition (organization_id, offer_id, kind, publication_id, successor_id)
    values (${scope.organizationId}, ${offer.id}::uuid, ${input.condition}, ${title?.id ?? null}::uuid, ${successor.id}::uuid)
    on conflict (organization_id, offer_id) do update set kind = excluded.kind, publication_id = excluded.publication_id,
      successor_id = excluded.successor_id`
}

async function saveRules(scope: Scope, offerId: string, input: OfferInput) {
  // The earliest step is the first of the series, whatever order it was typed in.
  const steps = [...new Map(input.steps.map((step) => [step.issuesLeft, step])).values()].sort(
    (one, other) => other.issuesLeft - one.issuesLeft,
  )
  await scope.sql`delete from renewal_step where offer_id = ${offerId}::uuid`
  await scope.sql`
    insert into renewal_step (organization_id, offer_id, step, issues_left, channel)
    select ${scope.organizationId}, ${offerId}::uuid, given.step, given.issues_left, given.channel
    from unnest(${steps.map(({ issuesLeft }) => issuesLeft)}::integer[], ${steps.map(({ channel }) => channel)}::text[])
      with ordinality as given (issues_left, channel, step)`
  await scope.sql`delete from perk_rule where offer_id = ${offerId}::uuid`
  await scope.sql`
    insert into perk_rule (organization_id, offer_id, generation, code, name)
    select ${scope.organizationId}, ${offerId}::uuid, * from unnest(${input.perks.map(({ generation }) => generation)}::integer[],
      ${input.perks.map(({ code }) => code)}::text[], ${input.perks.map(({ name }) => name)}::text[])
    on conflict do nothing`
  await scope.sql`delete from offer_price where offer_id = ${offerId}::uuid and applied_at is null`
  await scope.sql`
    insert into offer_price (organization_id, offer_id, from_on, from_issue, price_yen)
    select ${scope.organizationId}, ${offerId}::uuid, * from unnest(${input.prices.map(({ fromOn }) => fromOn)}::date[],
      ${input.prices.map(({ fromIssue }) => fromIssue)}::integer[], ${input.prices.map(({ priceYen }) => priceYen)}::bigint[])`
}
