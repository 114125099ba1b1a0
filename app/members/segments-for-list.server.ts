import { MemberRules } from "#app/members/member-rules.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type SegmentOfList = Readonly<{
  id: string
  name: string
  rules: MemberRules
  members: number
  countedAt: Date
  savedBy: string
}>

/** Saved filters (絞り込みの保存) by name, each with its count of when it was last counted. */
export async function segmentsForList(scope: Scope): Promise<readonly SegmentOfList[]> {
  const rows = await scope.sql<Omit<SegmentOfList, "rules"> & { rules: unknown }>`
    select id, name, rules, members, counted_at as "countedAt", saved_by as "savedBy"
    from segment where retired_at is null order by name`
  return rows.map((row) => ({ ...row, rules: MemberRules.parse(row.rules) }))
}
