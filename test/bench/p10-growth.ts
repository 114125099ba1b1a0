import type { BenchHouse } from "#test/bench/bench-house.ts"
import { benchIssueRun } from "#test/bench/p1-issue-run.ts"
import { benchLedger } from "#test/bench/p2-ledger.ts"
import { benchImport } from "#test/bench/p6-import.ts"
import { benchStatistics } from "#test/bench/p7-statistics.ts"
import type { Figure } from "#test/bench/run-bench.ts"

const grown = [
  ["P1", benchIssueRun],
  ["P2", benchLedger],
  ["P6", benchImport],
  ["P7", benchStatistics],
] as const

/** P10: growth of issue run, ledger, import and statistics: their time at 2n ÷ their time at n. */
export async function benchGrowth(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    for (const [name, run] of grown) {
      const [once, twice] = await run(bench, [size, 2 * size])
      if (!once || !twice) throw new Error(`${name} gave no figure`)
      const ratio = twice.seconds / once.seconds
      const base = twice.baseline / once.baseline
      const note = `${name} at ${2 * size} ÷ at ${size}; its baseline grows by ${base.toFixed(2)}`
      figures.push({ name: "P10", size, seconds: twice.seconds, baseline: once.seconds, ratio, note })
    }
  }
  return figures
}
