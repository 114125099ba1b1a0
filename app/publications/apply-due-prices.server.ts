import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Brings prices into force whose day has come, or whose issue is the next to ship (価格改定, 適用開始号); of several the latest. Contracts
 * and orders keep theirs. A second call changes nothing. Gives how many offers changed.
 */
export async function applyDuePrices(scope: Scope, on: CalendarDate): Promise<number> {
  const changed = await scope.sql<{ code: string }>`
    with due as (
      select price.id, price.offer_id, price.price_yen, row_number() over (partition by price.offer_id
        order by coalesce(price.from_on, ${on}::date) desc, price.from_issue desc nulls last, price.id desc) = 1 as is_last
      from offer_price as price join offer on offer.id = price.offer_id
      where price.applied_at is null and (price.from_on <= ${on}::date or price.from_issue <= (
        select min(number) from issue where issue.publication_id = offer.publication_id and shipped_on is null and skipped_on is null))
    ), marked as (
      update offer_price set applied_at = ${scope.now} from due where offer_price.id = due.id
    )
    update offer set price_yen = due.price_yen from due where due.offer_id = offer.id and due.is_last
    returning offer.code`
  if (changed.length > 0) await audit(scope, "apply-due-prices", on, { offers: changed.map(({ code }) => code) })
  return changed.length
}
