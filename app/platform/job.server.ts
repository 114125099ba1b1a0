import { readdir } from "node:fs/promises"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { z } from "zod"
import type { Clock } from "#app/platform/clock.server.ts"
import { log } from "#app/platform/log.server.ts"
import { actorFor } from "#app/platform/organization.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { Refusal } from "#app/values/refusal.ts"

export type Progress = (share: number, note?: string) => void

/** `ok: false` ends a command line with exit code 1 after its JSON line. */
export type JobResult = Readonly<{ ok: boolean; result: Readonly<Record<string, unknown>> }>

type JobDescription<Flags extends z.ZodObject> = Readonly<{
  name: string
  summary: { ja: string; en: string }
  flags: Flags
  /** Crontab line of the worker (UTC); absent for jobs that only people start. */
  schedule?: string
  /** Leaves no row of a run that went well: for jobs of every minute, whose work shows in rows of its own. */
  quiet?: boolean
}>

type Untyped = { flags: Readonly<Record<string, unknown>>; progress: Progress }

/** A command line `npm run job -- <name>` and the worker's task of the same name, made of the same file. */
export type Job =
  | (JobDescription<z.ZodObject> & {
      of: "organization"
      run: (call: Untyped & { actor: Actor }) => Promise<JobResult>
    })
  | (JobDescription<z.ZodObject> & { of: "house"; run: (call: Untyped & { clock: Clock }) => Promise<JobResult> })

/** A job done for one organization at a time. */
export function organizationJob<Flags extends z.ZodObject>(
  job: JobDescription<Flags> & {
    run: (call: { flags: z.infer<Flags>; actor: Actor; progress: Progress }) => Promise<JobResult>
  },
): Job {
  return { ...job, of: "organization", run: (call) => job.run({ ...call, flags: job.flags.parse(call.flags) }) }
}

/** A job of the whole house, such as the one that creates an organization. */
export function houseJob<Flags extends z.ZodObject>(
  job: JobDescription<Flags> & {
    run: (call: { flags: z.infer<Flags>; clock: Clock; progress: Progress }) => Promise<JobResult>
  },
): Job {
  return { ...job, of: "house", run: (call) => job.run({ ...call, flags: job.flags.parse(call.flags) }) }
}

const isJobModule = (value: unknown): value is { job: Job } =>
  typeof value === "object" && value !== null && "job" in value

/** The names of all jobs: each has its file in the jobs folder. */
export async function jobNames(): Promise<string[]> {
  const files = (await readdir("jobs")).filter((file) => file.endsWith(".ts"))
  return files.map((file) => file.slice(0, -".ts".length)).sort()
}

/** The job of a name, read from its file alone: a command line need not wait for the other jobs. */
export async function jobNamed(name: string): Promise<Job | undefined> {
  if (!(await jobNames()).includes(name)) return undefined
  const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path.resolve("jobs", `${name}.ts`)).href)
  if (!isJobModule(module) || module.job.name !== name) throw new Error(`jobs/${name}.ts holds no job of that name`)
  return module.job
}

/** All jobs; the worker's task list is made of them. */
export async function allJobs(): Promise<Job[]> {
  const jobs = await Promise.all((await jobNames()).map(jobNamed))
  return jobs.filter((job) => job !== undefined)
}

/**
 * Runs an organization's job and keeps a row of it (start, progress, outcome, result), which the jobs page shows. A
 * Refusal is an outcome; any other error is written down and thrown on.
 */
export async function runForOrganization(
  job: Extract<Job, { of: "organization" }>,
  call: { organization: string; flags: Readonly<Record<string, unknown>>; clock: Clock; progress: Progress },
): Promise<JobResult> {
  const actor = await actorFor(call.organization, `job:${job.name}`, { clock: call.clock })
  const quiet = job.quiet === true
  const early = quiet ? null : await startRun(actor, job.name, call.flags)
  try {
    const done = await job.run({ flags: call.flags, actor, progress: call.progress })
    if (early !== null) await finishRun(actor, early, done.ok ? "done" : "refused", done.result)
    return done
  } catch (error) {
    const refused = error instanceof Refusal
    const message = error instanceof Error ? error.message : String(error)
    const id = early ?? (await startRun(actor, job.name, call.flags))
    await finishRun(actor, id, refused ? "refused" : "failed", { error: message })
    if (!refused) log("error", "job failed", { job: job.name, organization: call.organization, error: message })
    throw error
  }
}

async function startRun(actor: Actor, name: string, flags: Readonly<Record<string, unknown>>): Promise<string> {
  return inScope(actor, async (scope) => {
    const [row] = await scope.sql<{ id: string }>`
      insert into job_run (organization_id, name, flags, started_at)
      values (${scope.organizationId}, ${name}, ${JSON.stringify(flags)}::jsonb, ${scope.now}) returning id`
    if (!row) throw new Error("job_run gave no row")
    return row.id
  })
}

async function finishRun(actor: Actor, id: string, outcome: string, result: Readonly<Record<string, unknown>>) {
  await inScope(
    actor,
    (scope) => scope.sql`
      update job_run set outcome = ${outcome}, progress = 1, finished_at = clock_timestamp(),
        result = ${JSON.stringify(result)}::jsonb
      where id = ${id}::uuid`,
  )
}
