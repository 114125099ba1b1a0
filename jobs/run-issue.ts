import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { confirmIssueRun } from "#app/reports/confirm-issue-run.server.ts"
import { labelFileForRun } from "#app/subscriptions/shipping/label-file-for-run.server.ts"
import { totalsForRun } from "#app/subscriptions/totals-for-run.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "run-issue",
  summary: {
    ja: "号の発送処理を確定する(発送・売上計上・宛名・増減表・照合表)",
    en: "Confirms an issue run: units served, revenue, labels, R1 and the proof sheet",
  },
  flags: z.object({
    publication: z.string(),
    issue: z.coerce.number().int().positive(),
    shipsOn: z.string().refine(isCalendarDate, "must be a date YYYY-MM-DD"),
    dryRun: z.boolean().default(false),
  }),
  run: async ({ flags, actor, progress }) => {
    progress(0.1)
    const result = await inScope(
      actor,
      async (scope) => {
        const run = await confirmIssueRun(scope, {
          publication: flags.publication,
          issue: flags.issue,
          shipsOn: calendarDate(flags.shipsOn),
        })
        const totals = await totalsForRun(scope, run.runId)
        const labels = await labelFileForRun(scope, run.runId)
        return {
          ...totals,
          labels: labels && { rows: labels.rows, file: labels.name, sha256: labels.sha256, path: labels.path },
          alreadyDone: run.alreadyDone,
        }
      },
      { rollBack: flags.dryRun },
    )
    return { ok: true, result: { ...result, dryRun: flags.dryRun } }
  },
})
