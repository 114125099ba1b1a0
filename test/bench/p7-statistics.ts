import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { makeStatistics } from "#app/reports/statistics/make-statistics.server.ts"
import { runForStatistics, statisticOfRun } from "#app/reports/statistics/statistics-of-run.server.ts"
import { keepStatistics } from "#app/reports/statistics/keep-statistics.server.ts"
import { statisticCodes } from "#app/reports/statistics/statistic.ts"
import { issueForRun } from "#app/subscriptions/issue-for-run.server.ts"
import { serveIssue } from "#app/subscriptions/serve-issue.server.ts"
import { calendarDate } from "#app/values/calendar.ts"
import { fillContracts } from "#test/bench/bench-data.ts"
import { type BenchHouse, median, secondsOf } from "#test/bench/bench-house.ts"
import type { Figure } from "#test/bench/run-bench.ts"

/** Readers of many kinds, orders of many sources, and a previous issue that shipped: what the statistics count. */
const fillReaders = `
  -- Without the triggers: the words of the search are not what is measured, and take longer than all the rest.
  set session_replication_role = replica;
  update member set prefecture = (array['東京都', '大阪府', '愛知県', '福岡県', '北海道', '宮城県', ''])[1 + abs(hashtext(number)) % 7],
    gender = (array['male', 'female', null])[1 + abs(hashtext(number || 'g')) % 3],
    born_on = date '1930-01-01' + abs(hashtext(number || 'b')) % 30000,
    industry = '業種' || abs(hashtext(number || 'i')) % 20, occupation = '職種' || abs(hashtext(number || 'o')) % 20,
    job_title = '役職' || abs(hashtext(number || 'j')) % 10;
  update contract set source_code = 'S' || abs(hashtext(number || 's')) % 30,
    payment_way = (array['card', 'bank-transfer', 'convenience-store', 'invoice'])[1 + abs(hashtext(number || 'w')) % 4];
  update voucher_line set sub_account = 'BENCH';
  insert into issue_run (organization_id, id, publication_id, issue_number, kind, ships_on, confirmed_at, confirmed_by)
    values ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000009',
      '00000000-0000-7000-8000-000000000002', 99, 'takeover', '2026-01-16', now(), 'bench');
  insert into shipment (organization_id, issue_run_id, contract_id, line_no, recipient_id, copies, kind, prefecture)
    select line.organization_id, '00000000-0000-7000-8000-000000000009', line.contract_id, line.line_no, line.recipient_id,
      line.copies, 'paid', member.prefecture
    from contract_line as line join contract on contract.id = line.contract_id and contract.opening_units > 0
    join member on member.id = line.recipient_id;
  set session_replication_role = default;`

/** P7: all nine statistics made and frozen at the close against serving the issue (P1); then each read as it is frozen. */
export async function benchStatistics(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const template = `statistics_${size}`
    await bench.makeTemplate(template, () => Promise.resolve())
    await bench.sql(template, fillContracts(size))
    await bench.sql(template, fillReaders)
    await bench.sql(template, "vacuum analyze")
    const made: number[] = []
    const served: number[] = []
    const reads: number[] = []
    for (let round = 0; round < (size >= 1_000_000 ? 1 : 3); round += 1) {
      const times = await bench.onClone(template, closeAndRead)
      made.push(times.made)
      served.push(times.served)
      reads.push(times.slowestRead)
    }
    figures.push({
      ...{ name: "P7", size, seconds: median(made), baseline: median(served) },
      ratio: median(made) / median(served),
      note: `slowest read of a frozen report ${(median(reads) * 1000).toFixed(0)} ms`,
    })
    await bench.drop(template)
  }
  return figures
}

async function closeAndRead() {
  const actor = await actorFor("bench", "bench")
  const { runId, made, served } = await inScope(actor, async (scope) => {
    const issue = await issueForRun(scope, "BENCH", 100)
    const begun = performance.now()
    const { runId } = await serveIssue(scope, issue, calendarDate("2026-02-16"))
    const between = performance.now()
    const run = await runForStatistics(scope, { runId, issue })
    const { movement, others } = await makeStatistics(scope, run, null)
    await keepStatistics(scope, run, [movement, ...others])
    const broken = [movement, ...others].flatMap(({ identities }) => identities.filter(({ ok }) => !ok))
    if (broken.length > 0) throw new Error(`an identity does not hold: ${JSON.stringify(broken)}`)
    return { runId, served: (between - begun) / 1000, made: (performance.now() - between) / 1000 }
  })
  let slowestRead = 0
  for (const code of statisticCodes) {
    const read = () => readScope(actor, (scope) => statisticOfRun(scope, runId, code))
    slowestRead = Math.max(slowestRead, await secondsOf(read))
  }
  return { made, served, slowestRead }
}
