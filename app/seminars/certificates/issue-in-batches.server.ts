import { z } from "zod"
import { askForWork, type AskedWork } from "#app/platform/background.server.ts"
import type { Progress } from "#app/platform/job.server.ts"
import { type Actor, inScope, readScope, type Scope } from "#app/platform/scope.server.ts"
import { type IssuedCertificates, issueCertificates } from "#app/seminars/certificates/issue-certificates.server.ts"

/** Certificates in one transaction: few enough that nobody waits for their numbers. */
const AT_ONCE = 50

/** Issues the certificates of a seminar, a transaction for each fifty; one that is stopped goes on where it was. Refuses as issueCertificates. */
export async function issueInBatches(actor: Actor, code: string, progress: Progress): Promise<IssuedCertificates> {
  const issued: string[] = []
  for (;;) {
    const batch = await inScope(actor, (scope) => issueCertificates(scope, code, AT_ONCE))
    issued.push(...batch.issued)
    progress(issued.length / Math.max(issued.length + batch.left, 1))
    if (batch.left === 0) return { ...batch, issued }
  }
}

const NAME = "issue-certificates"

/** It as a worker does it. */
export const issuingWork: AskedWork<{ seminar: string }> = {
  name: NAME,
  input: z.object({ seminar: z.string() }),
  run: async (actor, { seminar }, progress) => {
    const { issued, notEarned, undrawable } = await issueInBatches(actor, seminar, progress)
    return { ok: true, result: { seminar, count: issued.length, notEarned: notEarned.length, undrawable } }
  },
}

/** Asks for it; the certificates' page shows how far it is. */
export const startIssuing = (actor: Actor, code: string): Promise<string> =>
  askForWork(actor, issuingWork, { seminar: code })

export type IssuingRun = Readonly<{ outcome: string; progress: number; count: number | null; messageJa: string | null }>

/** The last run for a seminar; null where there was none. */
export async function lastIssuing(scope: Scope, code: string): Promise<IssuingRun | null> {
  const [run] = await scope.sql<IssuingRun>`
    select outcome, progress::float8 as progress, (result->>'count')::integer as count, result->>'messageJa' as "messageJa"
    from job_run where name = ${NAME} and flags->>'seminar' = ${code} order by started_at desc limit 1`
  return run ?? null
}

/** Whether anybody works on it right now. */
export const isIssuing = async (actor: Actor, code: string): Promise<boolean> =>
  (await readScope(actor, (scope) => lastIssuing(scope, code)))?.outcome === "running"
