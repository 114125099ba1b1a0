import type Stripe from "stripe"
import { stripeFor } from "#app/billing/stripe/stripe-client.server.ts"
import { dateInTokyo, instantOf } from "#app/platform/clock.server.ts"
import type { Actor } from "#app/platform/scope.server.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

export type DisputeState = Readonly<{
  disputeId: string
  paymentIntentId: string | null
  amountYen: number
  status: string
  reason: string
  openedOn: CalendarDate
  answerBy: CalendarDate | null
}>

export type PayoutLine = Readonly<{
  transactionId: string
  kind: string
  sourceId: string
  amountYen: number
  feeYen: number
  createdOn: CalendarDate
}>

export type Payout = Readonly<{
  payoutId: string
  arrivedOn: CalendarDate
  /** When the bank sent it back; null where it did not. */
  failedOn: CalendarDate | null
  netYen: number
  lines: readonly PayoutLine[]
}>

/** What happened on an organization's Stripe account since an instant, for the nightly comparison; yen. */
export type AccountActivity = Readonly<{
  charges: readonly Readonly<{ paymentIntentId: string; amountYen: number }>[]
  refunds: readonly Readonly<{ stripeRefundId: string; paymentIntentId: string; amountYen: number }>[]
  disputes: readonly DisputeState[]
  payouts: readonly Payout[]
  /** What Stripe holds, after its fees: available and pending together. */
  balanceYen: number
  /** Fees already taken from money that has not been paid out. */
  unpaidFeesYen: number
}>

const idOf = (reference: string | { id: string } | null | undefined): string =>
  typeof reference === "string" ? reference : (reference?.id ?? "")
const dayOf = (seconds: number) => dateInTokyo(instantOf(seconds))

/**
 * Asks Stripe for charges, refunds, disputes and payouts since an instant, for the disputes named, however old, and for its balance.
 * Outside any Scope.
 */
export async function accountActivity(
  actor: Actor,
  since: Date,
  openDisputes: readonly string[],
): Promise<AccountActivity> {
  const { stripe } = await stripeFor(actor)
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const page = { created, limit: 100 }
  const charges: { paymentIntentId: string; amountYen: number }[] = []
  for await (const charge of stripe.charges.list(page)) {
    if (charge.paid) charges.push({ paymentIntentId: idOf(charge.payment_intent), amountYen: charge.amount_captured })
  }
  const refunds: { stripeRefundId: string; paymentIntentId: string; amountYen: number }[] = []
  for await (const refund of stripe.refunds.list(page)) {
    if (refund.status === "failed" || refund.status === "canceled") continue
    refunds.push({ stripeRefundId: refund.id, paymentIntentId: idOf(refund.payment_intent), amountYen: refund.amount })
  }
  const disputes: DisputeState[] = []
  for await (const dispute of stripe.disputes.list(page)) disputes.push(disputeState(dispute))
  for (const id of openDisputes) {
    if (disputes.some(({ disputeId }) => disputeId === id)) continue
    disputes.push(disputeState(await stripe.disputes.retrieve(id)))
  }
  const payouts: Payout[] = []
  const expand = ["data.failure_balance_transaction"]
  for (const status of ["paid", "failed"]) {
    for await (const payout of stripe.payouts.list({ ...page, status, expand })) {
      payouts.push(await payoutOf(stripe, payout))
    }
  }
  return { charges, refunds, disputes, payouts, ...(await balanceOf(stripe, created, payouts)) }
}

/** A dispute as Stripe tells it now. Outside any Scope. */
export async function disputeOf(actor: Actor, disputeId: string): Promise<DisputeState> {
  const { stripe } = await stripeFor(actor)
  return disputeState(await stripe.disputes.retrieve(disputeId))
}

function disputeState(dispute: Stripe.Dispute): DisputeState {
  const due = dispute.evidence_details.due_by
  return {
    ...{ disputeId: dispute.id, paymentIntentId: idOf(dispute.payment_intent) || null, amountYen: dispute.amount },
    ...{ status: dispute.status, reason: dispute.reason, openedOn: dayOf(dispute.created) },
    answerBy: due === null ? null : dayOf(due),
  }
}

async function payoutOf(stripe: Stripe, payout: Stripe.Payout): Promise<Payout> {
  const lines: PayoutLine[] = []
  for await (const line of stripe.balanceTransactions.list({ payout: payout.id, limit: 100 })) {
    // Stripe may list the payout's own transactions among its parts.
    if (line.type === "payout" || idOf(line.source) === payout.id) continue
    lines.push({
      ...{ transactionId: line.id, kind: line.type, sourceId: idOf(line.source) },
      ...(line.type === "stripe_fee"
        ? { amountYen: 0, feeYen: -line.net }
        : { amountYen: line.amount, feeYen: line.fee }),
      createdOn: dayOf(line.created),
    })
  }
  const failure = payout.status === "failed" ? payout.failure_balance_transaction : null
  const failedOn = failure === null || typeof failure === "string" ? null : dayOf(failure.created)
  return { payoutId: payout.id, arrivedOn: dayOf(payout.arrival_date), failedOn, netYen: payout.amount, lines }
}

/** Money that is not paid out stays a few days only: the window of the comparison holds all of it. */
async function balanceOf(stripe: Stripe, created: Readonly<{ gte: number }>, payouts: readonly Payout[]) {
  const balance = await stripe.balance.retrieve()
  const yen = [...balance.available, ...balance.pending].filter(({ currency }) => currency === "jpy")
  const paidOut = new Set(payouts.flatMap(({ lines }) => lines.map(({ transactionId }) => transactionId)))
  let unpaidFeesYen = 0
  for await (const line of stripe.balanceTransactions.list({ created, limit: 100 })) {
    if (line.type === "payout" || paidOut.has(line.id)) continue
    unpaidFeesYen += line.type === "stripe_fee" ? -line.net : line.fee
  }
  return { balanceYen: yen.reduce((sum, { amount }) => sum + amount, 0), unpaidFeesYen }
}
