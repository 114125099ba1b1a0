import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { pickBrochures } from "#app/subscriptions/brochures/pick-brochures.server.ts"

export const job = organizationJob({
  name: "pick-brochures",
  summary: {
    ja: "資料請求を出荷指示にまとめ、物流会社へのCSVを作る",
    en: "Takes open requests for brochures into a batch with its picking list",
  },
  flags: z.object({ dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor }) => {
    const picked = await inScope(actor, pickBrochures, { rollBack: flags.dryRun })
    return { ok: true, result: { ...picked, dryRun: flags.dryRun } }
  },
})
