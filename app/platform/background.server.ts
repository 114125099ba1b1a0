import type { z } from "zod"
import type { JobResult, Progress } from "#app/platform/job.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inHouse, inScope, type Locale, type Scope } from "#app/platform/scope.server.ts"
import { seal, unseal } from "#app/platform/seal.server.ts"
import { wake } from "#app/platform/wake.server.ts"
import { Refusal } from "#app/values/refusal.ts"

const PROGRESS_EVERY_MS = 300

/**
 * Long work that somebody asks for on a page (import, export, certificates) and a worker does. It must be such that doing it again after a
 * crash changes nothing that is done already.
 */
export type AskedWork<Input> = Readonly<{
  name: string
  input: z.ZodType<Input>
  /** What the list of jobs shows of the input; all of it when absent. */
  shown?: (input: Input) => Readonly<Record<string, unknown>>
  run: (actor: Actor, input: Input, progress: Progress) => Promise<JobResult>
}>

/** Asks for it: a row of it (flags, progress, outcome, result) is there at once, and its id is what the page watches. */
export async function askForWork<Input extends Readonly<Record<string, unknown>>>(
  actor: Actor,
  work: AskedWork<Input>,
  input: Input,
): Promise<string> {
  const flags = work.shown?.(input) ?? input
  const [row] = await inScope(
    actor,
    (scope) => scope.sql<{ id: string }>`
      insert into job_run (organization_id, name, flags, started_at, asked_by, locale, input)
      values (${scope.organizationId}, ${work.name}, ${JSON.stringify(flags)}::jsonb, ${scope.now}, ${scope.actor}, ${scope.locale},
        ${seal(JSON.stringify(input))}) returning id`,
  )
  if (!row) throw new Error("job_run gave no row")
  const [organization] = await inHouse(
    (scope) => scope.sql<{ code: string }>`select code from organization where id = ${actor.organizationId}::uuid`,
  )
  await wake("do-asked-work", organization?.code ?? "")
  return row.id
}

/** A piece of work of any input, as a worker knows it. */
export type AnyWork = Readonly<{
  name: string
  start: (actor: Actor, input: unknown, progress: Progress) => Promise<JobResult>
}>

export const anyWork = <Input>(work: AskedWork<Input>): AnyWork => ({
  name: work.name,
  start: (actor, input, progress) => work.run(actor, work.input.parse(input), progress),
})

type Asked = Readonly<{ id: string; name: string; asked_by: string; locale: Locale; input: string }>

/**
 * Does what was asked for and nobody works on, oldest first: what waits, and what a dead worker left. A transaction that does nothing else
 * holds its lock meanwhile. Gives how many were done. A Refusal is an outcome; any other error is logged.
 */
export async function doAskedWork(actor: Actor, works: readonly AnyWork[]): Promise<number> {
  let done = 0
  for (;;) {
    const found = await inScope(actor, async (lock) => {
      const asked = await nextAsked(lock)
      const work = works.find(({ name }) => name === asked?.name)
      if (!asked || !work) return false
      await doOne({ ...actor, name: asked.asked_by, locale: asked.locale }, asked, work)
      return true
    })
    if (!found) return done
    done += 1
  }
}

/** The first that can be locked: the lock ends with the transaction. */
async function nextAsked(lock: Scope): Promise<Asked | null> {
  const waiting = await lock.sql<{ id: string }>`
    select id from job_run where outcome = 'running' and input is not null order by started_at, id`
  for (const { id } of waiting) {
    const [row] = await lock.sql<{ is_ours: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${`asked-work:${id}`}, 0)) as is_ours`
    if (row?.is_ours !== true) continue
    // Another worker may have finished it between the two looks.
    const [asked] = await lock.sql<Asked>`
      select id, name, asked_by, locale, input from job_run where id = ${id}::uuid and outcome = 'running' and input is not null`
    if (asked) return asked
  }
  return null
}

async function doOne(actor: Actor, asked: Asked, work: AnyWork): Promise<void> {
  const { id, name } = asked
  try {
    const done = await work.start(actor, JSON.parse(unseal(asked.input)), progressOf(actor, id))
    await keepOutcome(actor, id, done.ok ? "done" : "refused", done.result)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const refused = error instanceof Refusal
    if (!refused) log("error", "asked work failed", { name, run: id, error: message })
    const result = refused
      ? { error: error.code, message: error.messages.en, messageJa: error.messages.ja }
      : { error: message }
    await keepOutcome(actor, id, refused ? "refused" : "failed", result)
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
      update job_run set outcome = ${outcome}, progress = 1, finished_at = clock_timestamp(), input = null,
        result = ${JSON.stringify(result)}::jsonb
      where id = ${id}::uuid`,
  )
}
