import type Stripe from "stripe"
import type { TestCard } from "../acts/test-cards.ts"
import { laterDetails } from "./build-later.ts"

interface IntentFacts {
  id: string
  created: number
  amount: number
  customer: string | null
  description: string | null
  metadata: Record<string, string>
}

/** A payment intent that awaits its first payment method. */
export function buildPaymentIntent({ id, created, amount, customer, description, metadata }: IntentFacts) {
  const intent: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_simulated`,
    confirmation_method: "automatic",
    created,
    currency: "jpy",
    customer,
    customer_account: null,
    description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: null,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_group: null,
  }
  return intent
}

const billingDetails = (email: string | null) => ({
  address: { city: null, country: "JP", line1: null, line2: null, postal_code: null, state: null },
  email,
  name: "SIMULATOR",
  phone: null,
  tax_id: null,
})

/** A card; only brand and last digits exist here. */
export function buildPaymentMethod(id: string, created: number, card: TestCard, email: string | null) {
  const method: Stripe.PaymentMethod = {
    id,
    object: "payment_method",
    billing_details: billingDetails(email),
    card: {
      brand: "visa",
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "JP",
      display_brand: "visa",
      exp_month: 12,
      exp_year: 2034,
      funding: "credit",
      generated_from: null,
      last4: card.last4,
      networks: { available: ["visa"], preferred: null },
      regulated_status: "unregulated",
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: "card",
  }
  return method
}

interface ChargeFacts {
  id: string
  created: number
  intent: Stripe.PaymentIntent
  method: Stripe.PaymentMethod
  decline: { code: string; declineCode: string; message: string } | null
  isAuthenticated: boolean
}

function chargeOutcome({ decline }: ChargeFacts): Stripe.Charge.Outcome {
  const base = { advice_code: null, network_advice_code: null, network_decline_code: null }
  return decline === null
    ? {
        ...base,
        network_status: "approved_by_network",
        reason: null,
        risk_level: "normal",
        seller_message: "Payment complete.",
        type: "authorized",
      }
    : {
        ...base,
        network_status: "declined_by_network",
        reason: decline.declineCode,
        risk_level: "normal",
        seller_message: decline.message,
        type: "issuer_declined",
      }
}

function cardDetails({
  method,
  isAuthenticated,
  intent,
  decline,
}: ChargeFacts): Stripe.Charge.PaymentMethodDetails.Card {
  return {
    amount_authorized: decline === null ? intent.amount : null,
    authorization_code: null,
    brand: "visa",
    checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
    country: "JP",
    electronic_commerce_indicator: null,
    exp_month: 12,
    exp_year: 2034,
    funding: "credit",
    installments: null,
    last4: method.card?.last4 ?? null,
    mandate: null,
    network: "visa",
    network_transaction_id: null,
    regulated_status: "unregulated",
    three_d_secure: isAuthenticated
      ? {
          authentication_flow: "challenge",
          electronic_commerce_indicator: "05",
          exemption_indicator: null,
          result: "authenticated",
          result_reason: null,
          transaction_id: null,
          version: "2.2.0",
        }
      : null,
    transaction_link_id: null,
    wallet: null,
  }
}

/** One attempt on a card: succeeded, or failed with the bank's reason. */
export function buildCharge(facts: ChargeFacts): Stripe.Charge {
  const { id, created, intent, method, decline } = facts
  const isPaid = decline === null
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: isPaid ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: billingDetails(method.billing_details.email),
    calculated_statement_descriptor: "SIMULATOR",
    captured: isPaid,
    created,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    // Stripe copies the intent's metadata at this moment and never again.
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: chargeOutcome(facts),
    paid: isPaid,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: method.type === "card" ? { card: cardDetails(facts), type: "card" } : laterDetails(method),
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: isPaid ? "succeeded" : "failed",
    transfer_data: null,
    transfer_group: null,
  }
}
