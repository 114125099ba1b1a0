import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { clockAt } from "#app/platform/clock.server.ts"

const folder = "db/seeds/legacy"

/** The older system's catalogue and subscribers, taken over by the real jobs as of 2026-10-31. */
export async function loadLegacy(): Promise<void> {
  const clock = clockAt("2026-10-31T12:00:00+09:00")
  const progress = () => undefined
  const catalogue = await jobNamed("load-catalogue")
  const subscribers = await jobNamed("import-subscribers")
  if (catalogue?.of !== "house" || subscribers?.of !== "organization") throw new Error("the jobs are not there")
  await catalogue.run({ flags: { file: `${folder}/catalogue.json` }, clock, progress })
  const flags = { file: `${folder}/subscribers.csv`, asOf: "2026-10-31" }
  const done = await runForOrganization(subscribers, { organization: "engei", flags, clock, progress })
  if (!done.ok) throw new Error(JSON.stringify(done.result))
}
