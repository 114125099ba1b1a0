import type { Scope } from "#app/platform/scope.server.ts"

export type ExpiryOfIssue = Readonly<{
  publicationCode: string
  publicationName: string
  publicationNameEnglish: string
  number: number
  label: string
  copies: number
}>

/** Copies that end with each of the next 12 issues of each title, as the calendar stands (満了予定). */
export const expiryForHome = (scope: Scope) => scope.sql<ExpiryOfIssue>`
  with next_issue as (
    select publication_id, min(number) as number from issue where shipped_on is null and skipped_on is null
    group by publication_id
  ), ending as (
    select contract.publication_id, greatest(contract.start_issue, next_issue.number) - 1
      + (contract.units - position.served_units + publication.consume_units_per_issue - 1)
        / publication.consume_units_per_issue as number, sum(line.copies)::integer as copies
    from contract join contract_position as position on position.contract_id = contract.id
    join next_issue on next_issue.publication_id = contract.publication_id
    join publication on publication.id = contract.publication_id
    join contract_line as line on line.contract_id = contract.id
    where contract.state = 'active' and position.served_units < contract.units group by 1, 2
  )
  select publication.code as "publicationCode", publication.name as "publicationName",
    publication.name_english as "publicationNameEnglish", issue.number, issue.label, coalesce(ending.copies, 0) as copies
  from next_issue join publication on publication.id = next_issue.publication_id
  join issue on issue.publication_id = next_issue.publication_id
    and issue.number between next_issue.number and next_issue.number + 11
  left join ending on ending.publication_id = issue.publication_id and ending.number = issue.number
  order by publication.code, issue.number`
