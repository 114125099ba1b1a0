import { refuse } from "#app/billing/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { type ApplicationForReader, applicationForReader } from "#app/subscriptions/application-for-reader.server.ts"
import { shownVersion, StoredForm } from "#app/subscriptions/application.ts"
import {
  checkOfferCondition,
  checkRenewalCondition,
} from "#app/subscriptions/conditions/check-offer-condition.server.ts"
import { promotionWishOf } from "#app/subscriptions/promotions/promotion-of-application.server.ts"
import { takePromotion } from "#app/subscriptions/promotions/take-promotion.server.ts"
import type { ApplicationId } from "#app/values/ids.ts"

/**
 * 申し込みを確定: keeps the final confirmation as evidence, every line as it was shown, with its version and instant
 * (特定商取引法12条の6), and takes the use of its promotion code. A second click changes nothing, but that a use which has lapsed meanwhile is
 * taken again. Refuses: application-already-paid, and what checkPromotion refuses; of a reader we know, what checkOfferCondition refuses.
 */
export async function confirmApplication(scope: Scope, id: ApplicationId): Promise<ApplicationForReader> {
  const [row] = await scope.sql<{
    state: string
    offerId: string
    renewsId: string | null
    memberId: string | null
    priceYen: number
    form: unknown
  }>`
    select application.state, offer.id as "offerId", application.renews_id as "renewsId", application.member_id as "memberId", offer.price_yen as "priceYen", application.form
    from application join offer on offer.id = application.offer_id
    where application.id = ${id}::uuid for update of application`
  if (row && ["filled", "confirmed", "abandoned"].includes(row.state)) {
    const form = StoredForm.parse(row.form)
    const { offerId, renewsId, memberId } = row
    if (renewsId !== null) await checkRenewalCondition(scope, { contractId: renewsId, offerId, field: "offer" })
    if (memberId !== null) await checkOfferCondition(scope, { offerId, memberId, on: scope.today, field: "offer" })
    const wish = await promotionWishOf(scope, { id, offerId, renewsId, form, priceYen: row.priceYen * form.copies })
    if (wish !== null) await takePromotion(scope, wish)
  }
  const application = await applicationForReader(scope, id)
  if (application.state === "paid" || application.state === "refund-due") throw refuse("application-already-paid")
  if (application.state === "confirmed" || application.state === "awaiting-payment") return application
  await scope.sql`
    update application set state = 'confirmed', shown = ${JSON.stringify(application.lines)}::jsonb,
      shown_version = ${shownVersion}, confirmed_at = ${scope.now}
    where id = ${id}::uuid`
  await audit(scope, "confirm-application", id, { version: shownVersion })
  return { ...application, state: "confirmed" }
}
