import type Stripe from "stripe"

interface TransactionFacts {
  id: string
  created: number
  availableOn: number
  type: "adjustment" | "charge" | "payout" | "payout_failure" | "refund"
  amount: number
  fee: number
  source: string
  description: string | null
}

/** One movement of an account's Stripe balance. */
export function buildBalanceTransaction(facts: TransactionFacts): Stripe.BalanceTransaction {
  const { id, created, availableOn, type, amount, fee, source, description } = facts
  const stripeFee = {
    amount: fee,
    application: null,
    currency: "jpy",
    description: "Stripe processing fees",
    type: "stripe_fee",
  }
  return {
    id,
    object: "balance_transaction",
    amount,
    available_on: availableOn,
    balance_type: "payments",
    created,
    currency: "jpy",
    description,
    exchange_rate: null,
    fee,
    fee_details: fee === 0 ? [] : [stripeFee],
    net: amount - fee,
    reporting_category: type === "adjustment" ? "dispute" : type,
    source,
    status: availableOn > created ? "pending" : "available",
    type,
  }
}

/** A payout that has reached the bank. */
export function buildPayout(id: string, created: number, amount: number, transaction: string): Stripe.Payout {
  return {
    id,
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: created,
    automatic: true,
    balance_transaction: transaction,
    created,
    currency: "jpy",
    description: "STRIPE PAYOUT",
    destination: null,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "completed",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: "paid",
    trace_id: null,
    type: "bank_account",
  }
}

interface RefundFacts {
  id: string
  created: number
  amount: number
  charge: Stripe.Charge
  balanceTransaction: string
  metadata: Record<string, string>
  reason: Stripe.Refund.Reason | null
}

/** A refund to the card that was charged. */
export function buildRefund({
  id,
  created,
  amount,
  charge,
  balanceTransaction,
  metadata,
  reason,
}: RefundFacts): Stripe.Refund {
  return {
    id,
    object: "refund",
    amount,
    balance_transaction: balanceTransaction,
    charge: charge.id,
    created,
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { card: { type: "refund" }, type: "card" },
    metadata,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason,
    receipt_number: null,
    source_transfer_reversal: null,
    status: "succeeded",
    transfer_reversal: null,
  }
}
