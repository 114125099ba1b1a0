import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import {
  checkPromotion,
  type Promotion,
  type PromotionWish,
} from "#app/subscriptions/promotions/check-promotion.server.ts"
import type { MemberId, OrderId } from "#app/values/ids.ts"

/**
 * Takes a use of a promotion code for an application that is being confirmed (利用の確保): it counts from now on, until the application comes to
 * nothing; confirmed again, it is the same use. Refuses what checkPromotion refuses.
 */
export async function takePromotion(
  scope: Scope,
  wish: PromotionWish & Readonly<{ applicationId: string }>,
): Promise<Promotion> {
  const promotion = await checkPromotion(scope, wish)
  await scope.sql`
    insert into promotion_use (organization_id, promotion_id, application_id, member_id, price_yen, reduction_yen, taken_at)
    values (${scope.organizationId}, ${promotion.id}::uuid, ${wish.applicationId}::uuid, ${wish.memberId}::uuid,
      ${wish.priceYen}::bigint, ${promotion.reductionYen}::bigint, ${scope.now})
    on conflict (organization_id, application_id) do update set promotion_id = excluded.promotion_id, member_id = excluded.member_id,
      price_yen = excluded.price_yen, reduction_yen = excluded.reduction_yen, taken_at = excluded.taken_at
    where promotion_use.order_id is null`
  return promotion
}

/** The use that an application took has become an order (利用の確定): kept with it and its member; twice is once. Refuses nothing. */
export async function settlePromotion(
  scope: Scope,
  made: Readonly<{ applicationId: string; orderId: OrderId; memberId: MemberId }>,
): Promise<void> {
  await scope.sql`
    update promotion_use set order_id = ${made.orderId}::uuid, member_id = ${made.memberId}::uuid
    where application_id = ${made.applicationId}::uuid and order_id is null`
}

/** Keeps the use of a promotion code with an order that staff have entered. Refuses nothing: checkPromotion came before the order. */
export async function keepPromotionOfOrder(
  scope: Scope,
  promotion: Promotion,
  made: Readonly<{ orderId: OrderId; memberId: MemberId; priceYen: number }>,
): Promise<void> {
  await scope.sql`
    insert into promotion_use (organization_id, promotion_id, order_id, member_id, price_yen, reduction_yen, taken_at)
    values (${scope.organizationId}, ${promotion.id}::uuid, ${made.orderId}::uuid, ${made.memberId}::uuid,
      ${made.priceYen}::bigint, ${promotion.reductionYen}::bigint, ${scope.now})`
  await audit(scope, "use-promotion", promotion.code, { reductionYen: promotion.reductionYen })
}
