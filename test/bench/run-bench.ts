import { mkdirSync, writeFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { withBenchHouse } from "#test/bench/bench-house.ts"
import { benchApplications } from "#test/bench/p4-applications.ts"
import { benchCheckIn } from "#test/bench/p5-check-in.ts"
import { benchCertificates } from "#test/bench/p8-certificates.ts"
import { benchImport } from "#test/bench/p6-import.ts"
import { benchSearch } from "#test/bench/p9-search.ts"
import { benchIssueRun } from "#test/bench/p1-issue-run.ts"
import { benchGrowth } from "#test/bench/p10-growth.ts"
import { benchLedger } from "#test/bench/p2-ledger.ts"
import { benchBalances } from "#test/bench/p3-balances.ts"
import { benchStatistics } from "#test/bench/p7-statistics.ts"

// `npm run bench [P1|…|P10] -- --sizes 10000,100000`: ratios against a baseline of the same run, as a table and as JSON.

export type Figure = Readonly<{
  name: string
  size: number
  seconds: number
  baseline: number
  ratio: number
  note: string
}>

const benches = {
  ...{
    P1: benchIssueRun,
    P2: benchLedger,
    P3: benchBalances,
    P4: benchApplications,
    P5: benchCheckIn,
    P6: benchImport,
  },
  ...{ P7: benchStatistics, P8: benchCertificates, P9: benchSearch, P10: benchGrowth },
} as const
const isBench = (name: string): name is keyof typeof benches => name in benches

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sizes: { type: "string", default: "10000,100000,1000000" } },
})
const sizes = values.sizes.split(",").map(Number)
// P10 runs four of the others again; it is run by its name.
const names = positionals.length === 0 ? Object.keys(benches).filter((name) => name !== "P10") : positionals
const figures: Figure[] = []
await withBenchHouse(async (house) => {
  for (const name of names) {
    if (!isBench(name)) throw new Error(`no bench ${name}; there are ${Object.keys(benches).join(", ")}`)
    figures.push(...(await benches[name](house, sizes)))
  }
})
const growth = (figure: Figure, at: number) => {
  const before = figures[at - 1]
  return before?.name === figure.name ? (figure.seconds / before.seconds / (figure.size / before.size)).toFixed(2) : "—"
}
process.stdout.write(
  "| bench | size | seconds | baseline | ratio | growth ÷ size | note |\n|---|---|---|---|---|---|---|\n",
)
for (const [at, figure] of figures.entries()) {
  const cells = [
    figure.name,
    figure.size,
    figure.seconds.toFixed(2),
    figure.baseline.toFixed(2),
    figure.ratio < 0.1 ? figure.ratio.toFixed(4) : figure.ratio.toFixed(2),
    growth(figure, at),
    figure.note,
  ]
  process.stdout.write(`| ${cells.join(" | ")} |\n`)
}
mkdirSync("bench-results", { recursive: true })
writeFileSync("bench-results/bench.json", `${JSON.stringify(figures, null, 2)}\n`)
