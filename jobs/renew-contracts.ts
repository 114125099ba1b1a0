import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { readScope } from "#app/platform/scope.server.ts"
import { autoRenewalsDue } from "#app/subscriptions/auto-renewal/auto-renewals-due.server.ts"
import { chargesDue } from "#app/subscriptions/auto-renewal/charges-due.server.ts"
import { renewByCard } from "#app/subscriptions/auto-renewal/renew-by-card.server.ts"
import { endsOf } from "#app/subscriptions/renewal/renewed-title.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "renew-contracts",
  summary: {
    ja: "カードの自動更新を予告し、期日の来たものを請求する(試行では対象を一覧にする)",
    en: "Announces renewals by card and charges those that are due; a dry run lists them",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional(), dryRun: z.boolean().default(false) }),
  schedule: "30 1 * * *",
  run: async ({ flags, actor }) => {
    const asOf =
      flags.asOf === undefined
        ? await readScope(actor, (scope) => Promise.resolve(scope.today))
        : calendarDate(flags.asOf)
    if (!flags.dryRun) {
      const done = await renewByCard(actor, asOf)
      return { ok: done.unanswered === 0, result: { asOf, dryRun: false, ...done } }
    }
    return readScope(actor, async (scope) => {
      const announcements = await autoRenewalsDue(scope, asOf)
      const charges = await chargesDue(scope, asOf)
      const list = announcements.map(({ contractNumber, memberNumber, channel, amountYen, chargeOn, titles }) => ({
        ...{ contract: contractNumber, member: memberNumber, channel, amountYen, chargeOn },
        ...(titles.length > 1 ? { titles: endsOf(titles, "ja") } : {}),
      }))
      return { ok: true, result: { asOf, dryRun: true, announcements: list, charges } }
    })
  },
})
