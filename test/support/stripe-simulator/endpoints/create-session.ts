import type Stripe from "stripe"
import { buildLineItem, buildPrice, buildProduct } from "../builders/build-line-item.ts"
import { buildSession } from "../builders/build-session.ts"
import { find, type Act } from "../state/objects.ts"
import { invalidParameter, notImplemented, refused } from "../wire/api-error.ts"
import { readMetadata } from "../wire/params.ts"
import type { Call } from "./endpoint.ts"

type Params = Stripe.Checkout.SessionCreateParams
type LineParams = Stripe.Checkout.SessionCreateParams.LineItem

const MINUTE = 60
const HOUR = 60 * MINUTE
const SMALLEST = 50
const LARGEST = 99_999_999
const WAYS: readonly string[] = ["card", "konbini", "customer_balance"]

export const SESSION_CREATE_PARAMS = [
  "adaptive_pricing.enabled",
  "allowed_payment_method_types",
  "cancel_url",
  "client_reference_id",
  "customer",
  "customer_creation",
  "customer_email",
  "expires_at",
  "line_items.price_data.currency",
  "line_items.price_data.product_data.description",
  "line_items.price_data.product_data.metadata",
  "line_items.price_data.product_data.name",
  "line_items.price_data.unit_amount",
  "line_items.quantity",
  "locale",
  "metadata",
  "mode",
  "payment_intent_data.description",
  "payment_intent_data.metadata",
  "payment_intent_data.setup_future_usage",
  "payment_method_options.customer_balance.bank_transfer.type",
  "payment_method_options.customer_balance.funding_type",
  "payment_method_options.konbini.expires_after_days",
  "success_url",
  "ui_mode",
]

/** Opens a hosted Checkout session for a one-off payment in yen. */
export function createSession({ act, params }: Call<Params>): Stripe.Checkout.Session {
  refuseOtherModes(params)
  if (params.customer !== undefined) find(act, "customer", params.customer, "customer")
  refuseBadReturns(params)
  const created = act.simulation.seconds()
  const expiresAt = expiryOf(params, created)
  const metadata = readMetadata(params.metadata)
  const intentMetadata = readMetadata(params.payment_intent_data?.metadata, "payment_intent_data[metadata]")
  const lines = readLines(params)
  const total = lines.reduce((sum, { unitAmount, quantity }) => sum + unitAmount * quantity, 0)
  refuseTotal(total)
  refuseLater(params, total)
  const id = act.simulation.newId("cs_test")
  const url = `${act.simulation.publicUrl}/c/pay/${id}`
  const session = buildSession({ id, created, expiresAt, total, url, metadata, params })
  act.account.objects["checkout.session"][id] = session
  act.account.checkouts[id] = {
    lineItems: lines.map((line) => storeLine(act, line)),
    intentDescription: params.payment_intent_data?.description ?? null,
    intentMetadata,
    savesCard: params.payment_intent_data?.setup_future_usage === "off_session",
    konbiniDays: params.payment_method_options?.konbini?.expires_after_days ?? 3,
  }
  return session
}

function refuseOtherModes(params: Params) {
  if (params.mode === undefined) throw invalidParameter("Missing required param: mode.", "mode", "parameter_missing")
  if (params.mode !== "payment") throw notImplemented(`Checkout in ${params.mode} mode`, "mode")
  if (params.ui_mode !== undefined && params.ui_mode !== "hosted_page") {
    throw notImplemented(`Checkout with ui_mode ${params.ui_mode}`, "ui_mode")
  }
  if (params.payment_intent_data?.setup_future_usage === "on_session") {
    throw notImplemented("cards saved for on-session use", "payment_intent_data[setup_future_usage]")
  }
  if (params.adaptive_pricing?.enabled === true) throw notImplemented("adaptive pricing", "adaptive_pricing[enabled]")
  if (params.allowed_payment_method_types?.some((type) => !WAYS.includes(type)) === true) {
    throw notImplemented(`payment methods other than ${WAYS.join(", ")}`, "allowed_payment_method_types")
  }
}

