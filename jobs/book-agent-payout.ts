import { z } from "zod"
import { bookAgentPayout } from "#app/billing/agent/book-agent-payout.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

const yen = z.coerce.number().int().min(0)

export const job = organizationJob({
  name: "book-agent-payout",
  summary: {
    ja: "収納代行会社からの入金を、明細の手数料とともに計上する",
    en: "Books a collecting agent's payout with the fee that its statement says",
  },
  flags: z.object({
    reference: z.string().min(1).max(60),
    on: z.string().refine(isCalendarDate),
    ...{ collected: yen, fee: yen, dryRun: z.boolean().default(false) },
  }),
  run: async ({ flags, actor }) => {
    const { reference, collected: collectedYen, fee: feeYen } = flags
    const payout = { reference, receivedOn: calendarDate(flags.on), collectedYen, feeYen }
    const isNew = await inScope(actor, (scope) => bookAgentPayout(scope, payout), { rollBack: flags.dryRun })
    return { ok: true, result: { ...payout, isNew, dryRun: flags.dryRun } }
  },
})
