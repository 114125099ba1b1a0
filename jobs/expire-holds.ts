import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { expireHolds } from "#app/seminars/apply/expire-holds.server.ts"

export const job = organizationJob({
  name: "expire-holds",
  summary: {
    ja: "期限の過ぎた仮押さえの席を放し、キャンセル待ちの方に案内する",
    en: "Frees seats whose holds have ended and offers them to those who wait",
  },
  flags: z.object({ asOf: z.string().optional() }),
  schedule: "*/5 * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await inScope(actor, (scope) => expireHolds(scope, null)) }),
})
