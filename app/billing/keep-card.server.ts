import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

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
