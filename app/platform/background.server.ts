import type { JobResult, Progress } from "#app/platform/job.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { Refusal } from "#app/values/refusal.ts"

const PROGRESS_EVERY_MS = 300

/**
 * Starts long work that somebody asked for on a page, outside the request: a row of it (flags, progress, outcome, result)
 * is there at once, and its id is what the page watches. A Refusal is an outcome; any other error is logged.
 */
export async function startInBackground(
  actor: Actor,
  work: {
    name: string
    flags: Readonly<Record<string, unknown>>
    run: (progress: Progress) => Promise<JobResult>
  },
): Promise<string> {
  const [row] = await inScope(
    actor,
    (scope) => scope.sql<{ id: string }>`
      insert into job_run (organization_id, name, flags, started_at)
      values (${scope.organizationId}, ${work.name}, ${JSON.stringify(work.flags)}::jsonb, ${scope.now}) returning id`,
  )
  if (!row) throw new Error("job_run gave no row")
  void finish(actor, row.id, work)
  return row.id
}

async function finish(
  actor: Actor,
  id: string,
  work: { name: string; run: (progress: Progress) => Promise<JobResult> },
): Promise<void> {
  try {
    const done = await work.run(progressOf(actor, id))
    await keepOutcome(actor, id, done.ok ? "done" : "refused", done.result)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const refused = error instanceof Refusal
    if (!refused) log("error", "background work failed", { name: work.name, run: id, error: message })
    const result = refused
      ? { error: error.code, message: error.messages.en, messageJa: error.messages.ja }
      : { error: message }
    await keepOutcome(actor, id, refused ? "refused" : "failed", result).catch((lost: unknown) =>
      log("error", "outcome of background work was lost", { run: id, error: String(lost) }),
    )
  }
}

/** Writes progress at most a few times a second, in transactions of its own, so that others see it while the work runs. */
function progressOf(actor: Actor, id: string): Progress {
  let writtenAt = 0
  let writing = false
  return (share) => {
    const at = performance.now()
    if (writing || at - writtenAt < PROGRESS_EVERY_MS) return
    writing = true
    writtenAt = at
    inScope(
      actor,
      (scope) => scope.sql`
        update job_run set progress = ${share}::numeric where id = ${id}::uuid and outcome = 'running'`,
    )
      .catch((error: unknown) => log("error", "progress was not written", { run: id, error: String(error) }))
      .finally(() => {
        writing = false
      })
  }
}

async function keepOutcome(actor: Actor, id: string, outcome: string, result: Readonly<Record<string, unknown>>) {
  await inScope(
    actor,
    (scope) => scope.sql`
      update job_run set outcome = ${outcome}, progress = 1, finished_at = clock_timestamp(),
        result = ${JSON.stringify(result)}::jsonb
      where id = ${id}::uuid`,
  )
}
