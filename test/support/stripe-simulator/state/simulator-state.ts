import { z } from "zod"
import type { SimulatedObjects } from "../schema/simulated-types.ts"
import { fitsObject } from "../schema/validators.ts"

const stored = <K extends keyof SimulatedObjects>(name: K) =>
  z.record(
    z.string(),
    z.custom<SimulatedObjects[K]>((value) => fitsObject(name, value), `not a ${name}`),
  )

const objectsSchema = z.object({
  balance_transaction: stored("BalanceTransaction"),
  charge: stored("Charge"),
  "billing_portal.configuration": stored("PortalConfiguration").default({}),
  "billing_portal.session": stored("PortalSession").default({}),
  "checkout.session": stored("Session"),
  customer: stored("Customer"),
  dispute: stored("Dispute").default({}),
  event: stored("Event"),
  item: stored("LineItem"),
  payment_intent: stored("PaymentIntent"),
  payment_method: stored("PaymentMethod"),
  payout: stored("Payout"),
  price: stored("Price"),
  product: stored("Product"),
  refund: stored("Refund"),
  webhook_endpoint: stored("WebhookEndpoint"),
})

/** What a Checkout session knows beyond the object Stripe shows. */
const checkoutSchema = z.object({
  lineItems: z.array(z.string()),
  intentDescription: z.string().nullable(),
  intentMetadata: z.record(z.string(), z.string()),
  /** The card is kept for charges without the payer (setup_future_usage). */
  savesCard: z.boolean().default(false),
  /** Calendar days in which a number for the convenience store may be paid. */
  konbiniDays: z.number().default(3),
})

const deliverySchema = z.object({
  id: z.string(),
  eventId: z.string(),
  endpointId: z.string(),
  attempts: z.number(),
  dueAt: z.number(),
  state: z.enum(["pending", "delivered", "abandoned", "dropped"]),
  lastStatus: z.number().nullable(),
})

const idempotentSchema = z.object({
  fingerprint: z.string(),
  status: z.number(),
  body: z.record(z.string(), z.unknown()),
  storedAt: z.number(),
})

const accountSchema = z.object({
  id: z.string(),
  objects: objectsSchema,
  checkouts: z.record(z.string(), checkoutSchema),
  payoutOf: z.record(z.string(), z.string()),
  endpointSecrets: z.record(z.string(), z.string()),
  idempotent: z.record(z.string(), idempotentSchema),
  deliveries: z.array(deliverySchema),
})

/** The whole state, which is also the snapshot file. */
export const simulatorStateSchema = z.object({
  version: z.literal(1),
  seed: z.number(),
  counters: z.record(z.string(), z.number()),
  clockOffset: z.number(),
  accounts: z.record(z.string(), accountSchema),
})

export type SimulatorState = z.infer<typeof simulatorStateSchema>
export type AccountState = z.infer<typeof accountSchema>
export type ObjectKind = keyof AccountState["objects"]
export type Delivery = z.infer<typeof deliverySchema>

/** The schema name of each kind of stored object. */
export const SCHEMA_OF = {
  balance_transaction: "BalanceTransaction",
  "billing_portal.configuration": "PortalConfiguration",
  "billing_portal.session": "PortalSession",
  charge: "Charge",
  "checkout.session": "Session",
  customer: "Customer",
  dispute: "Dispute",
  event: "Event",
  item: "LineItem",
  payment_intent: "PaymentIntent",
  payment_method: "PaymentMethod",
  payout: "Payout",
  price: "Price",
  product: "Product",
  refund: "Refund",
  webhook_endpoint: "WebhookEndpoint",
} as const satisfies Record<ObjectKind, keyof SimulatedObjects>

const isKind = (kind: string): kind is ObjectKind => kind in SCHEMA_OF
export const OBJECT_KINDS: readonly ObjectKind[] = Object.keys(SCHEMA_OF).filter(isKind)

/** An account with nothing in it. */
export const emptyAccount = (id: string): AccountState => ({
  id,
  objects: {
    balance_transaction: {},
    "billing_portal.configuration": {},
    "billing_portal.session": {},
    charge: {},
    "checkout.session": {},
    customer: {},
    dispute: {},
    event: {},
    item: {},
    payment_intent: {},
    payment_method: {},
    payout: {},
    price: {},
    product: {},
    refund: {},
    webhook_endpoint: {},
  },
  checkouts: {},
  payoutOf: {},
  endpointSecrets: {},
  idempotent: {},
  deliveries: [],
})
