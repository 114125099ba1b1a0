import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { settleDiscontinued } from "#app/subscriptions/discontinued/settle-discontinued.server.ts"

export const job = organizationJob({
  name: "settle-discontinued",
  summary: {
    ja: "廃刊精算の回答期限を過ぎた契約の残額を未払金に移す",
    en: "Moves what nobody answered for of discontinued titles to the money owed, after the last day",
  },
  flags: z.object({ dryRun: z.boolean().default(false) }),
  // Half past midnight in Tokyo.
  schedule: "30 15 * * *",
  run: async ({ flags, actor }) => {
    const titles = await inScope(actor, settleDiscontinued, { rollBack: flags.dryRun })
    return { ok: true, result: { titles, dryRun: flags.dryRun } }
  },
})
