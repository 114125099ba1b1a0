import { house } from "#app/platform/house.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"

/** Does what was asked for on pages, as a worker does; gives how much it was. */
export async function doAsked(organization = "engei"): Promise<number> {
  const job = await jobNamed("do-asked-work")
  if (job?.of !== "organization") throw new Error("no such job")
  const call = { organization, flags: {}, clock: house().clock, progress: () => undefined }
  const { result } = await runForOrganization(job, call)
  return Number(result.done)
}
