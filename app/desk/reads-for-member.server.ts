import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type ReadOfMember = Readonly<{ seq: number; recordedAt: Date; actor: string; action: string; detail: string }>

/** Who read, changed and exported a member (閲覧・書き出しの記録), the last first: his own entries, and every export of lists since. */
export const readsForMember = (scope: Scope, memberId: MemberId) => scope.sql<ReadOfMember>`
  select seq, recorded_at as "recordedAt", actor, action, case when detail = '{}' then '' else left(detail::text, 200) end as detail
  from audit_entry as entry
  where entry.subject in (select family.id::text from member_family(${memberId}::uuid) as family (id)
      union all select number from member where id = any (array(select member_family(${memberId}::uuid))))
    or (entry.action = 'read-company' and entry.detail->'people' @> (
      select to_jsonb(number) from member where id = ${memberId}::uuid))
    or (entry.action = 'export-members' and entry.recorded_at >= (select created_at from member where id = ${memberId}::uuid))
  order by seq desc limit 200`
