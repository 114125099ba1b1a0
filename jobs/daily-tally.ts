import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { closeDailyTally } from "#app/seminars/office/daily-tally.server.ts"
import { addDays, calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "daily-tally",
  summary: {
    ja: "セミナーの日計表を作り、過ぎた日は締める",
    en: "The day's tally of seminars; a day that is over is closed",
  },
  flags: z.object({ on: z.string().refine(isCalendarDate).optional(), asOf: z.string().optional() }),
  // Twenty past midnight in Tokyo, for the day before.
  schedule: "20 15 * * *",
  run: async ({ flags, actor }) => {
    const result = await inScope(actor, (scope) =>
      closeDailyTally(scope, flags.on === undefined ? addDays(scope.today, -1) : calendarDate(flags.on)),
    )
    return { ok: true, result }
  },
})
