import type { Scope } from "#app/platform/scope.server.ts"

export type ImportOfList = Readonly<{
  id: string
  fileName: string
  encoding: "utf-8" | "cp932"
  asOf: string
  rowCount: number
  rejectedCount: number
  appliedAt: Date
  total: number
}>

/** Files taken over so far (移行), the last one first, a page of them. */
export const importsForList = (
  scope: Scope,
  page: Readonly<{ limit: number; offset: number }>,
) => scope.sql<ImportOfList>`
  select id, file_name as "fileName", encoding, as_of as "asOf", row_count as "rowCount",
    rejected_count as "rejectedCount", applied_at as "appliedAt", (count(*) over ())::integer as total
  from subscriber_import order by applied_at desc, id
  limit ${page.limit}::integer offset ${page.offset}::integer`
