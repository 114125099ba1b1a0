import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { recogniseHeldSeminars } from "#app/seminars/money/recognise-held-seminars.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "recognise-seminars",
  summary: {
    ja: "開催を終えたセミナーの受講料を売上に計上する",
    en: "Recognises the revenue of seminars that have been held",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional() }),
  // Twenty past eleven at night in Tokyo, so that the day's seminars stand in the day's books.
  schedule: "20 14 * * *",
  run: async ({ flags, actor }) => {
    const result = await inScope(actor, (scope) =>
      recogniseHeldSeminars(scope, flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)),
    )
    return { ok: true, result }
  },
})
