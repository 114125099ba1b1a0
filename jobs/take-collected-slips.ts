import { readFile } from "node:fs/promises"
import { z } from "zod"
import { takeCollectedSlips } from "#app/billing/agent/take-collected-slips.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "take-collected-slips",
  summary: {
    ja: "コンビニ払込票の収納データ(速報・速報取消・確報のCSV)を取り込む",
    en: "Takes what stores collected on slips (CSV of 速報, 速報取消, 確報)",
  },
  flags: z.object({ file: z.string(), dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor }) => {
    const bytes = await readFile(flags.file)
    const taken = await inScope(actor, (scope) => takeCollectedSlips(scope, bytes), { rollBack: flags.dryRun })
    return { ok: true, result: { ...taken, dryRun: flags.dryRun } }
  },
})
