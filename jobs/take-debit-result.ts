import { readFile } from "node:fs/promises"
import path from "node:path"
import { z } from "zod"
import { takeDebitResult } from "#app/billing/debit/take-debit-result.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "take-debit-result",
  summary: {
    ja: "口座振替の結果データ(全銀91)を取り込み、振替済みを入金にする",
    en: "Takes the result file of direct debit (Zengin 91) and books what was withdrawn",
  },
  flags: z.object({ file: z.string(), dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor }) => {
    const bytes = await readFile(flags.file)
    const taken = await inScope(actor, (scope) => takeDebitResult(scope, { name: path.basename(flags.file), bytes }), {
      rollBack: flags.dryRun,
    })
    return { ok: true, result: { ...taken, dryRun: flags.dryRun } }
  },
})
