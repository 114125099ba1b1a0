import type Stripe from "stripe"
import { buildBalanceTransaction, buildPayout } from "../builders/build-balance.ts"
import { emitEvent } from "../state/emit-event.ts"
import { find, type Act } from "../state/objects.ts"
import { refused } from "../wire/api-error.ts"

/** Pays everything available out to the bank (with `includePending`, everything); refuses when that isn't a positive sum. */
export function payOut(act: Act, includePending = false): Stripe.Payout {
  const { account, simulation } = act
  const included = Object.values(account.objects.balance_transaction).filter(
    (transaction) =>
      transaction.type !== "payout" &&
      account.payoutOf[transaction.id] === undefined &&
      (includePending || transaction.status === "available"),
  )
  const amount = included.reduce((sum, transaction) => sum + transaction.net, 0)
  if (amount <= 0) {
    throw refused(
      `Nothing to pay out (¥${amount}): advance the clock until charges are available, or include pending ones.`,
    )
  }
  const created = simulation.seconds()
  const id = simulation.newId("po")
  const transaction = buildBalanceTransaction({
    id: simulation.newId("txn"),
    created,
    availableOn: created,
    type: "payout",
    amount: -amount,
    fee: 0,
    source: id,
    description: "STRIPE PAYOUT",
  })
  const payout = buildPayout(id, created, amount, transaction.id)
  account.objects.balance_transaction[transaction.id] = transaction
  account.objects.payout[id] = payout
  for (const paidOut of included) account.payoutOf[paidOut.id] = id
  emitEvent(act, "payout.created", payout)
  emitEvent(act, "payout.paid", payout)
  emitEvent(act, "payout.reconciliation_completed", payout)
  return payout
}

/** The bank sends a payout back: its money stands in the balance again. */
export function failPayout(act: Act, id: string): Stripe.Payout {
  const { account, simulation } = act
  const payout = find(act, "payout", id)
  if (payout.status === "failed") throw refused(`Payout ${id} has failed already.`)
  const created = simulation.seconds()
  const transaction = buildBalanceTransaction({
    ...{ id: simulation.newId("txn"), created, availableOn: created, type: "payout_failure", fee: 0 },
    ...{ amount: payout.amount, source: id, description: "STRIPE PAYOUT FAILURE" },
  })
  const failed: Stripe.Payout = {
    ...payout,
    ...{ status: "failed", failure_code: "account_closed", failure_balance_transaction: transaction.id },
    failure_message: "The bank account has been closed.",
  }
  account.objects.balance_transaction[transaction.id] = transaction
  account.objects.payout[id] = failed
  emitEvent(act, "payout.failed", failed)
  return failed
}
