import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { inviteToBriefings } from "#app/seminars/briefings/invite-to-briefings.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "invite-to-briefings",
  summary: {
    ja: "新しい契約者と替わった担当者を、次の操作説明会に招く",
    en: "Invites new members and new contact persons to the next briefing",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional(), dryRun: z.boolean().default(false) }),
  // Half past ten in the morning in Tokyo.
  schedule: "30 1 * * *",
  run: async ({ flags, actor }) => {
    const { briefing, invited } = await inScope(actor, (scope) =>
      inviteToBriefings(scope, {
        asOf: flags.asOf === undefined ? scope.today : calendarDate(flags.asOf),
        dryRun: flags.dryRun,
      }),
    )
    const people = flags.dryRun ? { invited } : {}
    return { ok: true, result: { briefing, count: invited.length, ...people } }
  },
})
