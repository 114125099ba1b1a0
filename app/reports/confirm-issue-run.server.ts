import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { insertsOfRun } from "#app/reports/shipping/inserts-of-run.server.ts"
import { keepStatistics } from "#app/reports/statistics/keep-statistics.server.ts"
import { makeStatistics } from "#app/reports/statistics/make-statistics.server.ts"
import { runForStatistics } from "#app/reports/statistics/statistics-of-run.server.ts"
import { identity, type Identity } from "#app/reports/statistics/statistic.ts"
import { totalsForRun } from "#app/subscriptions/totals-for-run.server.ts"
import type { ConfirmedRun, IssueRunTotals } from "#app/subscriptions/issue-run.ts"
import { issueForRun } from "#app/subscriptions/issue-for-run.server.ts"
import { type LabelFiles, keepLabelFiles } from "#app/subscriptions/shipping/label-files.server.ts"
import { pickPerks } from "#app/subscriptions/shipping/pick-perks.server.ts"
import { refuse } from "#app/subscriptions/refusals.ts"
import { chooseInserts } from "#app/subscriptions/shipping/choose-inserts.server.ts"
import { serveIssue } from "#app/subscriptions/serve-issue.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type ProofSheet = Readonly<{
  identities: readonly Identity[]
  labels: Readonly<{ rows: number; cp932: string; utf8: string; missing: LabelFiles["missing"] }>
}>

/**
 * 号締め: serves the issue, writes the label files, makes the nine statistics, and asserts their identities and the proof
 * sheet (照合表), all in this Scope. A second
 * call changes nothing. Refuses what `serveIssue` refuses, and proof-differs where the figures do not tie out.
 */
export async function confirmIssueRun(
  scope: Scope,
  input: { publication: string; issue: number; shipsOn: CalendarDate },
): Promise<ConfirmedRun & { alreadyDone: boolean }> {
  const issue = await issueForRun(scope, input.publication, input.issue)
  const { runId, served } = await serveIssue(scope, issue, input.shipsOn)
  const run = { runId, issue }
  if (!served) return { ...run, alreadyDone: true }
  await chooseInserts(scope, run)
  await pickPerks(scope, runId)
  const labels = await keepLabelFiles(scope, run)
  const statisticRun = await runForStatistics(scope, run)
  const { movement, others } = await makeStatistics(scope, statisticRun, labels)
  const statistics = [movement, ...others]
  const totals = await totalsForRun(scope, runId)
  const proof = await proofSheet(scope, run, { labels, closing: movement.totals.closing, totals })
  const broken = [...proof.identities, ...statistics.flatMap(({ identities }) => identities)].find(({ ok }) => !ok)
  if (broken) throw refuse("proof-differs", { item: broken.name, left: broken.left, right: broken.right })
  await keepStatistics(scope, statisticRun, statistics)
  await keepProof(scope, run, proof)
  await audit(scope, "confirm-issue-run", `${input.publication} ${input.issue}`, { ...totals })
  return { ...run, alreadyDone: false }
}

async function proofSheet(
  scope: Scope,
  { runId, issue }: ConfirmedRun,
  made: { labels: LabelFiles; closing: number; totals: IssueRunTotals },
): Promise<ProofSheet> {
  const { labels, closing, totals } = made
  const inserts = await insertsOfRun(scope, runId)
  const [counted] = await scope.sql<{ lines: number; units: number; sales: number; tax: number; booked: number }>`
    select (select count(*) from shipment where issue_run_id = ${runId}::uuid)::integer as lines,
      (select count(distinct contract_id) from served_unit where issue_run_id = ${runId}::uuid)::integer
        + (select count(distinct contract_id) from shipment where issue_run_id = ${runId}::uuid and kind = 'grace')::integer as units,
      -coalesce(sum(line.amount_yen) filter (where account.purpose = 'sales'), 0)::bigint as sales,
      -coalesce(sum(line.amount_yen) filter (where account.purpose = 'output-tax'), 0)::bigint as tax,
      coalesce(sum(line.amount_yen) filter (where account.purpose in ('deferred', 'receivable')), 0)::bigint as booked
    from voucher join voucher_line as line on line.voucher_id = voucher.id
    join account on account.code = line.account_code
    where starts_with(voucher.source_key, ${`issue-run:${issue.publicationCode}:${issue.issueNumber}:`})`
  const [counts = { lines: 0, units: 0, sales: 0, tax: 0, booked: 0 }] = [counted]
  return {
    identities: [
      identity("宛名行数=発送明細行数", labels.rows, counts.lines),
      identity("宛名部数=発送部数", labels.copies, totals.copies),
      identity(
        "封入物別の部数の合計=発送部数",
        inserts.reduce((sum, { copies }) => sum + copies, 0),
        totals.copies,
      ),
      identity("発送部数=増減表の今号部数", totals.copies, closing),
      identity("発送契約数=消化した回の契約数+猶予", totals.contracts, counts.units),
      identity("明細の本体額=伝票の売上高", totals.netYen, counts.sales),
      identity("明細の税額=伝票の仮受消費税", totals.taxYen, counts.tax),
      identity("前受金+売掛金の動き=伝票", totals.fromDeferredYen + totals.toReceivableYen, counts.booked),
    ],
    labels: { rows: labels.rows, cp932: labels.cp932.sha256, utf8: labels.utf8.sha256, missing: labels.missing },
  }
}

async function keepProof(scope: Scope, { runId }: ConfirmedRun, proof: ProofSheet) {
  await scope.sql`
    insert into issue_run_result (organization_id, issue_run_id, kind, content)
    values (${scope.organizationId}, ${runId}::uuid, 'proof', ${JSON.stringify(proof)}::jsonb)`
}
