import type { Scope } from "#app/platform/scope.server.ts"

export type TitleOfCalendar = Readonly<{ code: string; name: string; nameEnglish: string; nextIssue: number | null }>

export type IssueOfCalendar = Readonly<{
  number: number
  label: string
  shipsOn: string
  shippedOn: string | null
  /** How it was shipped: a run of this house, or taken over from an older system. */
  run: "main" | "takeover" | null
  confirmedBy: string | null
  copies: number | null
  total: number
}>

/** The titles (媒体) of the organization with the number of the next issue of each. */
export const titlesForCalendar = (scope: Scope) => scope.sql<TitleOfCalendar>`
  select publication.code, publication.name, publication.name_english as "nameEnglish",
    (select min(issue.number) from issue where issue.publication_id = publication.id
      and issue.shipped_on is null and issue.skipped_on is null) as "nextIssue"
  from publication order by publication.code`

/** A title's issue calendar: planned issues with the next one first, or shipped issues with the last one first. */
export const issuesForCalendar = (
  scope: Scope,
  input: Readonly<{ publication: string; view: "planned" | "shipped"; limit: number; offset: number }>,
) => scope.sql<IssueOfCalendar>`
  select issue.number, issue.label, issue.ships_on as "shipsOn", issue.shipped_on as "shippedOn", run.kind as run,
    run.confirmed_by as "confirmedBy", shipped.copies, (count(*) over ())::integer as total
  from issue join publication on publication.id = issue.publication_id
  left join issue_run as run on run.publication_id = issue.publication_id and run.issue_number = issue.number
    and run.kind in ('main', 'takeover')
  left join lateral (
    select sum(shipment.copies)::integer as copies from shipment where shipment.issue_run_id = run.id
  ) as shipped on true
  where publication.code = ${input.publication} and issue.skipped_on is null
    and (issue.shipped_on is null) = (${input.view} = 'planned')
  order by case when ${input.view} = 'planned' then issue.number end, issue.number desc
  limit ${input.limit}::integer offset ${input.offset}::integer`
