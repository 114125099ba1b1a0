import type { Scope } from "#app/platform/scope.server.ts"
import { refuse as refuseCatalogue } from "#app/publications/refusals.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import { type IssueRunId, idOf } from "#app/values/ids.ts"

/** An issue by its title's code and number. Refuses: unknown-publication, unknown-issue. */
export async function issueForRun(scope: Scope, publicationCode: string, issueNumber: number): Promise<IssueOfTitle> {
  const [publication] = await scope.sql<{ id: string; code: string; name: string }>`
    select id, code, name from publication where code = ${publicationCode}`
  if (!publication) throw refuseCatalogue("unknown-publication", { code: publicationCode }, { field: "publication" })
  const [issue] = await scope.sql<{
    label: string
    ships_on: string
    shipped_on: string | null
    skipped_on: string | null
  }>`
    select label, ships_on, shipped_on, skipped_on from issue
    where publication_id = ${publication.id}::uuid and number = ${issueNumber}`
  if (!issue) {
    throw refuseCatalogue("unknown-issue", { publication: publication.name, number: issueNumber }, { field: "issue" })
  }
  return {
    publicationId: idOf(publication.id),
    publicationCode: publication.code,
    publicationName: publication.name,
    issueNumber,
    label: issue.label,
    shipsOn: issue.ships_on,
    shippedOn: issue.shipped_on,
    skippedOn: issue.skipped_on,
  }
}

/** The main run of an issue; null while it is not confirmed. */
export async function mainRunOfIssue(scope: Scope, issue: IssueOfTitle): Promise<IssueRunId | null> {
  const [row] = await scope.sql<{ id: string }>`
    select id from issue_run where publication_id = ${issue.publicationId}::uuid
      and issue_number = ${issue.issueNumber} and kind = 'main'`
  return row ? idOf(row.id) : null
}
