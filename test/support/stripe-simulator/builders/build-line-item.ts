import Stripe from "stripe"

interface ProductFacts {
  id: string
  created: number
  name: string
  description: string | null
  metadata: Record<string, string>
}

/** The product Stripe makes on the fly from `price_data.product_data`. */
export function buildProduct({ id, created, name, description, metadata }: ProductFacts): Stripe.Product {
  return {
    id,
    object: "product",
    active: false,
    created,
    default_price: null,
    description,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata,
    name,
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: created,
    url: null,
  }
}

/** The one-off price in yen Stripe makes on the fly from `price_data`. */
export function buildPrice(id: string, created: number, product: string, unitAmount: number): Stripe.Price {
  return {
    id,
    object: "price",
    active: false,
    billing_scheme: "per_unit",
    created,
    currency: "jpy",
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: null,
    tax_behavior: "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: "one_time",
    unit_amount: unitAmount,
    unit_amount_decimal: Stripe.Decimal.from(String(unitAmount)),
  }
}

/** One line of a Checkout session. */
export function buildLineItem(id: string, price: Stripe.Price, quantity: number, description: string): Stripe.LineItem {
  const amount = (price.unit_amount ?? 0) * quantity
  return {
    id,
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: "jpy",
    description,
    metadata: {},
    price,
    quantity,
  }
}
