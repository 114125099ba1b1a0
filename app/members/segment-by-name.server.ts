import { MemberRules } from "#app/members/member-rules.ts"
import { refuse } from "#app/members/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** The rules of a saved segment; everybody for an empty name. Refuses: no-such-segment. */
export async function segmentByName(scope: Scope, name: string): Promise<MemberRules> {
  if (name === "") return {}
  const [row] = await scope.sql<{ rules: unknown }>`
    select rules from segment where name = ${name} and retired_at is null`
  if (!row) throw refuse("no-such-segment", { name }, { field: "segment" })
  return MemberRules.parse(row.rules)
}
