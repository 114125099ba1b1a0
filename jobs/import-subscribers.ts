import path from "node:path"
import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { importMappingByName } from "#app/subscriptions/import-mappings.server.ts"
import { importSubscribers } from "#app/subscriptions/import-subscribers.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "import-subscribers",
  summary: {
    ja: "旧システムの購読者CSVを取り込み、移行残高を起こす",
    en: "Takes over subscribers from an older system's CSV and posts the opening balances",
  },
  flags: z.object({
    file: z.string(),
    asOf: z.string().refine(isCalendarDate, "must be a date YYYY-MM-DD"),
    dryRun: z.boolean().default(false),
    goodRows: z.boolean().default(false),
    mapping: z.string().optional(),
  }),
  run: async ({ flags, actor, progress }) => {
    const result = await inScope(
      actor,
      async (scope) =>
        importSubscribers(scope, {
          path: flags.file,
          fileName: path.basename(flags.file),
          asOf: calendarDate(flags.asOf),
          goodRows: flags.goodRows,
          mapping: flags.mapping === undefined ? {} : await importMappingByName(scope, flags.mapping),
          progress,
        }),
      { rollBack: flags.dryRun },
    )
    return { ok: result.applied, result: { ...result, dryRun: flags.dryRun } }
  },
})
