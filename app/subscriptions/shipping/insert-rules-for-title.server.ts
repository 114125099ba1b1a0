import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/publications/refusals.ts"
import type { InsertAttribute } from "#app/subscriptions/shipping/insert-rule.ts"

export type InsertRule = Readonly<{
  id: string
  code: string
  name: string
  fromIssue: number
  untilIssue: number | null
  attribute: InsertAttribute
  wanted: readonly string[]
}>

/** A title with its rules for inserts, the latest first issue on top, and the issue that ships next. Refuses: unknown-publication. */
export async function insertRulesForTitle(scope: Scope, publication: string) {
  const [title] = await scope.sql<{ id: string; name: string; nameEnglish: string; nextIssue: number | null }>`
    select publication.id, publication.name, publication.name_english as "nameEnglish",
      (select min(number) from issue where publication_id = publication.id and shipped_on is null and skipped_on is null)
        as "nextIssue"
    from publication where code = ${publication}`
  if (!title) throw refuse("unknown-publication", { code: publication })
  const rules = await scope.sql<InsertRule>`
    select id, code, name, from_issue as "fromIssue", until_issue as "untilIssue", attribute, wanted
    from insert_rule where publication_id = ${title.id}::uuid order by from_issue desc, code, id`
  return { title, rules }
}
