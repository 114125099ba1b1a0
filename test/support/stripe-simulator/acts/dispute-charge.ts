import type Stripe from "stripe"
import { buildBalanceTransaction } from "../builders/build-balance.ts"
import { buildDispute } from "../builders/build-dispute.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, idOf, type Act } from "../state/objects.ts"
import { refused } from "../wire/api-error.ts"

function enter(act: Act, dispute: { id: string; amount: number }, description: string): string {
  const created = act.simulation.seconds()
  const transaction = buildBalanceTransaction({
    ...{ id: act.simulation.newId("txn"), created, availableOn: created, type: "adjustment", fee: 0 },
    ...{ amount: dispute.amount, source: dispute.id, description },
  })
  act.account.objects.balance_transaction[transaction.id] = transaction
  return transaction.id
}

/** The card's holder disputes a charge: its whole amount leaves the balance until the dispute is closed. */
export function disputeCharge(act: Act, chargeId: string): Stripe.Dispute {
  const charge = find(act, "charge", chargeId)
  if (charge.disputed) throw refused(`Charge ${chargeId} is disputed already.`)
  const id = act.simulation.newId("du")
  const withdrawn = enter(act, { id, amount: -charge.amount }, "Chargeback withdrawal")
  const transaction = find(act, "balance_transaction", withdrawn)
  const intent = idOf(charge.payment_intent)
  const dispute = buildDispute({
    ...{ id, created: act.simulation.seconds(), amount: charge.amount, charge: chargeId },
    ...{ paymentIntent: intent, transactions: [transaction] },
  })
  act.account.objects.dispute[id] = dispute
  act.account.objects.charge[chargeId] = { ...charge, disputed: true }
  emitEvent(act, "charge.dispute.created", dispute)
  emitEvent(act, "charge.dispute.funds_withdrawn", dispute)
  return dispute
}

/** The bank decides: a lost dispute keeps the money away, a won one brings it back. */
export function closeDispute(act: Act, id: string, status: "lost" | "won"): Stripe.Dispute {
  const dispute = find(act, "dispute", id)
  if (dispute.status === "lost" || dispute.status === "won") throw refused(`Dispute ${id} is closed already.`)
  const returned =
    status === "won" ? [find(act, "balance_transaction", enter(act, dispute, "Chargeback reversal"))] : []
  const closed: Stripe.Dispute = {
    ...dispute,
    ...{ status, balance_transactions: [...dispute.balance_transactions, ...returned], is_charge_refundable: false },
  }
  act.account.objects.dispute[id] = closed
  emitEvent(act, "charge.dispute.closed", closed)
  if (status === "won") emitEvent(act, "charge.dispute.funds_reinstated", closed)
  return closed
}
