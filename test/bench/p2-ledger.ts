import { spawn } from "node:child_process"
import { once } from "node:events"
import { z } from "zod"
import { house } from "#app/platform/house.server.ts"
import { type BenchHouse, median } from "#test/bench/bench-house.ts"
import { fillLedger } from "#test/bench/ledger-data.ts"
import type { Figure } from "#test/bench/run-bench.ts"

const Measured = z.object({
  ...{ seconds: z.number(), rows: z.number(), bytes: z.number(), missing: z.number() },
  ...{ peakMb: z.number(), cpu: z.number() },
})

async function measured(mode: "exported" | "copied") {
  const { settings, urls } = house()
  // The flags are those of `npm run job`.
  const words = ["--max-semi-space-size=4", "--import", "tsx", "test/bench/ledger-process.ts", mode, urls.owner]
  const child = spawn(process.execPath, words, {
    env: { ...process.env, NODE_ENV: "test", TEIKI_HOME: settings.home, TEIKI_SECRET: settings.secret },
    stdio: ["ignore", "pipe", "inherit"],
  })
  let answer = ""
  child.stdout.on("data", (chunk: Buffer) => (answer += chunk.toString()))
  await once(child, "close")
  const parsed: unknown = JSON.parse(answer)
  return Measured.parse(parsed)
}

/**
 * P2: 売掛金元帳 with its running balance as CP932 into the file store, against COPY of the same query by the app's role to the server's
 * /dev/null, pairwise, each in a process of its own.
 */
export async function benchLedger(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const template = `ledger_${size}`
    await bench.makeTemplate(template, () => Promise.resolve())
    await bench.sql(template, fillLedger(size))
    await bench.sql(template, "vacuum analyze")
    await bench.sql(template, "grant pg_write_server_files to teiki_app")
    figures.push(await bench.onClone(template, () => pairs(size)))
    await bench.drop(template)
  }
  return figures
}

async function pairs(size: number): Promise<Figure> {
  const ours: z.infer<typeof Measured>[] = []
  const copied: number[] = []
  await measured("copied")
  for (let pair = 0; pair < 3; pair += 1) {
    ours.push(await measured("exported"))
    copied.push((await measured("copied")).seconds)
  }
  const seconds = median(ours.map((one) => one.seconds))
  const peak = Math.max(...ours.map(({ peakMb }) => peakMb))
  const [first] = ours
  process.stderr.write(
    `P2 ${size}: ${JSON.stringify(ours)} against ${copied.map((one) => one.toFixed(2)).join(" ")} s\n`,
  )
  return {
    ...{ name: "P2", size, seconds, baseline: median(copied), ratio: seconds / median(copied) },
    note: `${first?.rows ?? 0} rows, ${((first?.bytes ?? 0) / 1e6).toFixed(0)} MB, ${first?.missing ?? 0} 〓; peak memory ${peak.toFixed(0)} MB`,
  }
}
