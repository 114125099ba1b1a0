import { parseCrontab, run, type Runner, type Task } from "graphile-worker"
import { allJobs, type Job, runForOrganization } from "#app/platform/job.server.ts"
import { house } from "#app/platform/house.server.ts"
import { log } from "#app/platform/log.server.ts"
import { organizationCodes } from "#app/platform/organization.server.ts"
import { z } from "zod"

const Payload = z.object({ organization: z.string().optional() }).loose()

/**
 * Starts the worker: the jobs of the jobs folder are its tasks, and those with a schedule its crontab. Without an
 * organization in the payload a task runs for all of them.
 */
export async function startWorker(concurrency = 3): Promise<Runner> {
  const jobs = (await allJobs()).filter((job) => job.of === "organization")
  const crontab = jobs.flatMap(({ name, schedule }) => (schedule === undefined ? [] : [`${schedule} ${name}`]))
  return run({
    pgPool: house().queue,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, taskOf(job)])),
    parsedCronItems: parseCrontab(crontab.join("\n")),
    concurrency,
    pollInterval: 1_000,
    noHandleSignals: true,
  })
}

function taskOf(job: Extract<Job, { of: "organization" }>): Task {
  return async (payload) => {
    const { organization } = Payload.parse(payload ?? {})
    for (const code of organization === undefined ? await organizationCodes() : [organization]) {
      try {
        await runForOrganization(job, {
          organization: code,
          flags: {},
          clock: house().clock,
          progress: () => undefined,
        })
      } catch (error) {
        // One organization's failure does not stop the others; its job_run row tells it, and the schedule tries again.
        log("error", "task failed", { job: job.name, organization: code, error: String(error) })
      }
    }
  }
}
