import { isEveryone, type MemberRules } from "#app/members/member-rules.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

async function checkRules(scope: Scope, rules: MemberRules): Promise<void> {
  if (isEveryone(rules)) throw refuse("segment-without-rules")
  const unknown = await scope.sql<{ code: string }>`
    select code from unnest(${rules.seminars?.codes ?? []}::text[]) as code except select code from seminar order by code`
  if (unknown.length === 0) return
  const codes = unknown.map(({ code }) => code).join("、")
  throw refuse("segment-names-unknown-seminars", { codes }, { field: "seminarCodes" })
}

/**
 * Keeps rules that choose members under a name (条件の保存). Refuses: segment-without-rules (everybody is no segment),
 * segment-names-unknown-seminars, segment-name-taken.
 */
export async function saveSegment(
  scope: Scope,
  input: Readonly<{ name: string; rules: MemberRules }>,
): Promise<{ id: string }> {
  await checkRules(scope, input.rules)
  const [saved] = await scope.sql<{ id: string }>`
    insert into segment (organization_id, name, rules, saved_by)
    values (${scope.organizationId}, ${input.name}, ${JSON.stringify(input.rules)}::jsonb, ${scope.actor})
    on conflict (organization_id, name) where retired_at is null do nothing returning id`
  if (!saved) throw refuse("segment-name-taken", { name: input.name }, { field: "name" })
  await audit(scope, "save-segment", input.name, { rules: input.rules })
  return saved
}

/** Gives a segment another name or other rules. Refuses: no-such-segment, and what saving refuses. */
export async function changeSegment(
  scope: Scope,
  input: Readonly<{ id: string; name: string; rules: MemberRules }>,
): Promise<void> {
  await checkRules(scope, input.rules)
  const from = await lockSegment(scope, input.id)
  const [taken] = await scope.sql`
    select id from segment where name = ${input.name} and id <> ${input.id}::uuid and retired_at is null`
  if (taken) throw refuse("segment-name-taken", { name: input.name }, { field: "name" })
  await scope.sql`
    update segment set name = ${input.name}, rules = ${JSON.stringify(input.rules)}::jsonb where id = ${input.id}::uuid`
  await audit(scope, "change-segment", input.name, { from, rules: input.rules })
}

/** Deletes a segment; no member is touched, and its name is free again. Refuses: no-such-segment. */
export async function deleteSegment(scope: Scope, id: string): Promise<void> {
  const name = await lockSegment(scope, id)
  await scope.sql`update segment set retired_at = ${scope.now} where id = ${id}::uuid`
  await audit(scope, "delete-segment", name)
}

async function lockSegment(scope: Scope, id: string): Promise<string> {
  if (!isId(id)) throw refuse("no-such-segment", { name: id })
  const [row] = await scope.sql<{ name: string }>`
    select name from segment where id = ${id}::uuid and retired_at is null for update`
  if (!row) throw refuse("no-such-segment", { name: id })
  return row.name
}
