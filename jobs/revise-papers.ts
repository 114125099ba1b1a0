import { z } from "zod"
import { papersToRevise } from "#app/billing/papers/papers-to-revise.server.ts"
import { revisePapers } from "#app/billing/papers/revise-papers.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"

const MOST_LISTED = 1_000

export const job = organizationJob({
  name: "revise-papers",
  summary: {
    ja: "税率の改定で内訳が変わった請求書と領収書を修正して発行する(番号・合計はそのまま)",
    en: "Issues invoices and receipts anew whose split by rate a change of the tax rate has made wrong",
  },
  flags: z.object({ asOf: z.string().optional(), dryRun: z.boolean().default(false) }),
  run: async ({ flags, actor, progress }) => {
    if (flags.dryRun) {
      const due = await readScope(actor, (scope) => papersToRevise(scope, MOST_LISTED))
      return {
        ok: true,
        result: { dryRun: true, papers: due.length, due: due.map(({ number, was, now }) => ({ number, was, now })) },
      }
    }
    let papers = 0
    for (;;) {
      const batch = await inScope(actor, revisePapers)
      papers += batch.papers.length
      progress(batch.isMore ? 0.5 : 1, String(papers))
      if (!batch.isMore) break
    }
    return { ok: true, result: { papers, dryRun: false } }
  },
})
