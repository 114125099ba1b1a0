import { MemberRules } from "#app/members/member-rules.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type SegmentOfPage = Readonly<{
  id: string
  name: string
  rules: MemberRules
  /** Members who fit it now. */
  members: number
  savedBy: string
}>

/** Saved segments (保存した条件) by name, each with its rules and how many members fit them today, in one statement. */
export async function segmentsForPage(scope: Scope): Promise<readonly SegmentOfPage[]> {
  const rows = await scope.sql<Omit<SegmentOfPage, "rules"> & { rules: unknown }>`
    select segment.id, segment.name, segment.rules, found.members, segment.saved_by as "savedBy"
    from segment
    cross join lateral (
      select count(*)::integer as members from chosen_members(segment.rules, ${scope.today}::date)
    ) as found
    where segment.retired_at is null order by segment.name`
  return rows.map((row) => ({ ...row, rules: MemberRules.parse(row.rules) }))
}
