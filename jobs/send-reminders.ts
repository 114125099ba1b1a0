import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { sendReminders } from "#app/seminars/office/send-reminders.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "send-reminders",
  summary: { ja: "セミナーの開催リマインドメールを送る", en: "Sends the reminders of seminars that are near" },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional() }),
  // Nine in the morning in Tokyo.
  schedule: "0 0 * * *",
  run: async ({ flags, actor }) => {
    const result = await inScope(actor, (scope) =>
      sendReminders(scope, flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)),
    )
    return { ok: true, result }
  },
})
