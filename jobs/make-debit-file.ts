import { z } from "zod"
import { makeDebitRequest } from "#app/billing/debit/make-debit-request.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "make-debit-file",
  summary: {
    ja: "口座振替の請求データ(全銀91)を引落日ごとに1つ作る",
    en: "Makes the request file of direct debit (Zengin 91), one for each withdrawal day",
  },
  flags: z.object({ on: z.string().refine(isCalendarDate), dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor }) => {
    const made = await inScope(actor, (scope) => makeDebitRequest(scope, calendarDate(flags.on)), {
      rollBack: flags.dryRun,
    })
    return { ok: true, result: { ...made, on: flags.on, dryRun: flags.dryRun } }
  },
})
