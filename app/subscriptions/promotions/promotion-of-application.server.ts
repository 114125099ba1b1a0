import { memberOfPerson } from "#app/members/join-or-add-member.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { ShownPromotion, StoredForm } from "#app/subscriptions/application.ts"
import type { PromotionWish } from "#app/subscriptions/promotions/check-promotion.server.ts"
import { readPromotionCode, type Reduction, reductionOf } from "#app/subscriptions/promotions/promotion.ts"
import { idOf } from "#app/values/ids.ts"

/**
 * What an application's promotion code takes off, in yen, for its final confirmation: the use it has taken, else what the code would take
 * off now. Null without a code. Whether it may be used is checked when the application is confirmed. Reads only.
 */
export async function promotionOfApplication(
  scope: Scope,
  application: Readonly<{ id: string; promotionCode: string; priceYen: number }>,
): Promise<ShownPromotion | null> {
  if (application.promotionCode === "") return null
  const code = readPromotionCode(application.promotionCode)
  const [promotion] = await scope.sql<Reduction & { code: string; taken: number | null }>`
    select promotion.code, promotion.percent_off as "percentOff", promotion.yen_off as "yenOff", used.reduction_yen as taken
    from promotion_code as promotion
    left join promotion_use as used on used.promotion_id = promotion.id and used.application_id = ${application.id}::uuid
    where promotion.code = ${code}`
  if (!promotion) return null
  const wouldTake = Math.min(reductionOf(promotion, application.priceYen), application.priceYen)
  return { code: promotion.code, reductionYen: promotion.taken ?? wouldTake }
}

type TypedForm = Omit<StoredForm, "promotionCode"> & { readonly promotionCode?: string | undefined }

/** What an application, or the one who renews by it, asks of its promotion code; null without a code. */
export async function promotionWishOf(
  scope: Scope,
  application: Readonly<{ id: string; offerId: string; priceYen: number; form: TypedForm; renewsId: string | null }>,
): Promise<(PromotionWish & { applicationId: string }) | null> {
  const { form, renewsId, offerId, priceYen } = application
  const { promotionCode: code = "" } = form
  if (code === "") return null
  const [payer] = await scope.sql<{ id: string }>`select payer_id as id from contract where id = ${renewsId}::uuid`
  return {
    ...{ code, offerId, priceYen, email: form.email, isRenewal: renewsId !== null },
    memberId: payer ? idOf(payer.id) : await memberOfPerson(scope, { ...form, wantsMail: false }),
    applicationId: application.id,
  }
}
