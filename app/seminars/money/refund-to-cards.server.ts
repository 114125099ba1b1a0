import { askCardRefunds } from "#app/billing/card-refunds/ask-card-refunds.server.ts"
import { auditEach } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

/**
 * Sends refunds of seminar orders back to the cards that paid them (カードへの返金), as rows that the worker brings to Stripe; those that no
 * card can take whole stay to be paid out by hand. Asked twice it is one. Gives the numbers that are on their way. Refuses nothing.
 */
export async function refundToCards(scope: Scope, numbers: readonly string[]): Promise<readonly string[]> {
  if (numbers.length === 0) return []
  const owed = await scope.sql<{ number: string; order_id: string; payment_id: string | null; left_yen: number }>`
    select number, order_id, payment_id, amount_yen - coalesce((select sum(amount_yen) from card_refund
      where seminar_refund_number = seminar_refund.number and state = 'done'), 0)::bigint as left_yen
    from seminar_refund where number = any(${[...numbers]}::text[]) and paid_on is null order by number for update`
  if (owed.length === 0) return []
  const takes = await askCardRefunds(
    scope,
    owed.map(({ number, order_id, payment_id, left_yen }) => ({
      ...{ of: "seminar", number, leftYen: left_yen, paymentId: payment_id },
      // A payment that came too late is for no order; what it owes back is its own.
      subjectIds: payment_id === null ? [order_id] : [],
    })),
  )
  const asked = owed.filter(({ number, left_yen }) => takes.get(number) === left_yen).map(({ number }) => number)
  await auditEach(scope, "want-card-refund", asked)
  return asked
}

/** One refund, asked for by staff. Refuses: unknown-seminar-refund, seminar-refund-paid, card-takes-no-refund. */
export async function refundToCard(scope: Scope, number: string): Promise<void> {
  const [refund] = await scope.sql<{ paid_on: string | null; is_waiting: boolean }>`
    select paid_on, exists (select from card_refund where seminar_refund_number = seminar_refund.number and state = 'waiting') as is_waiting
    from seminar_refund where number = ${number}`
  if (!refund) throw refuse("unknown-seminar-refund", { number })
  if (refund.paid_on !== null) throw refuse("seminar-refund-paid", { number })
  if (refund.is_waiting) return
  const asked = await refundToCards(scope, [number])
  if (asked.length === 0) throw refuse("card-takes-no-refund", { number })
}
