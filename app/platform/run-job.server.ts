import { parseArgs } from "node:util"
import { z } from "zod"
import { clockOnDate, systemClock } from "#app/platform/clock.server.ts"
import {
  type Job,
  jobNamed,
  jobNames,
  type JobResult,
  type Progress,
  runForOrganization,
} from "#app/platform/job.server.ts"
import { organizationCodes } from "#app/platform/organization.server.ts"
import { SettingsError } from "#app/platform/settings.server.ts"
import { startHouse } from "#app/platform/start-house.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"
import { Refusal } from "#app/values/refusal.ts"

// The command line `npm run job -- <name> [flags]`: one JSON line on stdout, everything else on stderr.

type Line = Readonly<{ name: string; organization: string | undefined; asOf: string | undefined; json: boolean }> & {
  flags: Readonly<Record<string, unknown>>
}

const camel = (flag: string) => flag.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

function readLine(words: readonly string[]): Line {
  const [name = "", ...rest] = words
  const { values } = parseArgs({ args: withValues(rest), strict: false, allowPositionals: false })
  const flags: Record<string, unknown> = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [camel(key), value]),
  )
  const text = (key: string) => (typeof flags[key] === "string" ? flags[key] : undefined)
  const own = Object.fromEntries(Object.entries(flags).filter(([key]) => key !== "json" && key !== "organization"))
  return { name, organization: text("organization"), asOf: text("asOf"), json: flags.json === true, flags: own }
}

/** `--flag value` becomes `--flag=value`, so that values need no declared types. */
const withValues = (words: readonly string[]): string[] =>
  words.reduce<string[]>((args, word) => {
    const last = args.at(-1)
    if (!word.startsWith("--") && last?.startsWith("--") && !last.includes("="))
      return [...args.slice(0, -1), `${last}=${word}`]
    return [...args, word]
  }, [])

const progressOnTerminal: Progress = (share, note = "") => {
  if (process.stderr.isTTY) process.stderr.write(`\r${"█".repeat(Math.round(share * 30)).padEnd(30, "░")} ${note} `)
}

async function runLine(line: Line): Promise<JobResult> {
  const job = await jobNamed(line.name)
  if (!job) throw new SettingsError(`There is no job “${line.name}”. Jobs: ${(await jobNames()).join(", ")}`)
  const clock =
    line.asOf !== undefined && isCalendarDate(line.asOf)
      ? clockOnDate(calendarDate(line.asOf), systemClock)
      : systemClock
  const open = await startHouse()
  try {
    // Flags are checked before anything starts; the jobs parse them again to their own types.
    const checked = job.flags.strict().safeParse(line.flags)
    if (!checked.success) throw new SettingsError(`Flags of ${job.name}:\n${z.prettifyError(checked.error)}`)
    if (job.of === "house") return await job.run({ flags: line.flags, clock, progress: progressOnTerminal })
    return await runForEach(job, line, clock)
  } finally {
    await open.leave()
  }
}

/** Without --organization a job runs for every organization; the failure of one does not stop the others. */
async function runForEach(
  job: Extract<Job, { of: "organization" }>,
  line: Line,
  clock: typeof systemClock,
): Promise<JobResult> {
  const call = { flags: line.flags, clock, progress: progressOnTerminal }
  if (line.organization !== undefined) return runForOrganization(job, { ...call, organization: line.organization })
  const results: Record<string, unknown> = {}
  let ok = true
  for (const organization of await organizationCodes()) {
    try {
      const done = await runForOrganization(job, { ...call, organization })
      results[organization] = done.result
      ok &&= done.ok
    } catch (error) {
      ok = false
      results[organization] = errorResult(error)
    }
  }
  return { ok, result: results }
}

function errorResult(error: unknown): Record<string, unknown> {
  if (error instanceof Refusal) {
    return {
      error: error.code,
      message: error.messages.en,
      messageJa: error.messages.ja,
      details: error.options.details,
    }
  }
  const misnamed =
    error instanceof Error && "code" in error && ["ENOENT", "EISDIR", "EACCES"].includes(String(error.code))
  const usage =
    error instanceof SettingsError || error instanceof z.ZodError || error instanceof SyntaxError || misnamed
  return {
    error: usage ? "usage" : "fault",
    message: error instanceof Error ? error.message : String(error),
  }
}

const line = readLine(process.argv.slice(2))
let done: JobResult
try {
  done = await runLine(line)
} catch (error) {
  done = { ok: false, result: errorResult(error) }
  if (!(error instanceof Refusal) && !(error instanceof SettingsError)) console.error(error)
}
if (process.stderr.isTTY) process.stderr.write("\n")
process.stdout.write(`${JSON.stringify(done.result, null, line.json ? undefined : 2)}\n`)
process.exitCode = done.ok ? 0 : 1
