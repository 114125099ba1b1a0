import { z } from "zod"
import { billServices, servicesToBill } from "#app/desk/services/bill-services.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "bill-services",
  summary: {
    ja: "終わった月の業務委託料を請求し、売上に計上する(締日のある請求先の請求書は issue-invoices が発行する)",
    en: "Bills and books the months of service contracts that are over (with a closing day the invoice comes by issue-invoices)",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional(), dryRun: z.boolean().default(false) }),
  // Half past eleven at night in Tokyo, so that a month's services stand in the month's books.
  schedule: "30 14 * * *",
  run: async ({ flags, actor, progress }) => {
    if (flags.dryRun) {
      return readScope(actor, async (scope) => {
        const asOf = flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)
        const due = [...(await servicesToBill(scope, asOf)).values()]
          .flat()
          .map(({ contractNumber, payerNumber, bill }) => ({
            ...{ contract: contractNumber, payer: payerNumber, month: bill.month },
            ...{ netYen: bill.netYen, taxYen: bill.taxYen, amountYen: bill.totalYen },
          }))
        return { ok: true, result: { asOf, dryRun: true, bills: due.length, due } }
      })
    }
    const done = { bills: 0, invoices: 0, amountYen: 0 }
    for (;;) {
      const batch = await inScope(actor, (scope) =>
        billServices(scope, flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)),
      )
      done.bills += batch.bills
      done.invoices += batch.invoices
      done.amountYen += batch.amountYen
      progress(batch.isMore ? 0.5 : 1, String(done.bills))
      if (!batch.isMore) break
    }
    return { ok: true, result: { ...done, dryRun: false } }
  },
})
