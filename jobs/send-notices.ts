import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope, readScope } from "#app/platform/scope.server.ts"
import { invoicesOverdue } from "#app/billing/dunning/invoices-overdue.server.ts"
import { sendInvoiceNotices } from "#app/billing/dunning/send-invoice-notices.server.ts"
import { paymentsDue } from "#app/subscriptions/renewal/payments-due.server.ts"
import { endsOf, numbersOf } from "#app/subscriptions/renewal/renewed-title.ts"
import { renewalReasons, renewalsDue } from "#app/subscriptions/renewal/renewals-due.server.ts"
import { sendPaymentNotices } from "#app/subscriptions/renewal/send-payment-notices.server.ts"
import { sendRenewalNotices } from "#app/subscriptions/renewal/send-renewal-notices.server.ts"
import { calendarDate, isCalendarDate } from "#app/values/calendar.ts"

const asBundle = { ja: "セットで継続: ", en: "Renewed as a bundle: " } as const

export const job = organizationJob({
  name: "send-notices",
  summary: {
    ja: "継続案内・入金案内・督促を送る(試行では誰に何をなぜ送るかを一覧にする)",
    en: "Sends renewal and payment notices and reminders of invoices; a dry run lists who gets what and why",
  },
  flags: z.object({ asOf: z.string().refine(isCalendarDate).optional(), dryRun: z.boolean().default(false) }),
  schedule: "0 21 * * *",
  run: async ({ flags, actor }) => {
    if (flags.dryRun) {
      const result = await readScope(actor, async (scope) => {
        const asOf = flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)
        const renewals = await renewalsDue(scope, asOf)
        const payments = await paymentsDue(scope, asOf)
        const invoices = await invoicesOverdue(scope, asOf)
        return {
          ...{ asOf, dryRun: true },
          renewals: renewals.map(({ contractNumber, memberNumber, step, channel, reason, issuesLeft, titles }) => ({
            ...{ contract: contractNumber, member: memberNumber, step, channel, issuesLeft },
            ...(titles.length > 1 ? { titles: endsOf(titles, actor.locale) } : {}),
            why: `${titles.length > 1 ? asBundle[actor.locale] : ""}${renewalReasons[reason][actor.locale]}`,
          })),
          payments: payments.map(({ contracts, memberNumber, step, channel, owedYen, publication, offer }) => ({
            ...{ contract: numbersOf(contracts), member: memberNumber, step, channel, owedYen },
            ...(contracts.length > 1 ? { bundle: offer, titles: publication } : {}),
          })),
          invoices: invoices.map(({ payerNumber, level, channel, leftYen, invoices: overdue }) => ({
            ...{ member: payerNumber, level, channel, leftYen, invoices: overdue.map(({ number }) => number) },
          })),
        }
      })
      return { ok: true, result }
    }
    const result = await inScope(actor, async (scope) => {
      const asOf = flags.asOf === undefined ? scope.today : calendarDate(flags.asOf)
      return {
        ...{ asOf, dryRun: false },
        renewals: await sendRenewalNotices(scope, asOf),
        payments: await sendPaymentNotices(scope, asOf),
        invoices: await sendInvoiceNotices(scope, asOf),
      }
    })
    return { ok: true, result }
  },
})
