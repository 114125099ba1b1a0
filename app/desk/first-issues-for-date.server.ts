import type { Scope } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import type { MemberId } from "#app/values/ids.ts"

export type FirstIssue = Readonly<{
  publication: string
  publicationEnglish: string
  /** Null where the calendar has no issue planned on or after the date yet. */
  number: number | null
  label: string | null
  shipsOn: string | null
}>

/**
 * The first issue of each of a member's running titles that a change from a date on concerns (適用開始号): not shipped yet, planned
 * on or after the date, and of his term.
 */
export const firstIssuesForDate = (scope: Scope, memberId: MemberId, date: CalendarDate) => scope.sql<FirstIssue>`
  select publication.name as publication, publication.name_english as "publicationEnglish", first.number, first.label,
    first.ships_on as "shipsOn"
  from (
    select contract.publication_id, min(contract.start_issue) as start_issue
    from contract_line as line join contract on contract.id = line.contract_id
    join contract_position as position on position.contract_id = contract.id
    where line.recipient_id = ${memberId}::uuid and contract.state = 'active' and position.served_units < contract.units
    group by contract.publication_id
  ) as running
  join publication on publication.id = running.publication_id
  left join lateral (
    select number, label, ships_on from issue
    where issue.publication_id = running.publication_id and issue.shipped_on is null and issue.ships_on >= ${date}::date
      and issue.number >= running.start_issue
    order by ships_on, number limit 1
  ) as first on true
  order by publication.code`
