import type { OnlineWay } from "#app/billing/online-way.ts"
import { checkOnlineWay } from "#app/billing/stripe/online-ways.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { StoredForm } from "#app/subscriptions/application.ts"
import { personOfMember } from "#app/subscriptions/person-of-member.server.ts"
import { checkPromotion } from "#app/subscriptions/promotions/check-promotion.server.ts"
import { promotionWishOf } from "#app/subscriptions/promotions/promotion-of-application.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { RenewalOfContract } from "#app/subscriptions/renewal/renewal-of-contract.server.ts"
import { type ApplicationId, idOf } from "#app/values/ids.ts"

/**
 * Goes from a renewal form to the final confirmation: an application of the plan chosen, filled in from what we know of the
 * reader, credited to the notice that brought him, if one did. Refuses: renewed-already, unknown-offer, way-not-offered,
 * konbini-beyond-limit, and what checkPromotion refuses.
 */
export async function startRenewal(
  scope: Scope,
  renewal: RenewalOfContract & Readonly<{ noticeId?: string; step?: number }>,
  input: Readonly<{ offerId: string; applicationId: string; payBy: OnlineWay; promotionCode?: string | undefined }>,
): Promise<ApplicationId> {
  if (renewal.state !== "open") throw refuse("renewed-already", { number: "" })
  const offer = renewal.offers.find(({ id }) => id === input.offerId)
  const title = renewal.titles.find(({ contractId }) => contractId === offer?.contractId)
  if (!offer || !title) throw refuse("unknown-offer", {}, { field: "offerId" })
  const { contractId } = title
  const [payer] = await scope.sql<{ id: string }>`
    select payer_id as id from contract where id = ${contractId}::uuid`
  if (!payer) throw new Error("the contract has no payer")
  const form: StoredForm = {
    ...(await personOfMember(scope, payer.id)),
    ...{ applicationId: input.applicationId, startIssue: title.firstIssue, copies: renewal.copies },
    payBy: input.payBy,
    ...{ promotionCode: input.promotionCode ?? "", school: "", graduatesIn: "" },
  }
  const priceYen = offer.priceYen * renewal.copies
  const application = { id: input.applicationId, offerId: offer.id, priceYen, form, renewsId: contractId }
  const wish = await promotionWishOf(scope, application)
  const reductionYen = wish === null ? 0 : (await checkPromotion(scope, wish)).reductionYen
  await checkOnlineWay(scope, input.payBy, priceYen - reductionYen)
  await scope.sql`
    insert into application (organization_id, id, offer_id, form, locale, source_page, started_at, renews_id, renewal_step)
    values (${scope.organizationId}, ${input.applicationId}::uuid, ${offer.id}::uuid, ${JSON.stringify(form)}::jsonb, ${scope.locale},
      ${renewal.noticeId === undefined ? "my-page" : "renewal-form"}, ${scope.now}, ${contractId}::uuid,
      ${renewal.step ?? null}::integer)
    on conflict (organization_id, id) do update set offer_id = excluded.offer_id, form = excluded.form, locale = excluded.locale,
      renews_id = excluded.renews_id
    where application.state = 'filled' and application.renews_id = any(${renewal.titles.map((one) => one.contractId)}::uuid[])`
  if (renewal.noticeId !== undefined) {
    await scope.sql`
      update renewal_notice set used_at = coalesce(used_at, ${scope.now}) where id = ${renewal.noticeId}::uuid`
  }
  return idOf(input.applicationId)
}
