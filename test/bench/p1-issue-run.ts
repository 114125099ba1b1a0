import { house } from "#app/platform/house.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { issueForRun } from "#app/subscriptions/issue-for-run.server.ts"
import { serveIssue } from "#app/subscriptions/serve-issue.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { fillContracts, servedByHand } from "#test/bench/bench-data.ts"
import { type BenchHouse, median, secondsOf } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"

const LOOP_SAMPLE = 300

async function serve() {
  const actor = await actorFor("bench", "bench")
  await inScope(actor, async (scope) =>
    serveIssue(scope, await issueForRun(scope, "BENCH", 100), calendarDate("2026-02-16")),
  )
}

/** What a program does that serves contract by contract, one transaction each, a voucher each. */
async function serveByLoop(contracts: number) {
  const { database } = house()
  const actor = await actorFor("bench", "bench")
  const ids = await inScope(
    actor,
    (scope) => scope.sql<{ id: string }>`select id from contract order by id limit ${contracts}`,
  )
  await inScope(
    actor,
    (scope) => scope.sql`
    insert into issue_run (organization_id, id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
    select organization_id, '00000000-0000-7000-8000-000000000010', id, 100, 'main', '2026-02-16', now(), 'loop' from publication`,
  )
  for (const { id } of ids) {
    await database.transaction(async (tx) => {
      await tx.raw("select set_config('app.organization_id', ?, true)", [actor.organizationId])
      const one = async (sql: string, binds: string[]) =>
        (await tx.raw<{ rows: Record<string, number | string | undefined>[] }>(sql, binds)).rows[0] ?? {}
      await one("select * from contract_position where contract_id = ? for update", [id])
      const row = await one("select * from next_serving where contract_id = ?", [id])
      if (row.units_after === undefined) return
      const { voucher } = await one(
        `insert into voucher (organization_id, kind, source_key, effective_on, description, recorded_by)
        values (current_organization(), 'issue-run', ?, '2026-02-16', 'loop', 'loop') returning id as voucher`,
        [`loop:${id}`],
      )
      await one(
        `insert into served_unit values (current_organization(), ?, ?, '00000000-0000-7000-8000-000000000010')`,
        [id, String(row.units_after)],
      )
      await one(
        `insert into shipment select organization_id, '00000000-0000-7000-8000-000000000010', contract_id, line_no, recipient_id, copies, 'paid'
        from contract_line where contract_id = ?`,
        [id],
      )
      await one(
        `insert into movement values (current_organization(), ?, ?, '2026-02-16', 'issue', ?::bigint * -1, ?, ?, ?, 1)`,
        [
          id,
          String(voucher),
          String(row.from_deferred_yen),
          String(row.to_receivable_yen),
          String(row.net_yen),
          String(row.tax_yen),
        ],
      )
      await one(
        `insert into voucher_line select current_organization(), ?::uuid, x.no, x.account, '', 'none', x.yen, '2026-02-16'
        from (values (1, '318', ?::bigint), (2, '131', ?::bigint), (3, '500', -(?::bigint)), (4, '331', -(?::bigint))) as x (no, account, yen)
        where x.yen <> 0`,
        [
          String(voucher),
          String(row.from_deferred_yen),
          String(row.to_receivable_yen),
          String(row.net_yen),
          String(row.tax_yen),
        ],
      )
    })
  }
}

/** P1: the issue run's serving and posting against one hand-written script, pairwise, and against a loop per contract. */
export async function benchIssueRun(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const template = `issue_run_${size}`
    await bench.makeTemplate(template, () => Promise.resolve())
    await bench.sql(template, fillContracts(size))
    await bench.sql(template, "vacuum analyze")
    const pairs = size >= 1_000_000 ? 2 : 3
    const ours: number[] = []
    const byHand: number[] = []
    for (let pair = 0; pair < pairs; pair += 1) {
      ours.push(await bench.onClone(template, () => secondsOf(serve)))
      byHand.push(await bench.onClone(template, (name) => secondsOf(() => bench.sql(name, servedByHand))))
    }
    const loop = await bench.onClone(template, () => secondsOf(() => serveByLoop(LOOP_SAMPLE)))
    const loopWhole = (loop / LOOP_SAMPLE) * size
    process.stderr.write(
      `P1 ${size}: ${ours.map((one) => one.toFixed(1)).join(" ")} s against ${byHand.map((one) => one.toFixed(1)).join(" ")} s\n`,
    )
    figures.push({
      name: "P1",
      size,
      seconds: median(ours),
      baseline: median(byHand),
      ratio: median(ours) / median(byHand),
      note: `${Math.round(loopWhole / median(ours))}× faster than a loop per contract`,
    })
    await bench.drop(template)
  }
  return figures
}
