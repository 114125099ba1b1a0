import { checkOnlineWay } from "#app/billing/stripe/online-ways.server.ts"
import { refuse } from "#app/publications/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse as refuseApplication } from "#app/subscriptions/refusals.ts"
import type { ApplicationForm, StoredForm } from "#app/subscriptions/application.ts"
import { offerForApplication } from "#app/subscriptions/offer-for-application.server.ts"
import { checkPromotion } from "#app/subscriptions/promotions/check-promotion.server.ts"
import { promotionWishOf } from "#app/subscriptions/promotions/promotion-of-application.server.ts"
import { monthOf } from "#app/values/calendar.ts"
import { type ApplicationId, idOf } from "#app/values/ids.ts"

/**
 * Keeps a filled-in application form. The form carries the application's id from its first showing, so a double submit is
 * one application. Once confirmed it stays as it was shown; a change is a new application. A price for holders is only had where we know
 * who asks, so this form refuses it to everybody alike. Refuses: unknown-offer, unknown-issue, offer-asks-for-sign-in, graduated-already,
 * application-fixed, way-not-offered, konbini-beyond-limit, and what checkPromotion refuses.
 */
export async function saveApplication(
  scope: Scope,
  input: { offerCode: string; form: ApplicationForm; sourceCode: string; sourcePage: string },
): Promise<ApplicationId> {
  const offer = await offerForApplication(scope, input.offerCode)
  if (!offer.issues.some(({ number }) => number === input.form.startIssue)) {
    throw refuse(
      "unknown-issue",
      { publication: offer.publication, number: input.form.startIssue },
      { field: "startIssue" },
    )
  }
  if (offer.condition?.kind === "holders") {
    throw refuseApplication("offer-asks-for-sign-in", { title: offer.condition.title })
  }
  if (offer.condition?.kind === "students" && input.form.graduatesIn < monthOf(scope.today)) {
    throw refuseApplication("graduated-already", {}, { field: "graduatesIn" })
  }
  const priceYen = offer.priceYen * input.form.copies
  const application = { id: input.form.applicationId, offerId: offer.id, priceYen, form: input.form, renewsId: null }
  const wish = await promotionWishOf(scope, application)
  const reductionYen = wish === null ? 0 : (await checkPromotion(scope, wish)).reductionYen
  await checkOnlineWay(scope, input.form.payBy, priceYen - reductionYen)
  const kept = await scope.sql`
    insert into application (organization_id, id, offer_id, form, locale, source_code, source_page, started_at)
    values (${scope.organizationId}, ${input.form.applicationId}::uuid, ${offer.id}::uuid,
      ${JSON.stringify(input.form)}::jsonb, ${scope.locale}, ${input.sourceCode.slice(0, 50)},
      ${input.sourcePage.slice(0, 300)}, ${scope.now})
    on conflict (organization_id, id) do update set form = excluded.form, locale = excluded.locale
    where application.state = 'filled' and application.offer_id = excluded.offer_id
    returning id`
  if (kept.length === 0) await refuseOtherContent(scope, offer.id, input.form)
  return idOf(input.form.applicationId)
}

/** The same form sent once more is harmless; another one under the id of a confirmed application is refused, not dropped. */
export async function refuseOtherContent(scope: Scope, offerId: string, form: ApplicationForm | StoredForm) {
  const [same] = await scope.sql`
    select from application where id = ${form.applicationId}::uuid and offer_id = ${offerId}::uuid
      and form = ${JSON.stringify(form)}::jsonb`
  if (!same) throw refuseApplication("application-fixed")
}
