import { z } from "zod"
import { invoicesDue, issueDueInvoices } from "#app/billing/papers/issue-due-invoices.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

export const job = organizationJob({
  name: "issue-invoices",
  summary: {
    ja: "請求書払いの契約・受講料と業務委託料に請求書を発行する(締日のある支払者はまとめて1通)",
    en: "Issues invoices for contracts and seminar fees to be paid by invoice and for services, one for a payer with a closing day",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional(), dryRun: z.boolean().default(false) }),
  schedule: "30 21 * * *",
  run: async ({ flags, actor, progress }) => {
    if (flags.dryRun) {
      return readScope(actor, async (scope) => {
        const asOf = flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)
        const due = (await invoicesDue(scope, asOf)).map((group) => ({
          ...{ payer: group[0]?.payerNumber, bills: group.map(({ number }) => number) },
          ...{ amountYen: group.reduce((sum, one) => sum + one.amountYen, 0), dueOn: group[0]?.dueOn },
        }))
        return { ok: true, result: { asOf, dryRun: true, invoices: due.length, due } }
      })
    }
    const done = { invoices: 0, contracts: 0, seminarOrders: 0, serviceBills: 0, amountYen: 0 }
    for (;;) {
      const batch = await inScope(actor, async (scope) =>
        issueDueInvoices(scope, flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)),
      )
      done.invoices += batch.invoices
      done.contracts += batch.contracts
      done.seminarOrders += batch.seminarOrders
      done.serviceBills += batch.serviceBills
      done.amountYen += batch.amountYen
      progress(batch.isMore ? 0.5 : 1, String(done.invoices))
      if (!batch.isMore) break
    }
    return { ok: true, result: { ...done, dryRun: false } }
  },
})
