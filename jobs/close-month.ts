import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { closeMonth } from "#app/reports/close-month.server.ts"
import { isMonth, month } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "close-month",
  summary: {
    ja: "月を締める(確認・伝票番号・ロック・帳票とデータ一式の保管)",
    en: "Closes a month: checks, voucher numbers, lock, papers and data pack kept",
  },
  flags: z.object({
    month: z.string().refine(isMonth, "must be a month YYYY-MM"),
    explanation: z.string().optional(),
    dryRun: z.boolean().default(false),
    asOf: z.string().optional(),
  }),
  run: async ({ flags, actor }) => {
    const closed = await inScope(
      actor,
      (scope) => closeMonth(scope, { month: month(flags.month), explanation: flags.explanation }),
      { rollBack: flags.dryRun },
    )
    return { ok: true, result: { ...closed, dryRun: flags.dryRun } }
  },
})
