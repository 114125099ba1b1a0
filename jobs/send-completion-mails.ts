import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { sendCompletionMails } from "#app/seminars/surveys/send-completion-mails.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "send-completion-mails",
  summary: {
    ja: "セミナーの参加者に、お礼・修了証・アンケート・ご案内のメールを送る",
    en: "Thanks those who attended, with certificate, survey and offer",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional(), dryRun: z.boolean().default(false) }),
  // Ten in the morning in Tokyo.
  schedule: "0 1 * * *",
  run: async ({ flags, actor }) => {
    const result = await inScope(actor, (scope) =>
      sendCompletionMails(scope, {
        asOf: flags.asOf === undefined ? scope.today : calendarDate(flags.asOf),
        dryRun: flags.dryRun,
      }),
    )
    return { ok: true, result }
  },
})
