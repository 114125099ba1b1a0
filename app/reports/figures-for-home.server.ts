import type { Scope } from "#app/platform/scope.server.ts"

export type NextIssue = Readonly<{
  publicationCode: string
  publicationName: string
  publicationNameEnglish: string
  number: number
  label: string
  shipsOn: string
  copies: number
  previousCopies: number | null
}>

export type HomeFigures = Readonly<{
  activeContracts: number
  deferredYen: number
  receivableYen: number
  openMatches: number
  waitingMails: number
  failedMails: number
  lettersToPost: number
  nextIssues: readonly NextIssue[]
}>

/** The few numbers of the start page: contracts, balances as the books have them (contracts, seminars, services), queues, and the next issue of each title with its copies. */
export async function figuresForHome(scope: Scope): Promise<HomeFigures> {
  const [figures] = await scope.sql<Omit<HomeFigures, "nextIssues">>`
    select (select count(*) from contract join contract_position as position on position.contract_id = contract.id
        where contract.state = 'active' and position.served_units < contract.units)::integer as "activeContracts",
      ((select coalesce(sum(deferred_yen), 0) from contract_position) + (select coalesce(sum(deferred_yen), 0) from seminar_position)
        + billed.yen)::bigint as "deferredYen",
      ((select coalesce(sum(receivable_yen), 0) from contract_position) + (select coalesce(sum(receivable_yen), 0) from seminar_position)
        + (select coalesce(sum(receivable_yen), 0) from service_position) + billed.yen)::bigint as "receivableYen",
      (select count(*) from member_match where state = 'open')::integer as "openMatches",
      (select count(*) from outbox where state = 'waiting')::integer as "waitingMails",
      (select count(*) from outbox where state = 'failed')::integer as "failedMails",
      (select coalesce(sum(letter_count), 0) from letter_batch where posted_on is null)::integer as "lettersToPost"
    from (select coalesce(sum(amount_yen), 0) as yen from billed_movement) as billed`
  if (!figures) throw new Error("the figures gave no row")
  return { ...figures, nextIssues: await nextIssues(scope) }
}

const nextIssues = (scope: Scope) => scope.sql<NextIssue>`
  with next_issue as (
    select distinct on (publication_id) publication_id, number, label, ships_on from issue
    where shipped_on is null and skipped_on is null
    order by publication_id, number
  ), serving as (
    select next_issue.publication_id, sum(line.copies)::integer as copies
    from next_issue join next_serving as serving on serving.publication_id = next_issue.publication_id
      and serving.state = 'active' and serving.start_issue <= next_issue.number
    join contract_line as line on line.contract_id = serving.contract_id group by 1
  )
  select publication.code as "publicationCode", publication.name as "publicationName",
    publication.name_english as "publicationNameEnglish", next_issue.number, next_issue.label, next_issue.ships_on as "shipsOn",
    coalesce(serving.copies, 0) as copies,
    (select sum(shipment.copies) from shipment where shipment.issue_run_id = (
      select run.id from issue_run as run where run.publication_id = publication.id and run.kind in ('main', 'takeover')
      order by run.issue_number desc limit 1))::integer as "previousCopies"
  from next_issue join publication on publication.id = next_issue.publication_id
  left join serving on serving.publication_id = next_issue.publication_id
  order by next_issue.ships_on, publication.code`
