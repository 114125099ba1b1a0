import { createServer } from "node:http"
import Stripe from "stripe"
import { afterEach, beforeEach, expect } from "vitest"
import type { SimulatorControl } from "./control/control.ts"
import { startStripeSimulator, type StripeSimulator, type StripeSimulatorOptions } from "./start-stripe-simulator.ts"

export const KEY = "sk_test_contract"
export const SECRET = "whsec_contract"
/** The contract's present, in Unix seconds. */
export const START = 1_790_000_000
export const HOUR = 3600

type SessionParams = Partial<Stripe.Checkout.SessionCreateParams>

/** An order of two subscriptions, 12,000 yen together. */
export const order = (params: SessionParams = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: "payment",
  line_items: [
    {
      price_data: { currency: "jpy", unit_amount: 6000, product_data: { name: "季刊 定期", description: "4冊" } },
      quantity: 2,
    },
  ],
  success_url: "http://teiki.test/done?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://teiki.test/back",
  customer_email: "payer@example.com",
  ...params,
})

/** The SDK as the application uses it, pointed at a simulator. */
export const clientFor = ({ host, port }: StripeSimulator, key = KEY, options: Stripe.StripeConfig = {}) =>
  new Stripe(key, { host, port, protocol: "http", telemetry: false, maxNetworkRetries: 0, ...options })

/** The error Stripe answers with; fails when it doesn't. */
export async function refusal(promise: Promise<unknown>) {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Stripe.errors.StripeError)) throw new Error("Stripe was expected to refuse", { cause: error })
  return error
}

interface Received {
  payload: string
  signature: string
}

/** A receiver of webhooks that keeps what it gets and answers with a status. */
export interface Receiver {
  url: string
  received: Received[]
  /** What was received, its signatures verified. */
  events: () => Stripe.Event[]
}

async function listenForHooks(status: () => number, closers: (() => Promise<void>)[]): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let payload = ""
    request.setEncoding("utf8")
    request.on("data", (chunk: string) => (payload += chunk))
    request.on("end", () => {
      received.push({ payload, signature: String(request.headers["stripe-signature"]) })
      response.writeHead(status()).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  closers.push(() => new Promise((resolve) => server.close(() => resolve())))
  const address = server.address()
  const url = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}/hook` : ""
  const verified = ({ payload, signature }: Received) =>
    Stripe.webhooks.constructEvent(payload, signature, SECRET, undefined, undefined, START * 1000)
  return { url, received, events: () => received.map(verified) }
}

export interface ContractWorld {
  readonly simulator: StripeSimulator
  readonly stripe: Stripe
  readonly control: SimulatorControl
  /** A further simulator, closed with the test. */
  start: (options?: Partial<StripeSimulatorOptions>) => Promise<StripeSimulator>
  /** A receiver of webhooks that nobody knows yet. */
  receiver: (status?: () => number) => Promise<Receiver>
  /** A receiver of webhooks, registered for everything. */
  registered: (status?: () => number) => Promise<Receiver>
  /** A session paid with 4242, with its intent and charge. */
  paid: (params?: SessionParams) => ReturnType<typeof pay>
}

async function pay(stripe: Stripe, control: SimulatorControl, params: SessionParams) {
  const { id } = await stripe.checkout.sessions.create(order(params))
  await control.completeSession(id)
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent.latest_charge"] })
  const intent = session.payment_intent
  if (intent === null || typeof intent === "string") throw new Error("the payment intent is not expanded")
  const charge = intent.latest_charge
  if (charge === null || typeof charge === "string") throw new Error("the charge is not expanded")
  return { session, intent, charge }
}

/** A fresh simulator for each test of the file; no test may leave a violation behind. */
export function useStripe(): ContractWorld {
  const closers: (() => Promise<void>)[] = []
  const now: { simulator?: StripeSimulator } = {}
  const current = () => {
    if (now.simulator === undefined) throw new Error("the simulator runs inside tests only")
    return now.simulator
  }
  const start = async (options: Partial<StripeSimulatorOptions> = {}) => {
    const started = await startStripeSimulator({ now: () => new Date(START * 1000), seed: 7, ...options })
    closers.push(started.close)
    return started
  }
  beforeEach(async () => {
    now.simulator = await start()
  })
  afterEach(async () => {
    const violations = current().control.violations()
    await Promise.all(closers.splice(0).map((close) => close()))
    expect(violations).toEqual([])
  })
  const world: ContractWorld = {
    get simulator() {
      return current()
    },
    get stripe() {
      return clientFor(current())
    },
    get control() {
      return current().control
    },
    start,
    receiver: (status = () => 200) => listenForHooks(status, closers),
    registered: async (status) => {
      const receiver = await world.receiver(status)
      world.control.registerWebhook({ secretKey: KEY, url: receiver.url, secret: SECRET })
      return receiver
    },
    paid: (params = {}) => pay(world.stripe, world.control, params),
  }
  return world
}
