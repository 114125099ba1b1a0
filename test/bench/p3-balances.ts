import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { keepBalances, placesInMonth } from "#app/ledger/balances-for-month.server.ts"
import { lockMonth } from "#app/ledger/lock-month.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { writeOut } from "#app/platform/write-whole.server.ts"
import { booksForMonth } from "#app/reports/books-for-month.server.ts"
import { addMonths, month } from "#app/values/calendar.ts"
import { type BenchHouse, median } from "#test/bench/bench-house.ts"
import { totalPostings } from "#test/bench/bench-data.ts"
import { fillJournal } from "#test/bench/journal-data.ts"
import type { Figure } from "#test/bench/run-bench.ts"

const march = month("2026-03")
/** Ticks of /proc/<pid>/stat a second (USER_HZ, 100 on every Linux of ours). */
const TICKS = 100
const LIMIT_MS = 600_000

type Cost = Readonly<{ cpu: number; peakMb: number }>

/** CPU seconds (user and system) of a process until now. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS
}

/** CPU of so many times the month's balances, of the server's process and of ours, for one. No worker process helps it. */
async function ours(times: number): Promise<number> {
  const actor = await actorFor("bench", "bench")
  return readScope(actor, async (scope) => {
    await scope.sql`set local max_parallel_workers_per_gather = 0`
    const pid = await backendOf(scope)
    await placesInMonth(scope, march)
    const client = process.cpuUsage()
    const server = cpuOf(pid)
    for (let time = 0; time < times; time += 1) await placesInMonth(scope, march)
    const { user, system } = process.cpuUsage(client)
    return (cpuOf(pid) - server + (user + system) / 1e6) / times
  })
}

async function backendOf(scope: Scope): Promise<number> {
  const [row] = await scope.sql<{ pid: number }>`select pg_backend_pid() as pid`
  return row?.pid ?? 0
}

const isInstalled = (program: string) => spawnSync(program, ["--version"]).error === undefined

/** The peak of memory of a shell's child, MB; 0 where it is gone. */
function peakOfChild(shell: number | undefined): number {
  try {
    const [child = ""] = readFileSync(`/proc/${shell ?? 0}/task/${shell ?? 0}/children`, "utf8")
      .trim()
      .split(" ")
    const status = readFileSync(`/proc/${child}/status`, "utf8")
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  } catch {
    return 0 // between two processes
  }
}

/** CPU and memory of a program's balances, as the shell accounts for its child; words where it fails or takes ten minutes. */
async function costOf(program: string, file: string): Promise<Cost | string> {
  const script = `${program} -f "$1" balance --flat > /dev/null; code=$?; cat /proc/$$/stat; exit $code`
  const child = spawn("bash", ["-c", script, "bench", file], {
    env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  })
  let [answer, complaint] = ["", ""]
  child.stdout.on("data", (chunk: Buffer) => (answer += chunk.toString()))
  child.stderr.on("data", (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(0, 200)))
  let peakMb = 0
  const watch = setInterval(() => (peakMb = Math.max(peakMb, peakOfChild(child.pid))), 100)
  const late = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), LIMIT_MS)
  await once(child, "close")
  clearTimeout(late)
  clearInterval(watch)
  if (child.exitCode !== 0) return complaint.trim() || "stopped after ten minutes"
  const fields = answer.split(") ")[1]?.split(" ") ?? []
  return { cpu: (Number(fields[13]) + Number(fields[14])) / TICKS, peakMb }
}

/** The month as hledger's journal, which Ledger reads too. */
async function journalFile(): Promise<string> {
  const actor = await actorFor("bench", "bench")
  return readScope(actor, async (scope) => {
    const { name, content } = await booksForMonth(scope, march, "hledger")
    return (await writeOut(path.join(tmpdir(), "teiki-bench-journal"), name, content)).file
  })
}

/** The same entries over the year that March ends, its eleven months before closed one after the other. */
async function spreadOverTheYear(bench: BenchHouse, database: string): Promise<void> {
  await bench.sql(
    database,
    `set session_replication_role = replica;
    update voucher set effective_on = date '2025-04-01' + abs(hashtext(source_key)) % 365 where source_key like 'bench:%';
    update voucher_line set effective_on = voucher.effective_on from voucher where voucher.id = voucher_id;
    delete from posting_total;
    ${totalPostings}`,
  )
  await bench.sql(database, "vacuum analyze")
  for (let before = 11; before >= 1; before -= 1) {
    const closed = addMonths(march, -before)
    await inScope(await actorFor("bench", "bench"), async (scope) => {
      await lockMonth(scope, closed, 1, {})
      await keepBalances(scope, closed, 1)
    })
  }
}

/**
 * P3: the balances of March from n entries, CPU of the server and ours ÷ CPU of Ledger and of hledger on the journal of as many. Twice: all
 * in the open month, its last day's posting totals not gathered yet, and over the year with the months before it closed, as books are kept.
 */
export async function benchBalances(bench: BenchHouse, sizes: readonly number[]): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const size of sizes) {
    const template = `balances_${size}`
    await bench.makeTemplate(template, () => Promise.resolve())
    await bench.sql(template, fillJournal(size))
    await bench.sql(template, "vacuum analyze")
    figures.push(...(await bench.onClone(template, (name) => against(bench, name, size))))
    await bench.drop(template)
  }
  return figures
}

async function against(bench: BenchHouse, database: string, size: number): Promise<Figure[]> {
  const file = await journalFile()
  const inOneMonth = await compared("all in the open month", size, file)
  await spreadOverTheYear(bench, database)
  const inAYear = await compared("a year, its months before closed", size, file)
  rmSync(path.dirname(file), { recursive: true, force: true })
  return [...inOneMonth, ...inAYear]
}

async function compared(what: string, size: number, file: string): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const program of ["ledger", "hledger"]) {
    if (!isInstalled(program)) {
      process.stderr.write(`P3: ${program} is not installed; its column is left out\n`)
      continue
    }
    const [mine, theirs, notes]: [number[], number[], string[]] = [[], [], []]
    // A program takes minutes for a million entries: once is enough of it. Ours is the median of three all the same.
    const pairs = size >= 1_000_000 ? 1 : 3
    for (let pair = 0; pair < pairs; pair += 1) {
      for (let time = 0; time < 3 / pairs; time += 1) mine.push(await ours(Math.max(3, Math.round(1_000_000 / size))))
      const cost = await costOf(program, file)
      if (typeof cost === "string") notes.push(cost)
      else {
        theirs.push(cost.cpu)
        notes.push(`its peak memory ${cost.peakMb.toFixed(0)} MB`)
      }
    }
    const baseline = theirs.length === 0 ? Number.NaN : median(theirs)
    const note = `${what}: CPU against ${program}: 1/${(baseline / median(mine)).toFixed(0)}; ${notes[0] ?? ""}`
    figures.push({ name: "P3", size, seconds: median(mine), baseline, ratio: median(mine) / baseline, note })
  }
  return figures
}
