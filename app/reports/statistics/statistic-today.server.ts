import type { Scope } from "#app/platform/scope.server.ts"
import { makeStatistics } from "#app/reports/statistics/make-statistics.server.ts"
import { shapes } from "#app/reports/statistics/statistic-shape.ts"
import { type Statistic, type StatisticRow } from "#app/reports/statistics/statistic.ts"
import { runForStatistics } from "#app/reports/statistics/statistics-of-run.server.ts"
import { valueName } from "#app/reports/statistics/value-name.ts"
import type { ConfirmedRun } from "#app/subscriptions/issue-run.ts"

export type Difference = Readonly<{ row: string; figure: string; frozen: number; today: number }>
export type Cause = Readonly<{ kind: string; count: number }>

const MOST = 200

/**
 * A frozen statistic beside the same made now: which figures differ, and what has happened since the close that makes them.
 * Makes temporary tables and keeps nothing: call it in a Scope that rolls back.
 */
export async function statisticToday(
  scope: Scope,
  run: ConfirmedRun,
  frozen: Statistic,
): Promise<{ differences: readonly Difference[]; causes: readonly Cause[] }> {
  const { movement, others } = await makeStatistics(scope, await runForStatistics(scope, run), null)
  const today = [movement, ...others].find(({ code }) => code === frozen.code)
  return {
    differences: today ? differencesOf(frozen, today, scope.locale).slice(0, MOST) : [],
    causes: await causesSince(scope, run),
  }
}

function differencesOf(frozen: Statistic, today: Statistic, locale: Scope["locale"]): Difference[] {
  const { columns, blocks } = shapes[frozen.code]
  const texts = columns.filter(({ kind }) => kind === "text").map(({ key }) => key)
  const figures = columns.filter(({ kind }) => kind === "figure")
  const shown = (row: StatisticRow) => blocks.some(({ key }) => key === (row.block ?? ""))
  const keyOf = (row: StatisticRow) => JSON.stringify([row.block, ...texts.map((key) => row[key])])
  const before = new Map(frozen.rows.filter(shown).map((row) => [keyOf(row), row]))
  const now = new Map(today.rows.filter(shown).map((row) => [keyOf(row), row]))
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((key) => {
    const [left, right] = [before.get(key), now.get(key)]
    const row = left ?? right ?? {}
    const name = texts.map((column) => valueName(column, row[column] ?? null, locale, String(row.block ?? "")))
    return figures.flatMap((column) => {
      const [then, later] = [Number(left?.[column.key] ?? 0), Number(right?.[column.key] ?? 0)]
      if (then === later) return []
      return [
        {
          row: name.filter((part) => part !== "").join(" "),
          figure: column.heading[locale],
          frozen: then,
          today: later,
        },
      ]
    })
  })
}

/** What has been recorded since the close: events of contracts, payments, later issues, late and repeated shipments. */
const causesSince = (scope: Scope, run: ConfirmedRun) => scope.sql<Cause>`
  with closed as (select confirmed_at from issue_run where id = ${run.runId}::uuid)
  select event.kind, count(*)::integer as count from contract_event as event
  join contract on contract.id = event.contract_id and contract.publication_id = ${run.issue.publicationId}::uuid
  where event.recorded_at > (select confirmed_at from closed) group by event.kind
  union all
  select 'payment', count(*)::integer from movement join voucher on voucher.id = movement.voucher_id
  join contract on contract.id = movement.contract_id and contract.publication_id = ${run.issue.publicationId}::uuid
  where movement.cause = 'payment' and voucher.kind = 'payment' and voucher.recorded_at > (select confirmed_at from closed)
  having count(*) > 0
  union all
  select 'run-' || kind, count(*)::integer from issue_run where publication_id = ${run.issue.publicationId}::uuid
    and id <> ${run.runId}::uuid and confirmed_at > (select confirmed_at from closed) group by kind
  order by 2 desc, 1`
