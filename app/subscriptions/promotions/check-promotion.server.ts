import type { Scope } from "#app/platform/scope.server.ts"
import {
  LEAST_PAYABLE_YEN,
  readPromotionCode,
  type Reduction,
  reductionOf,
} from "#app/subscriptions/promotions/promotion.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"

export type PromotionWish = Readonly<{
  code: string
  offerId: string
  /** For all copies, in yen with tax, before the reduction. */
  priceYen: number
  /** Null where the applicant is nobody we know. */
  memberId: MemberId | null
  /** Empty where there is none; who applies twice before he is known is told by it. */
  email: string
  isRenewal: boolean
  /** The application that asks, whose own use does not stand in its way. */
  applicationId: string | null
}>

export type Promotion = Readonly<{ id: string; code: string; reductionYen: number; sourceCode: string | null }>

type Row = Reduction & {
  id: string
  code: string
  sourceCode: string | null
  validFrom: CalendarDate | null
  isOver: boolean
  isNotYet: boolean
  fits: boolean
  mostUses: number | null
  isOncePerMember: boolean
  isForNewMembers: boolean
}

const field = { field: "promotionCode" } as const

/**
 * What a promotion code (プロモーションコード) takes off a price, in yen; the code is locked, so that of two who ask at once the last use goes to
 * one. Refuses, each beside promotionCode: promotion-unknown, promotion-not-yet, promotion-over, promotion-not-for-plan,
 * promotion-for-new-members, promotion-used-already, promotion-used-up, promotion-leaves-too-little.
 */
export async function checkPromotion(scope: Scope, wish: PromotionWish): Promise<Promotion> {
  const promotion = await lockPromotion(scope, wish)
  if (!promotion) throw refuse("promotion-unknown", { code: wish.code }, field)
  if (promotion.isOver) throw refuse("promotion-over", { code: promotion.code }, field)
  if (promotion.isNotYet) throw refuse("promotion-not-yet", { from: promotion.validFrom ?? "" }, field)
  if (!promotion.fits) throw refuse("promotion-not-for-plan", { code: promotion.code }, field)
  if (promotion.isForNewMembers && (wish.isRenewal || (await isReaderAlready(scope, wish.memberId)))) {
    throw refuse("promotion-for-new-members", { code: promotion.code }, field)
  }
  const used = await usesOf(scope, promotion.id, wish)
  if (promotion.isOncePerMember && used.own > 0) throw refuse("promotion-used-already", { code: promotion.code }, field)
  if (promotion.mostUses !== null && used.all >= promotion.mostUses) {
    throw refuse("promotion-used-up", { code: promotion.code }, field)
  }
  const reductionYen = reductionOf(promotion, wish.priceYen)
  if (reductionYen <= 0 || wish.priceYen - reductionYen < LEAST_PAYABLE_YEN) {
    throw refuse("promotion-leaves-too-little", { code: promotion.code }, field)
  }
  return { id: promotion.id, code: promotion.code, reductionYen, sourceCode: promotion.sourceCode }
}

async function lockPromotion(scope: Scope, { code, offerId }: PromotionWish): Promise<Row | undefined> {
  const [row] = await scope.sql<Row>`
    select promotion.id, promotion.code, promotion.percent_off as "percentOff", promotion.yen_off as "yenOff",
      promotion.source_code as "sourceCode", promotion.valid_from as "validFrom", promotion.most_uses as "mostUses",
      promotion.is_once_per_member as "isOncePerMember", promotion.is_for_new_members as "isForNewMembers",
      promotion.ended_at is not null or coalesce(promotion.valid_until < ${scope.today}::date, false) as "isOver",
      coalesce(promotion.valid_from > ${scope.today}::date, false) as "isNotYet",
      -- A bundle's price is a reduction already.
      not exists (select from offer_component where offer_component.offer_id = ${offerId}::uuid) and ((not exists (select from promotion_offer where promotion_id = promotion.id)
          and not exists (select from promotion_title where promotion_id = promotion.id))
        or exists (select from promotion_offer where promotion_id = promotion.id and offer_id = ${offerId}::uuid)
        or exists (select from promotion_title join offer on offer.publication_id = promotion_title.publication_id
          where promotion_title.promotion_id = promotion.id and offer.id = ${offerId}::uuid)) as fits
    from promotion_code as promotion where promotion.code = ${readPromotionCode(code)} for no key update of promotion`
  return row
}

/** Whoever pays, or has paid, for a subscription; samples and gifts of the house do not count. */
async function isReaderAlready(scope: Scope, memberId: MemberId | null): Promise<boolean> {
  if (memberId === null) return false
  const [contract] = await scope.sql`
    select from contract where payer_id in (select member_family(${memberId}::uuid))
      and category not in ('sample', 'complimentary') limit 1`
  return contract !== undefined
}

/** A statement of its own, after the lock: it sees the use that another has taken while this one waited. */
async function usesOf(scope: Scope, promotionId: string, { memberId, email, applicationId }: PromotionWish) {
  const [count] = await scope.sql<{ all: number; own: number }>`
    select count(*)::integer as all, count(*) filter (where used.member_id in (select member_family(${memberId}::uuid))
      or (${email} <> '' and lower(application.form ->> 'email') = ${email.toLowerCase()}))::integer as own
    from promotion_use as used left join application on application.id = used.application_id
    where used.promotion_id = ${promotionId}::uuid and (used.application_id is null or used.application_id is distinct from ${applicationId}::uuid)
      and promotion_use_counts(used, ${scope.now})`
  return count ?? { all: 0, own: 0 }
}
