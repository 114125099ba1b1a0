import { readFile } from "node:fs/promises"
import path from "node:path"
import { z } from "zod"
import { bankLines } from "#app/billing/bank/bank-lines.server.ts"
import { matchCertainLines } from "#app/billing/bank/match-certain-lines.server.ts"
import { takeBankFile } from "#app/billing/bank/take-bank-file.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "match-bank-file",
  summary: {
    ja: "銀行の入金明細(全銀03・01、CSV)を取り込み、確かなものを消し込む",
    en: "Takes a bank's file of deposits (Zengin 03 and 01, CSV) and settles what is beyond doubt",
  },
  flags: z.object({ file: z.string(), account: z.string().max(60).default(""), dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor }) => {
    const bytes = await readFile(flags.file)
    const result = await inScope(
      actor,
      async (scope) => {
        const taken = await takeBankFile(scope, { name: path.basename(flags.file), bytes, account: flags.account })
        const matched = await matchCertainLines(scope)
        const open = await bankLines(scope, { state: "open", limit: 1, offset: 0 })
        return { ...taken, ...matched, open: open.total, openYen: open.sumYen, dryRun: flags.dryRun }
      },
      { rollBack: flags.dryRun },
    )
    return { ok: true, result }
  },
})
