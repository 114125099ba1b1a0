import type Stripe from "stripe"
import { buildBalanceTransaction, buildRefund } from "../builders/build-balance.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import { invalidParameter, refused } from "../wire/api-error.ts"
import { readMetadata } from "../wire/params.ts"

/** Refunds a charge in part or in whole; refuses more than is left. */
export function refundCharge(act: Act, params: Stripe.RefundCreateParams): Stripe.Refund {
  const charge = chargeOf(act, params)
  const left = charge.amount_captured - charge.amount_refunded
  const amount = params.amount ?? left
  if (left <= 0) throw refused(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded")
  if (amount < 1) throw refused("Invalid positive integer", "amount", "parameter_invalid_integer")
  if (amount > left) {
    throw refused(`Refund amount (¥${amount}) is greater than unrefunded amount on charge (¥${left})`, "amount")
  }
  const created = act.simulation.seconds()
  const id = act.simulation.newId("re")
  const transaction = buildBalanceTransaction({
    id: act.simulation.newId("txn"),
    created,
    availableOn: created,
    type: "refund",
    amount: -amount,
    fee: 0,
    source: id,
    description: `REFUND FOR CHARGE`,
  })
  const refund = buildRefund({
    id,
    created,
    amount,
    charge,
    balanceTransaction: transaction.id,
    metadata: readMetadata(params.metadata),
    reason: params.reason ?? null,
  })
  const refundedYen = charge.amount_refunded + amount
  const refunded = { ...charge, amount_refunded: refundedYen, refunded: refundedYen === charge.amount_captured }
  act.account.objects.balance_transaction[transaction.id] = transaction
  act.account.objects.refund[id] = refund
  act.account.objects.charge[charge.id] = refunded
  emitEvent(act, "refund.created", refund)
  emitEvent(act, "charge.refunded", refunded)
  return refund
}

function chargeOf(act: Act, params: Stripe.RefundCreateParams): Stripe.Charge {
  if (params.charge !== undefined) {
    const charge = find(act, "charge", params.charge, "charge")
    if (charge.status !== "succeeded") throw refused(`Charge ${charge.id} is not paid.`, "charge")
    return charge
  }
  if (params.payment_intent === undefined) {
    throw invalidParameter("One of the following params should be provided: charge, payment_intent.", "charge")
  }
  const intent = find(act, "payment_intent", params.payment_intent, "payment_intent")
  const latest = idOf(intent.latest_charge)
  if (intent.status !== "succeeded" || latest === null) {
    throw refused(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, "payment_intent")
  }
  return find(act, "charge", latest)
}
