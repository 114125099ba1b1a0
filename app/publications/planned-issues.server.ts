import type { Scope } from "#app/platform/scope.server.ts"
import type { Frequency, PlannedIssue } from "#app/publications/issue-calendar.ts"
import { refuse } from "#app/publications/refusals.ts"
import { calendarDate } from "#app/values/calendar.ts"

export type TitlePlan = Readonly<{
  publicationId: string
  code: string
  name: string
  nameEnglish: string
  frequency: Frequency
  discontinuedAfter: number | null
  lastShipped: Readonly<{ number: number; shipsOn: string }> | null
  issues: readonly PlannedIssue[]
}>

/** A title with its issues still to ship, in order, and the last one shipped. Refuses: unknown-publication. */
export async function plannedIssues(scope: Scope, code: string): Promise<TitlePlan> {
  const [title] = await scope.sql<Omit<TitlePlan, "lastShipped" | "issues">>`
    select id as "publicationId", code, name, name_english as "nameEnglish", frequency, discontinued_after as "discontinuedAfter"
    from publication where code = ${code}`
  if (!title) throw refuse("unknown-publication", { code }, { field: "publication" })
  const issues = await scope.sql<{ number: number; label: string; ships_on: string; units: number }>`
    select number, label, ships_on, coalesce(issue.consume_units, publication.consume_units_per_issue) as units
    from issue join publication on publication.id = issue.publication_id
    where publication_id = ${title.publicationId}::uuid and shipped_on is null and skipped_on is null order by number`
  const [last] = await scope.sql<{ number: number; shipsOn: string }>`
    select number, shipped_on as "shipsOn" from issue
    where publication_id = ${title.publicationId}::uuid and shipped_on is not null order by number desc limit 1`
  return {
    ...title,
    lastShipped: last ?? null,
    issues: issues.map(({ ships_on, ...issue }) => ({ ...issue, shipsOn: calendarDate(ships_on) })),
  }
}
