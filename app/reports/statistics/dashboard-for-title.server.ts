import type { Scope } from "#app/platform/scope.server.ts"
import { increases, decreases } from "#app/reports/movement-report.ts"
import { printRun, type PrintRunIssue } from "#app/reports/statistics/print-run.ts"
import { retentionForTitle, type RetentionCell } from "#app/reports/statistics/retention-for-title.server.ts"
import { barsOf, type PictureBar } from "#app/reports/statistics/statistic-picture.ts"
import { renewedOf } from "#app/reports/statistics/statistic-shape.ts"
import type { Statistic } from "#app/reports/statistics/statistic.ts"
import { statisticsOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"

export type Dashboard = Readonly<{
  issue: number
  totals: Readonly<Record<string, number>>
  expiry: readonly PictureBar[]
  sources: readonly PictureBar[]
  retention: readonly RetentionCell[]
  proposal: Readonly<{ issues: readonly PrintRunIssue[]; rate: string; ended: number; gain: number }> | null
}>

const COMING = 3
const PAST = 12

/** A title's last issue in pictures, and the print run that its past proposes; null before the first run. */
export async function dashboardForTitle(scope: Scope, publicationCode: string): Promise<Dashboard | null> {
  const [run] = await scope.sql<{ id: string; publicationId: string; issue: number }>`
    select run.id, run.publication_id as "publicationId", run.issue_number as issue from issue_run as run
    join publication on publication.id = run.publication_id
    where publication.code = ${publicationCode} and run.kind = 'main' order by run.issue_number desc limit 1`
  if (!run) return null
  const statistics = await statisticsOfRun(scope, run.id)
  const of = (code: Statistic["code"]) => statistics.find((statistic) => statistic.code === code)
  const bars = (code: Statistic["code"]) => {
    const statistic = of(code)
    return statistic ? barsOf(statistic, scope.locale) : []
  }
  return {
    issue: run.issue,
    totals: of("R1")?.totals ?? {},
    expiry: bars("R5"),
    sources: bars("R7"),
    retention: await retentionForTitle(scope, run.publicationId, run.issue),
    proposal: await proposalOf(scope, run, {
      expiry: of("R5"),
      renewal: of("R6"),
      closing: of("R1")?.totals.closing ?? 0,
    }),
  }
}

async function proposalOf(
  scope: Scope,
  run: { publicationId: string; issue: number },
  frozen: { expiry: Statistic | undefined; renewal: Statistic | undefined; closing: number },
): Promise<Dashboard["proposal"]> {
  const decided = frozen.renewal?.rows.filter(({ pending, grace }) => pending === 0 && grace === 0) ?? []
  const ended = decided.reduce((sum, row) => sum + Number(row.ended), 0)
  const renewed = decided.reduce((sum, row) => sum + renewedOf(row), 0)
  const gains = await gainsOf(scope, run)
  const issues = printRun({
    ...{ issue: run.issue, copies: frozen.closing, ended, renewed, gains },
    ending: endingOf(frozen.expiry),
    coming: await comingOf(scope, run),
  })
  if (issues === null) return null
  const gain = Math.round(gains.reduce((sum, value) => sum + value, 0) / gains.length)
  return { issues, ended, gain, rate: ((renewed / ended) * 100).toFixed(1) }
}

function endingOf(expiry: Statistic | undefined): ReadonlyMap<number, number> {
  const ending = new Map<number, number>()
  for (const { issue, copies } of expiry?.rows ?? []) {
    if (typeof issue === "number") ending.set(issue, (ending.get(issue) ?? 0) + Number(copies))
  }
  return ending
}

const numbers = (rows: readonly { value: number }[]) => rows.map(({ value }) => value)

async function comingOf(scope: Scope, run: { publicationId: string; issue: number }): Promise<readonly number[]> {
  return numbers(
    await scope.sql<{ value: number }>`
      select number as value from issue where publication_id = ${run.publicationId}::uuid and number > ${run.issue}::integer
        and skipped_on is null order by number limit ${COMING}::integer`,
  )
}

/** Of each past issue: what came less what went, without the ends of terms, which are forecast by themselves. */
async function gainsOf(scope: Scope, run: { publicationId: string; issue: number }): Promise<readonly number[]> {
  const losses = decreases.filter((field) => field !== "expired")
  return numbers(
    await scope.sql<{ value: number }>`
      select ((select coalesce(sum((result.content->'totals'->>field)::integer), 0) from unnest(${[...increases]}::text[]) as field)
        - (select coalesce(sum((result.content->'totals'->>field)::integer), 0) from unnest(${losses}::text[]) as field))::integer
        as value
      from issue_run as past join issue_run_result as result on result.issue_run_id = past.id and result.kind = 'R1'
      where past.publication_id = ${run.publicationId}::uuid and past.kind = 'main' and past.issue_number <= ${run.issue}::integer
      order by past.issue_number desc limit ${PAST}::integer`,
  )
}
