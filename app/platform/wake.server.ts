import { house } from "#app/platform/house.server.ts"
import { log } from "#app/platform/log.server.ts"

/**
 * Nudges the worker after a commit. Only a nudge: the rows are the truth, and the schedule finds them anyway, so a failure
 * here is logged and not the caller's concern.
 */
export async function wake(jobName: string, organization: string): Promise<void> {
  try {
    await house().queue.query(
      "select graphile_worker.add_job($1, json_build_object('organization', $2::text), job_key := $1 || ':' || $2)",
      [jobName, organization],
    )
  } catch (error) {
    log("warning", "the worker was not woken", { job: jobName, organization, error: String(error) })
  }
}
