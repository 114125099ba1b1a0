import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/**
 * Puts the addresses of a date into force: where a member's copies go is the last version of the chosen kind with effective_on up to
 * that date. Labels, search and exports read those columns of `member`. Set-based; a second call changes nothing.
 */
export async function applyDueAddresses(scope: Scope, onDate: CalendarDate): Promise<number> {
  const changed = await scope.sql<{ id: string }>`
    with standing as (
      select distinct on (address.member_id) address.member_id, address.postal_code, address.prefecture, address.city,
        address.street, address.building
      from member_address as address join member on member.id = address.member_id and member.copies_to = address.kind
      where address.effective_on <= ${onDate}::date and address.withdrawn_at is null and member.erased_at is null
      order by address.member_id, address.effective_on desc, address.version desc
    )
    update member set postal_code = standing.postal_code, prefecture = standing.prefecture, city = standing.city,
      street = standing.street, building = standing.building
    from standing
    where member.id = standing.member_id and (member.postal_code, member.prefecture, member.city, member.street, member.building)
      is distinct from (standing.postal_code, standing.prefecture, standing.city, standing.street, standing.building)
    returning member.id`
  return changed.length
}
