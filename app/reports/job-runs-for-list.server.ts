import type { Scope } from "#app/platform/scope.server.ts"

export type JobRunOfList = Readonly<{
  id: string
  name: string
  startedAt: Date
  finishedAt: Date | null
  seconds: number | null
  progress: number
  outcome: "running" | "done" | "refused" | "failed"
  /** Flags and result as text, shortened. */
  flags: string
  result: string
  total: number
}>

/** Runs of jobs, the last one first, a page of them, of one name or outcome where given. */
export const jobRunsForList = (
  scope: Scope,
  input: Readonly<{ name: string; outcome: string; limit: number; offset: number }>,
) => scope.sql<JobRunOfList>`
  select id, name, started_at as "startedAt", finished_at as "finishedAt",
    extract(epoch from finished_at - started_at)::float8 as seconds, progress::float8 as progress, outcome,
    left(flags::text, 400) as flags, left(coalesce(result::text, ''), 600) as result, (count(*) over ())::integer as total
  from job_run
  where (${input.name} = '' or name = ${input.name}) and (${input.outcome} = '' or outcome = ${input.outcome})
  order by started_at desc, id
  limit ${input.limit}::integer offset ${input.offset}::integer`

/** The names of jobs that have run. */
export const jobNamesForFilter = (scope: Scope) => scope.sql<{ name: string }>`
  select distinct name from job_run order by name`
