import type Stripe from "stripe"

/** A way of paying later: at a convenience store or by transfer to the customer's balance. */
export function buildLaterMethod(
  id: string,
  created: number,
  way: "konbini" | "customer_balance",
  email: string | null,
): Stripe.PaymentMethod {
  return {
    id,
    object: "payment_method",
    billing_details: {
      address: { city: null, country: "JP", line1: null, line2: null, postal_code: null, state: null },
      ...{ email, name: "SIMULATOR", phone: null, tax_id: null },
    },
    created,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...(way === "konbini" ? { type: "konbini", konbini: {} } : { type: "customer_balance", customer_balance: {} }),
  }
}

/** How a charge that was paid later was paid. */
export const laterDetails = (method: Stripe.PaymentMethod): Stripe.Charge.PaymentMethodDetails =>
  method.type === "konbini"
    ? { type: "konbini", konbini: { store: { chain: "lawson" } } }
    : { type: "customer_balance", customer_balance: {} }
