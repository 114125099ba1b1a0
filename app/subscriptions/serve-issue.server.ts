import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { applyDueChanges } from "#app/members/apply-due-changes.server.ts"
import { planInBulk } from "#app/platform/plan-in-bulk.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import { mainRunOfIssue } from "#app/subscriptions/issue-for-run.server.ts"
import { serveCandidates } from "#app/subscriptions/parts/serve-candidates.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type IssueRunId, idOf } from "#app/values/ids.ts"

/**
 * Serves one issue of one title (発送確定) on its JST shipping date: every entitled contract's next unit, one movement per
 * contract, one voucher per tax class; terms in grace get their copy without a unit. `served: false` where another run has done it. Refuses: earlier-issue-open, issue-skipped, ships-on-unlikely,
 * issue-already-shipped-otherwise, nothing-to-ship; closed_month_refuses_vouchers (by the database).
 */
export async function serveIssue(
  scope: Scope,
  issue: IssueOfTitle,
  shipsOn: CalendarDate,
): Promise<{ runId: IssueRunId; served: boolean }> {
  const before = await mainRunOfIssue(scope, issue)
  if (before !== null) return { runId: before, served: false }
  await holdPositions(scope, issue.publicationId, "alone")
  const runId = await openRun(scope, issue, shipsOn)
  if (runId === null) {
    const other = await mainRunOfIssue(scope, issue)
    if (other === null) throw new Error("an issue run stands in the way and is not there")
    return { runId: other, served: false }
  }
  if (issue.skippedOn !== null) throw refuse("issue-skipped", { number: issue.issueNumber, date: issue.skippedOn })
  await refuseWrongOrder(scope, issue)
  await refuseUnlikelyDate(scope, issue, shipsOn)
  await applyDueChanges(scope, shipsOn)
  await planInBulk(scope)
  await gatherServing(scope, issue)
  await serveCandidates(scope, {
    ...{ runId, issue, shipsOn, sourceKey: `issue-run:${issue.publicationCode}:${issue.issueNumber}` },
    description: `${issue.publicationName} 第${issue.issueNumber}号(${issue.label})発送売上`,
  })
  await scope.sql`
    update issue set shipped_on = ${shipsOn}::date
    where publication_id = ${issue.publicationId}::uuid and number = ${issue.issueNumber}`
  return { runId, served: true }
}

/** The unique key of an issue's main run is the lock: a second run waits here, and finds the first one's row. */
async function openRun(scope: Scope, issue: IssueOfTitle, shipsOn: CalendarDate): Promise<IssueRunId | null> {
  const [row] = await scope.sql<{ id: string }>`
    insert into issue_run (organization_id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
    select ${scope.organizationId}, ${issue.publicationId}::uuid, ${issue.issueNumber}, 'main', ${shipsOn}::date,
      ${scope.now}, ${scope.actor}
    where not exists (select from issue where publication_id = ${issue.publicationId}::uuid
      and number = ${issue.issueNumber} and shipped_on is not null)
    on conflict do nothing returning id`
  if (row) return idOf(row.id)
  if (issue.shippedOn !== null && (await mainRunOfIssue(scope, issue)) === null) {
    throw refuse("issue-already-shipped-otherwise", { number: issue.issueNumber, date: issue.shippedOn })
  }
  return null
}

async function refuseWrongOrder(scope: Scope, issue: IssueOfTitle) {
  const [earlier] = await scope.sql<{ number: number }>`
    select number from issue where publication_id = ${issue.publicationId}::uuid
      and number < ${issue.issueNumber} and shipped_on is null and skipped_on is null
    order by number limit 1`
  if (earlier) throw refuse("earlier-issue-open", { number: earlier.number }, { field: "issue" })
}

/** A slip in the date would earn revenue in another month: not before the issue before, nor far from what was planned. */
async function refuseUnlikelyDate(scope: Scope, issue: IssueOfTitle, shipsOn: CalendarDate) {
  const [bounds] = await scope.sql<{ earliest: string; latest: string }>`
    select greatest(
        (select max(shipped_on) from issue where publication_id = ${issue.publicationId}::uuid and number < ${issue.issueNumber}),
        (select max(effective_on) from voucher where kind = 'opening'),
        ${issue.shipsOn}::date - 180) as earliest,
      ${issue.shipsOn}::date + 180 as latest`
  if (!bounds || (shipsOn >= bounds.earliest && shipsOn <= bounds.latest)) return
  throw refuse(
    "ships-on-unlikely",
    { date: shipsOn, earliest: bounds.earliest, latest: bounds.latest },
    { field: "shipsOn" },
  )
}

/** Every unfinished contract beside this issue, frozen for the statements that follow; served where it has no reason not to be. */
async function gatherServing(scope: Scope, issue: IssueOfTitle) {
  await scope.sql`
    create temporary table candidate on commit drop as
    select * from candidates_of_issue(${issue.publicationId}::uuid, ${issue.issueNumber}::integer) order by contract_id`
  await scope.sql`
    create temporary table grace on commit drop as
    select * from grace_of_issue(${issue.publicationId}::uuid, ${issue.issueNumber}::integer)`
  await scope.sql`analyze candidate`
  const [count] = await scope.sql<{ contracts: number }>`
    select (select count(*) from candidate where reason is null)::integer + (select count(*) from grace)::integer as contracts`
  if (count?.contracts === 0) throw refuse("nothing-to-ship")
}
