import { salesTaxClass } from "#app/ledger/account.ts"
import { holdPositions } from "#app/ledger/hold-positions.server.ts"
import { openVoucher, postLines } from "#app/ledger/post-voucher.server.ts"
import { planInBulk } from "#app/platform/plan-in-bulk.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import { mainRunOfIssue } from "#app/subscriptions/issue-for-run.server.ts"
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
  await planInBulk(scope)
  await gatherServing(scope, issue)
  await openVouchers(scope, issue, shipsOn)
  await serveUnits(scope, runId, shipsOn)
  await shipCopies(scope, runId)
  await closeTerms(scope, issue)
  await postTotals(scope, issue)
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

async function openVouchers(scope: Scope, issue: IssueOfTitle, shipsOn: CalendarDate) {
  await scope.sql`create temporary table serving_voucher (tax_rate_percent integer, voucher_id uuid) on commit drop`
  const rates = await scope.sql<{ rate: number }>`
    select distinct tax_rate_percent as rate from candidate where reason is null order by rate`
  for (const { rate } of rates) {
    const voucherId = await openVoucher(scope, {
      kind: "issue-run",
      sourceKey: `issue-run:${issue.publicationCode}:${issue.issueNumber}:${rate}`,
      effectiveOn: shipsOn,
      description: `${issue.publicationName} 第${issue.issueNumber}号(${issue.label})発送売上 ${rate}%`,
    })
    if (voucherId === null) throw new Error("a new run has its voucher already")
    await scope.sql`insert into serving_voucher values (${rate}, ${voucherId}::uuid)`
  }
}

async function serveUnits(scope: Scope, runId: IssueRunId, shipsOn: CalendarDate) {
  await scope.sql`
    insert into served_unit (organization_id, contract_id, unit_no, issue_run_id)
    select ${scope.organizationId}, contract_id, unit_no, ${runId}::uuid
    from candidate cross join lateral generate_series(units_before + 1, units_after) as unit_no
    where reason is null`
  await scope.sql`
    insert into issue_exclusion (organization_id, issue_run_id, contract_id, reason)
    select ${scope.organizationId}, ${runId}::uuid, contract_id, reason from candidate where reason is not null`
  await scope.sql`
    insert into movement (organization_id, contract_id, voucher_id, effective_on, cause, deferred_yen, receivable_yen,
      net_yen, tax_yen, units)
    select ${scope.organizationId}, contract_id, voucher_id, ${shipsOn}::date, 'issue', -from_deferred_yen,
      to_receivable_yen, net_yen, tax_yen, units_after - units_before
    from candidate join serving_voucher using (tax_rate_percent) where reason is null`
}

/** Copies of this issue, with what the statistics need of their readers frozen beside them. */
async function shipCopies(scope: Scope, runId: IssueRunId) {
  await scope.sql`
    insert into shipment (organization_id, issue_run_id, contract_id, line_no, recipient_id, copies, kind, category,
      delivery_class, prefecture)
    select ${scope.organizationId}, run.id, line.contract_id, line.line_no, line.recipient_id, line.copies,
      case when given.is_grace then 'grace' when contract.price_yen = 0 then 'complimentary'
        when line.recipient_id <> contract.payer_id then 'gift' else 'paid' end,
      contract.category, publication.delivery_class, recipient.prefecture
    from (
      select contract_id, false as is_grace from candidate where reason is null
      union all select contract_id, true from grace
    ) as given
    cross join (select * from issue_run where id = ${runId}::uuid) as run
    join publication on publication.id = run.publication_id
    join contract on contract.id = given.contract_id
    join contract_line as line on line.contract_id = given.contract_id
      and (line.from_issue is null or line.from_issue <= run.issue_number)
      and (line.until_issue is null or line.until_issue > run.issue_number)
    join member as recipient on recipient.id = line.recipient_id`
}

/** Terms whose last unit this issue took remember it: the renewal series, grace and the statistics count from it. */
const closeTerms = (scope: Scope, issue: IssueOfTitle) => scope.sql`
  update contract set last_issue = ${issue.issueNumber}::integer
  from candidate where candidate.contract_id = contract.id and candidate.reason is null and candidate.is_last`

async function postTotals(scope: Scope, issue: IssueOfTitle) {
  const totals = await scope.sql<{
    voucher_id: string
    rate: number
    deferred: number
    receivable: number
    net: number
    tax: number
  }>`
    select voucher_id, tax_rate_percent as rate, sum(from_deferred_yen)::bigint as deferred,
      sum(to_receivable_yen)::bigint as receivable, sum(net_yen)::bigint as net, sum(tax_yen)::bigint as tax
    from candidate join serving_voucher using (tax_rate_percent) where reason is null group by voucher_id, tax_rate_percent`
  for (const total of totals) {
    const title = { subAccount: issue.publicationCode }
    const taxClass = salesTaxClass(total.rate)
    await postLines(scope, idOf(total.voucher_id), [
      { ...title, purpose: "deferred", amountYen: total.deferred },
      { ...title, purpose: "receivable", amountYen: total.receivable },
      { ...title, purpose: "sales", taxClass, amountYen: -total.net },
      { ...title, purpose: "output-tax", taxClass, amountYen: -total.tax },
    ])
  }
}
