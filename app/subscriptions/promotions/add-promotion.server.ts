import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { PromotionInput } from "#app/subscriptions/promotions/promotion-form.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Adds a promotion code (プロモーションコードの登録): per cent, or yen of the price of all copies with tax; days are JST, both included. It is never
 * changed, because readers have been promised it; it is ended. Refuses: promotion-code-taken, unknown-source, unknown-offer.
 */
export async function addPromotion(scope: Scope, input: PromotionInput): Promise<string> {
  if (input.sourceCode !== "") {
    const [source] = await scope.sql`select from source_code where code = ${input.sourceCode}`
    if (!source) throw refuse("unknown-source", { code: input.sourceCode }, { field: "sourceCode" })
  }
  const [made] = await scope.sql<{ id: string }>`
    insert into promotion_code (organization_id, code, name, percent_off, yen_off, valid_from, valid_until, most_uses,
      is_once_per_member, is_for_new_members, source_code, made_at)
    values (${scope.organizationId}, ${input.code}, ${input.name}, ${input.kind === "percent" ? input.amount : null}::integer,
      ${input.kind === "yen" ? input.amount : null}::bigint, ${input.validFrom}::date, ${input.validUntil}::date,
      ${input.mostUses}::integer, ${input.isOncePerMember === "yes"}, ${input.isForNewMembers === "yes"},
      ${input.sourceCode === "" ? null : input.sourceCode}, ${scope.now})
    on conflict (organization_id, code) do nothing returning id`
  if (!made) throw refuse("promotion-code-taken", { code: input.code }, { field: "code" })
  const [offers, titles] = [[...new Set(input.offers)], [...new Set(input.titles)]]
  const forOffers = await scope.sql`
    insert into promotion_offer (organization_id, promotion_id, offer_id)
    select ${scope.organizationId}, ${made.id}::uuid, offer.id from offer where offer.id = any (${offers}::uuid[]) returning offer_id`
  if (forOffers.length !== offers.length) throw refuse("unknown-offer", {}, { field: "offers" })
  const forTitles = await scope.sql`
    insert into promotion_title (organization_id, promotion_id, publication_id)
    select ${scope.organizationId}, ${made.id}::uuid, publication.id from publication
    where publication.id = any (${titles}::uuid[]) returning publication_id`
  if (forTitles.length !== titles.length) throw refuse("unknown-offer", {}, { field: "titles" })
  await audit(scope, "add-promotion", input.code, input)
  return made.id
}
