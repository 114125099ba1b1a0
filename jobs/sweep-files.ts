import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { sweepFiles } from "#app/platform/sweep-files.server.ts"

export const job = organizationJob({
  name: "sweep-files",
  summary: {
    ja: "どの記録からも使われていないファイルを、1週間後に消す",
    en: "Takes away files that no record has named for a week",
  },
  flags: z.object({}),
  // Half past three in the night in Tokyo.
  schedule: "30 18 * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await readScope(actor, sweepFiles) }),
})
