import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { idOf, type MemberId } from "#app/values/ids.ts"

/** A card that Stripe keeps: its ids there, and what people know it by. */
export type KeptCard = Readonly<{
  customerId: string
  paymentMethodId: string
  brand: string
  last4: string
  /** YYYY-MM, the last month it is good for. */
  expiresMonth: string
}>

/** Keeps the card that a reader agreed to be charged by (登録カード); the newest replaces the one before. */
export async function keepCard(scope: Scope, memberId: MemberId, card: KeptCard): Promise<void> {
  await scope.sql`
    insert into card_on_file (organization_id, member_id, customer_id, payment_method_id, brand, last4, expires_month, kept_at)
    values (${scope.organizationId}, ${memberId}::uuid, ${card.customerId}, ${card.paymentMethodId}, ${card.brand}, ${card.last4},
      ${card.expiresMonth}, ${scope.now})
    on conflict (organization_id, member_id) do update set customer_id = excluded.customer_id,
      payment_method_id = excluded.payment_method_id, brand = excluded.brand, last4 = excluded.last4,
      expires_month = excluded.expires_month, kept_at = excluded.kept_at`
  await audit(scope, "keep-card", memberId, { last4: card.last4 })
}

/**
 * Takes over what Stripe says now of a kept card (カード情報の更新): brand, last digits, expiry. Keyed by Stripe's customer; an answer that was
 * asked for before the one we know changes nothing, and neither does the same card again. Gives whose card it is, or null.
 */
export async function replaceKeptCard(scope: Scope, card: KeptCard, askedAt: Date): Promise<MemberId | null> {
  const [replaced] = await scope.sql<{ id: string }>`
    update card_on_file set payment_method_id = ${card.paymentMethodId}, brand = ${card.brand}, last4 = ${card.last4},
      expires_month = ${card.expiresMonth}, kept_at = ${askedAt}
    where customer_id = ${card.customerId} and kept_at <= ${askedAt}
      and (payment_method_id, brand, last4, expires_month)
        is distinct from (${card.paymentMethodId}, ${card.brand}, ${card.last4}, ${card.expiresMonth})
    returning member_id as id`
  if (!replaced) return null
  await audit(scope, "replace-card", replaced.id, { last4: card.last4 })
  return idOf(replaced.id)
}
