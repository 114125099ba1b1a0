import { MemberRules } from "#app/members/member-rules.ts"
import { refuse } from "#app/members/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type SegmentOfPage = Readonly<{
  id: string
  name: string
  rules: MemberRules
  /** Members who fit it now. */
  members: number
  savedBy: string
}>

/** How many members the rules choose today (該当人数). */
export async function countMembers(scope: Scope, rules: MemberRules): Promise<number> {
  const [row] = await scope.sql<{ members: number }>`
    select count(*)::integer as members from chosen_members(${JSON.stringify(rules)}::jsonb, ${scope.today}::date)`
  return row?.members ?? 0
}

/** One saved segment, for its form. Refuses: no-such-segment. */
export async function segmentForForm(
  scope: Scope,
  id: string,
): Promise<Readonly<{ name: string; rules: MemberRules }>> {
  const [row] = await scope.sql<{ name: string; rules: unknown }>`
    select name, rules from segment where id = ${id}::uuid and retired_at is null`
  if (!row) throw refuse("no-such-segment", { name: id })
  return { name: row.name, rules: MemberRules.parse(row.rules) }
}

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
