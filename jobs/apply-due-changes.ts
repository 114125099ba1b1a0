import { z } from "zod"
import { applyDueChanges } from "#app/members/apply-due-changes.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { applyDuePrices } from "#app/publications/apply-due-prices.server.ts"
import { inScope } from "#app/platform/scope.server.ts"

export const job = organizationJob({
  name: "apply-due-changes",
  summary: {
    ja: "適用日が来た会員の変更・住所・価格改定を有効にする",
    en: "Brings members' changes, addresses and prices of this day into force",
  },
  flags: z.object({}),
  // Ten past midnight in Tokyo.
  schedule: "10 15 * * *",
  run: async ({ actor }) => {
    const applied = await inScope(actor, async (scope) => ({
      ...(await applyDueChanges(scope, scope.today)),
      prices: await applyDuePrices(scope, scope.today),
    }))
    return { ok: true, result: applied }
  },
})
