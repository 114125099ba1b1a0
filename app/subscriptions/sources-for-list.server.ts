import type { Scope } from "#app/platform/scope.server.ts"
import type { SourceKind } from "#app/subscriptions/source-form.ts"

export type SourceOfList = Readonly<{
  code: string
  name: string
  nameEnglish: string
  kind: SourceKind
  reachedCount: number
  costYen: number
  startsOn: string | null
  endsOn: string | null
  /** Past its last day: no order may name it any more. */
  hasEnded: boolean
  /** New contracts with this code, renewals apart. */
  orders: number
}>

/** 募集コード一覧: those in use first, each with the new orders it brought. */
export const sourcesForList = (scope: Scope) => scope.sql<SourceOfList>`
  select source.code, source.name, source.name_english as "nameEnglish", source.kind, source.reached_count as "reachedCount",
    source.cost_yen as "costYen", source.starts_on as "startsOn", source.ends_on as "endsOn",
    coalesce(source.ends_on < ${scope.today}::date, false) as "hasEnded", coalesce(brought.orders, 0)::integer as orders
  from source_code as source
  left join (select source_code, count(*) as orders from contract where previous_id is null group by source_code) as brought
    on brought.source_code = source.code
  order by 9, source.starts_on desc nulls last, source.code`
