import type { Scope } from "#app/platform/scope.server.ts"

export type SegmentOfList = Readonly<{ id: string; name: string }>

/** Saved segments (保存した条件) by name, as the members' list offers them. */
export const segmentsForList = (scope: Scope) => scope.sql<SegmentOfList>`
  select id, name from segment where retired_at is null order by name`
