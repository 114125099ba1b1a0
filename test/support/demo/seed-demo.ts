import { addStaff } from "#app/identity/add-staff.server.ts"
import type { Role } from "#app/identity/permission.ts"
import { demoDomain } from "#app/identity/staff.ts"
import { clockOnDate, systemClock } from "#app/platform/clock.server.ts"
import { jobNamed, runForOrganization } from "#app/platform/job.server.ts"
import { log } from "#app/platform/log.server.ts"
import { actorFor, organizationCodes } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import type { Settings } from "#app/platform/settings.server.ts"
import { calendarDate, type CalendarDate } from "#app/values/calendar.ts"
import { attendInDemo } from "#test/support/demo/attend-in-demo.ts"
import { brochuresInDemo } from "#test/support/demo/brochures-in-demo.ts"
import { servicesInDemo } from "#test/support/demo/services-in-demo.ts"
import { applyInDemo } from "#test/support/demo/apply-in-demo.ts"
import { offersInDemo } from "#test/support/demo/offers-in-demo.ts"

const folder = "db/seeds/legacy"
export const demoPassword = "teiki-demo-password"

const staff: readonly { role: Role; name: string }[] = [
  { role: "administrator", name: "管理 花子" },
  { role: "manager", name: "部数 管理" },
  { role: "operator", name: "受付 春江" },
  { role: "accountant", name: "経理 一郎" },
  { role: "seminar-staff", name: "蝉 太郎" },
]

export const demoSecretKey = (organization: string): string => `sk_test_${organization.replaceAll("-", "")}`
export const demoWebhookSecret = (organization: string): string => `whsec_${organization.replaceAll("-", "")}`

/** Demo data, once: the legacy base through the real jobs, staff, applications through the real commands, one issue run. */
export async function seedDemo(settings: Settings): Promise<string[]> {
  if (!(await organizationCodes()).includes("engei")) {
    log("info", "loading the demo data")
    await runJob("load-catalogue", {}, { file: `${folder}/catalogue.json` })
    await runJob(
      "import-subscribers",
      { organization: "engei", on: "2026-10-31" },
      {
        file: `${folder}/subscribers.csv`,
        asOf: "2026-10-31",
      },
    )
    await seedStaff()
    await runJob(
      "run-issue",
      { organization: "engei", on: "2026-11-16" },
      {
        publication: "GARDEN",
        issue: 521,
        shipsOn: "2026-11-16",
      },
    )
    await offersInDemo()
    await applyInDemo()
    await brochuresInDemo()
    await servicesInDemo()
    await runJob("bill-services", { organization: "engei", on: "2026-11-01" }, { asOf: "2026-10-31" })
    await runJob("load-seminars", { organization: "engei", on: "2026-11-01" }, { file: "db/seeds/seminars.yaml" })
    await attendInDemo()
  }
  return [
    `管理画面 Console           ${settings.url}/console`,
    ...staff.map(({ role }) => `  ${role.padEnd(15)} ${`${role}@${demoDomain}`.padEnd(40)} ${demoPassword}`),
  ]
}

async function seedStaff() {
  const actor = await actorFor("engei", "demo")
  for (const { role, name } of staff) {
    await inScope(actor, (scope) =>
      addStaff(scope, { role, name, email: `${role}@${demoDomain}`, password: demoPassword }),
    )
  }
}

async function runJob(name: string, where: { organization?: string; on?: string }, flags: Record<string, unknown>) {
  const job = await jobNamed(name)
  if (!job) throw new Error(`no job ${name}`)
  const on: CalendarDate | undefined = where.on === undefined ? undefined : calendarDate(where.on)
  const clock = on === undefined ? systemClock : clockOnDate(on, systemClock)
  const progress = () => undefined
  const done =
    job.of === "house"
      ? await job.run({ flags, clock, progress })
      : await runForOrganization(job, { organization: where.organization ?? "", flags, clock, progress })
  if (!done.ok) throw new Error(`${name}: ${JSON.stringify(done.result)}`)
}
