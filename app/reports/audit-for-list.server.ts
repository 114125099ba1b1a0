import type { Scope } from "#app/platform/scope.server.ts"

export type AuditOfList = Readonly<{
  seq: number
  recordedAt: Date
  actor: string
  action: string
  subject: string
  detail: string
  total: number
}>

export type AuditFilter = Readonly<{ actor: string; action: string; subject: string; from: string; to: string }>

/** The audit log, the last entry first, a page of it; from and to are JST days. */
export const auditForList = (scope: Scope, filter: AuditFilter, page: Readonly<{ limit: number; offset: number }>) =>
  scope.sql<AuditOfList>`
    select seq, recorded_at as "recordedAt", actor, action, subject,
      case when detail = '{}' then '' else left(detail::text, 500) end as detail, (count(*) over ())::integer as total
    from audit_entry
    where (${filter.actor} = '' or strpos(lower(actor), lower(${filter.actor})) > 0)
      and (${filter.action} = '' or action = ${filter.action})
      and (${filter.subject} = '' or strpos(lower(subject), lower(${filter.subject})) > 0)
      and (${filter.from} = '' or recorded_at >= nullif(${filter.from}, '')::timestamp at time zone 'Asia/Tokyo')
      and (${filter.to} = '' or recorded_at < (nullif(${filter.to}, '')::timestamp + interval '1 day') at time zone 'Asia/Tokyo')
    order by seq desc
    limit ${page.limit}::integer offset ${page.offset}::integer`

/** The actions that stand in the audit log. */
export const actionsForFilter = (scope: Scope) => scope.sql<{ action: string }>`
  select distinct action from audit_entry order by action`
