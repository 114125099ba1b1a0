import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/publications/refusals.ts"
import type { InsertRuleInput } from "#app/subscriptions/shipping/insert-rule.ts"

/** Adds a rule for inserts (封入物) to a title; issues that have shipped keep what they were packed with. Refuses: unknown-publication. */
export async function saveInsertRule(scope: Scope, publication: string, input: InsertRuleInput): Promise<void> {
  const added = await scope.sql`
    insert into insert_rule (organization_id, publication_id, code, name, from_issue, until_issue, attribute, wanted)
    select ${scope.organizationId}, publication.id, ${input.code}, ${input.name}, ${input.fromIssue}::integer,
      ${input.untilIssue ?? null}::integer, ${input.attribute}, ${[...input.wanted]}::text[]
    from publication where publication.code = ${publication} returning id`
  if (added.length === 0) throw refuse("unknown-publication", { code: publication })
  await audit(scope, "save-insert-rule", `${publication} ${input.code}`, { ...input })
}
