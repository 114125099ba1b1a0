import type { Scope } from "#app/platform/scope.server.ts"

/** The prefectures that members live in, with how many, in the order of the postal codes. */
export const prefecturesForFilter = (scope: Scope) => scope.sql<{ prefecture: string; members: number }>`
  select prefecture, count(*)::integer as members from member where prefecture <> ''
  group by prefecture order by min(postal_code)`
