import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"

/** Before the first change of where a member's copies go, what his columns say becomes the first version of its kind. */
export const keepAddressOfBefore = (scope: Scope, memberId: MemberId, changesOn: CalendarDate) => scope.sql`
  insert into member_address (organization_id, member_id, kind, effective_on, version, postal_code, prefecture, city, street,
    building, recorded_at, recorded_by)
  select organization_id, id, copies_to, least((created_at at time zone 'Asia/Tokyo')::date, ${scope.today}::date, ${changesOn}::date - 1), 1,
    postal_code, prefecture, city, street, building, created_at, origin
  from member where id = ${memberId}::uuid and street <> '' and not exists (
    select from member_address as known where known.member_id = member.id and known.kind = member.copies_to)`
