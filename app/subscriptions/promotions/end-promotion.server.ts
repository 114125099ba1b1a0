import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"

/**
 * Ends a promotion code at once (プロモーションコードの終了): nobody can take it any more, and applications that are being paid keep the price they
 * were shown. Ended again, nothing changes. Refuses: unknown-promotion.
 */
export async function endPromotion(scope: Scope, id: string): Promise<void> {
  const [promotion] = await scope.sql<{ code: string; ended: boolean }>`
    select code, ended_at is not null as ended from promotion_code where id = ${id}::uuid for update`
  if (!promotion) throw refuse("unknown-promotion")
  if (promotion.ended) return
  await scope.sql`update promotion_code set ended_at = ${scope.now} where id = ${id}::uuid`
  await audit(scope, "end-promotion", promotion.code)
}
