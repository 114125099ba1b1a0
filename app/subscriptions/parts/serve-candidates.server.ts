import { salesTaxClass } from "#app/ledger/account.ts"
import { openVoucher, postLines } from "#app/ledger/post-voucher.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { taxAtShipment } from "#app/subscriptions/parts/tax-at-shipment.server.ts"
import type { IssueOfTitle } from "#app/subscriptions/issue-run.ts"
import type { CalendarDate } from "#app/values/calendar.ts"
import { type IssueRunId, idOf } from "#app/values/ids.ts"

type Serving = Readonly<{
  runId: IssueRunId
  issue: IssueOfTitle
  shipsOn: CalendarDate
  sourceKey: string
  description: string
}>

/**
 * Serves what stands in the temporary tables `candidate` (those without a reason) and `grace`: units, copies, exclusions, movements,
 * one voucher per tax class. The caller has opened the run, holds the title's positions and has filled the tables.
 */
export async function serveCandidates(scope: Scope, serving: Serving): Promise<void> {
  await taxAtShipment(scope, serving.shipsOn)
  await openVouchers(scope, serving)
  await serveUnits(scope, serving.runId, serving.shipsOn)
  await shipCopies(scope, serving.runId)
  await closeTerms(scope, serving.issue)
  await postTotals(scope, serving.issue)
}

async function openVouchers(scope: Scope, serving: Serving) {
  await scope.sql`create temporary table serving_voucher (tax_rate_percent integer, voucher_id uuid) on commit drop`
  const rates = await scope.sql<{ rate: number }>`
    select distinct tax_rate_percent as rate from candidate where reason is null order by rate`
  for (const { rate } of rates) {
    const voucherId = await openVoucher(scope, {
      kind: "issue-run",
      sourceKey: `${serving.sourceKey}:${rate}`,
      effectiveOn: serving.shipsOn,
      description: `${serving.description} ${rate}%`,
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
  // What an invoice has put into 前受金 already (gross policy) is served from there, and stands in 売掛金 once.
  await scope.sql`
    insert into billed_movement (organization_id, contract_id, voucher_id, effective_on, cause, amount_yen)
    select ${scope.organizationId}, contract_id, voucher_id, ${shipsOn}::date, 'issue', -least(billed.yen, to_receivable_yen)
    from (select contract_id, sum(amount_yen) as yen from billed_movement where contract_id is not null group by 1) as billed
    join candidate using (contract_id) join serving_voucher using (tax_rate_percent)
    where reason is null and least(billed.yen, to_receivable_yen) > 0`
}

/** Copies of this issue, with what the statistics need of their readers frozen beside them. */
async function shipCopies(scope: Scope, runId: IssueRunId) {
  await scope.sql`
    insert into shipment (organization_id, issue_run_id, contract_id, line_no, recipient_id, copies, kind, category,
      delivery_class, prefecture)
    select ${scope.organizationId}, run.id, line.contract_id, line.line_no, line.recipient_id, line.copies,
      case when given.is_grace then 'grace' when contract.price_yen = 0 then 'complimentary'
        when line.recipient_id <> contract.payer_id and contract.category <> 'corporate' then 'gift' else 'paid' end,
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
    billed: number
  }>`
    select voucher_id, tax_rate_percent as rate, sum(from_deferred_yen)::bigint as deferred,
      sum(to_receivable_yen)::bigint as receivable, sum(net_yen)::bigint as net, sum(tax_yen)::bigint as tax,
      coalesce((select -sum(amount_yen) from billed_movement where billed_movement.voucher_id = serving_voucher.voucher_id), 0)::bigint as billed
    from candidate join serving_voucher using (tax_rate_percent) where reason is null group by voucher_id, tax_rate_percent`
  for (const total of totals) {
    const title = { subAccount: issue.publicationCode }
    const taxClass = salesTaxClass(total.rate)
    await postLines(scope, idOf(total.voucher_id), [
      { ...title, purpose: "deferred", amountYen: total.deferred + total.billed },
      { ...title, purpose: "receivable", amountYen: total.receivable - total.billed },
      { ...title, purpose: "sales", taxClass, amountYen: -total.net },
      { ...title, purpose: "output-tax", taxClass, amountYen: -total.tax },
    ])
  }
}
