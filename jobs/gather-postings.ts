import { z } from "zod"
import { gatherPostingTotals } from "#app/ledger/gather-posting-totals.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "gather-postings",
  summary: {
    ja: "転記合計を日・勘定科目ごとに1行にまとめる",
    en: "Gathers the posting totals to one row of a day and account",
  },
  flags: z.object({}),
  // Every hour: what a reckoning of balances reads is then the days' rows and those of the last hour.
  schedule: "40 * * * *",
  run: async ({ actor }) => ({ ok: true, result: { saved: await inScope(actor, gatherPostingTotals) } }),
})
