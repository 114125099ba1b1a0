import { chargeCard, outcomeOfCharge } from "#app/billing/stripe/charge-card.server.ts"
import { log } from "#app/platform/log.server.ts"
import { type Actor, inScope } from "#app/platform/scope.server.ts"
import { announceAutoRenewals } from "#app/subscriptions/auto-renewal/announce-auto-renewals.server.ts"
import { claimCharges, withdrawCharge } from "#app/subscriptions/auto-renewal/claim-charges.server.ts"
import { printCardLetters } from "#app/subscriptions/auto-renewal/print-card-letters.server.ts"
import { settleCharge } from "#app/subscriptions/auto-renewal/settle-charge.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type CardRenewals = Readonly<{
  announced: number
  renewed: number
  declined: number
  fallenBack: number
  refundDue: number
  /** Charges whose answer did not come, or that Stripe has not decided; the next run asks again under the same key. */
  unanswered: number
  /** What goes by post: letters to readers whom mail does not reach, one PDF a run. */
  letters: number
  letterFileId: string | null
}>

/**
 * The day's renewals by card of an organization: announces those that come near, charges those whose day has come, each in a transaction
 * of its own around the call to Stripe. Run again at any time, it charges nothing twice.
 */
export async function renewByCard(actor: Actor, asOf: CalendarDate): Promise<CardRenewals> {
  const announced = await inScope(actor, (scope) => announceAutoRenewals(scope, asOf))
  const claimed = await inScope(actor, (scope) => claimCharges(scope, asOf))
  const counts = { announced, renewed: 0, declined: 0, fallenBack: 0, refundDue: 0, unanswered: 0 }
  for (const charge of claimed) {
    try {
      const { idempotencyKey } = charge
      const outcome = charge.mayCharge
        ? await chargeCard(actor, charge, charge.isFirstTry)
        : await outcomeOfCharge(actor, charge)
      if (outcome === null) {
        await inScope(actor, (scope) => withdrawCharge(scope, idempotencyKey))
        continue
      }
      const settled = await inScope(actor, (scope) => settleCharge(scope, { idempotencyKey, outcome, on: asOf }))
      if (settled === "renewed") counts.renewed += 1
      if (settled === "declined") counts.declined += 1
      if (settled === "fallen-back") counts.fallenBack += 1
      if (settled === "refund-due") counts.refundDue += 1
      if (settled === "pending") counts.unanswered += 1
    } catch (error) {
      // One reader's charge stops nobody else's; its row stays open for the next run.
      log("error", "charge not answered", { request: charge.idempotencyKey, error: String(error) })
      counts.unanswered += 1
    }
  }
  // Last: a declined card may have a letter, too. What a run that broke off has not printed, the next one prints.
  return { ...counts, ...(await inScope(actor, (scope) => printCardLetters(scope, asOf))) }
}