/** What Stripe asks of ways to pay later: a customer and the kind of transfer; few days and a bounded sum for the store. */
function refuseLater({ allowed_payment_method_types, customer, payment_method_options }: Params, total: number) {
  if (allowed_payment_method_types?.includes("customer_balance") === true) {
    if (customer === undefined)
      throw invalidParameter("You must provide a customer to use customer_balance.", "customer")
    const transfer = payment_method_options?.customer_balance
    if (transfer?.funding_type !== "bank_transfer" || transfer.bank_transfer?.type !== "jp_bank_transfer") {
      throw invalidParameter("Missing required param: bank_transfer.", "payment_method_options[customer_balance]")
    }
  }
  if (allowed_payment_method_types?.includes("konbini") === true) {
    const days = payment_method_options?.konbini?.expires_after_days ?? 3
    if (days < 1 || days > 60) {
      throw invalidParameter("Between 1 and 60 days.", "payment_method_options[konbini][expires_after_days]")
    }
    if (total < 120 || total > 300_000) {
      throw refused("Amount must be between ¥120 and ¥300,000 for konbini.", undefined, "amount_too_large")
    }
  }
}

function refuseBadReturns({ success_url, cancel_url, customer, customer_email, client_reference_id }: Params) {
  if (success_url === undefined) {
    throw invalidParameter("Missing required param: success_url.", "success_url", "parameter_missing")
  }
  for (const [param, url] of Object.entries({ success_url, cancel_url })) {
    if (url !== undefined && !/^https?:\/\//.test(url)) throw invalidParameter("Not a valid URL", param, "url_invalid")
  }
  if (customer !== undefined && customer_email !== undefined) {
    throw invalidParameter("You may only specify one of these parameters: customer, customer_email.", "customer_email")
  }
  if (customer_email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(customer_email)) {
    throw invalidParameter(`Invalid email address: ${customer_email}`, "customer_email", "email_invalid")
  }
  if (client_reference_id !== undefined && client_reference_id.length > 200) {
    throw invalidParameter("client_reference_id can have up to 200 characters.", "client_reference_id")
  }
}

function expiryOf({ expires_at }: Params, created: number): number {
  const expiresAt = expires_at ?? created + 24 * HOUR
  if (expiresAt < created + 30 * MINUTE || expiresAt > created + 24 * HOUR) {
    const message = "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation."
    throw invalidParameter(message, "expires_at")
  }
  return expiresAt
}

interface Line {
  name: string
  description: string | null
  metadata: Record<string, string>
  unitAmount: number
  quantity: number
}

function readLines({ line_items }: Params): Line[] {
  if (line_items === undefined || line_items.length === 0) {
    throw invalidParameter("Missing required param: line_items.", "line_items", "parameter_missing")
  }
  if (line_items.length > 100) throw invalidParameter("You can pass up to 100 line items.", "line_items")
  return line_items.map((line, index) => readLine(line, `line_items[${index}]`))
}

function readLine({ price_data, quantity }: LineParams, at: string): Line {
  const missing = (param: string) =>
    invalidParameter(`Missing required param: ${at}[${param}].`, `${at}[${param}]`, "parameter_missing")
  if (price_data === undefined) throw missing("price_data")
  if (price_data.product_data === undefined) throw missing("price_data][product_data")
  if (price_data.unit_amount === undefined) throw missing("price_data][unit_amount")
  if (quantity === undefined) throw missing("quantity")
  if (price_data.currency.toLowerCase() !== "jpy") {
    throw notImplemented(`the currency ${price_data.currency}`, `${at}[price_data][currency]`)
  }
  if (price_data.unit_amount < 0 || quantity < 1) {
    const param = quantity < 1 ? `${at}[quantity]` : `${at}[price_data][unit_amount]`
    throw invalidParameter(`Invalid non-negative integer: ${param}`, param, "parameter_invalid_integer")
  }
  return {
    name: price_data.product_data.name,
    description: price_data.product_data.description ?? null,
    metadata: readMetadata(price_data.product_data.metadata),
    unitAmount: price_data.unit_amount,
    quantity,
  }
}

function refuseTotal(total: number) {
  if (total < SMALLEST) {
    const message = `The Checkout Session's total amount due must add up to at least ¥${SMALLEST} jpy`
    throw refused(message, undefined, "amount_too_small")
  }
  if (total > LARGEST) {
    throw refused(`The Checkout Session's total amount must be no more than ¥${LARGEST}`, undefined, "amount_too_large")
  }
}

function storeLine(act: Act, { name, description, metadata, unitAmount, quantity }: Line): string {
  const { objects } = act.account
  const created = act.simulation.seconds()
  const product = buildProduct({ id: act.simulation.newId("prod"), created, name, description, metadata })
  const price = buildPrice(act.simulation.newId("price"), created, product.id, unitAmount)
  const item = buildLineItem(act.simulation.newId("li"), price, quantity, name)
  objects.product[product.id] = product
  objects.price[price.id] = price
  objects.item[item.id] = item
  return item.id
}
