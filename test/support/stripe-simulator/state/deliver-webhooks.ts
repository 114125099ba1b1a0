import Stripe from "stripe"
import { shuffled } from "./shuffle.ts"
import type { Simulation } from "./simulation.ts"
import type { AccountState, Delivery } from "./simulator-state.ts"

export interface DeliverOptions {
  order?: "fifo" | "shuffle"
  seed?: number
  /** How many times more each delivery is sent. */
  duplicates?: number
  /** How many deliveries are lost for good. */
  drop?: number
}

export interface DeliveryReport {
  delivered: number
  failed: number
  dropped: number
}

/** A delivery that waits, as tests see it. */
export interface PendingDelivery {
  id: string
  eventId: string
  type: string
  url: string
  attempts: number
  dueAt: number
  lastStatus: number | null
}

const MINUTE = 60
const HOUR = 60 * MINUTE
// Stripe retries for three days with growing gaps; its exact gaps aren't published.
const BACKOFF = [
  MINUTE,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
  12 * HOUR,
  12 * HOUR,
  12 * HOUR,
]
const PATIENCE_MS = 20_000

interface Waiting {
  account: AccountState
  delivery: Delivery
}

const waiting = (simulation: Simulation): Waiting[] =>
  Object.values(simulation.state.accounts).flatMap((account) =>
    account.deliveries.filter(({ state }) => state === "pending").map((delivery) => ({ account, delivery })),
  )

/** Every delivery that still waits, oldest first. */
export const pendingDeliveries = (simulation: Simulation): PendingDelivery[] =>
  waiting(simulation).map(({ account, delivery }) => ({
    id: delivery.id,
    eventId: delivery.eventId,
    type: account.objects.event[delivery.eventId]?.type ?? "",
    url: account.objects.webhook_endpoint[delivery.endpointId]?.url ?? "",
    attempts: delivery.attempts,
    dueAt: delivery.dueAt,
    lastStatus: delivery.lastStatus,
  }))

/** Sends all that waits, due or not, one after the other; what fails waits for its next time. */
export async function deliverAll(simulation: Simulation, options: DeliverOptions = {}): Promise<DeliveryReport> {
  const seed = options.seed ?? 1
  const all = waiting(simulation)
  const lost = new Set(shuffled(all, seed).slice(0, options.drop ?? 0))
  for (const { delivery } of lost) delivery.state = "dropped"
  const kept = all.filter((entry) => !lost.has(entry))
  const copies = kept.flatMap((entry) => Array.from({ length: 1 + (options.duplicates ?? 0) }, () => entry))
  const ordered = options.order === "shuffle" ? shuffled(copies, seed) : copies
  return { ...(await send(simulation, ordered)), dropped: lost.size }
}

/** Sends what is due by the clock. */
export async function deliverDue(simulation: Simulation): Promise<DeliveryReport> {
  const now = simulation.seconds()
  // Two requests may both find the same delivery due: the first one sends it.
  const due = waiting(simulation).filter(
    ({ delivery }) => delivery.dueAt <= now && !simulation.inFlight.has(delivery.id),
  )
  for (const { delivery } of due) simulation.inFlight.add(delivery.id)
  try {
    return await send(simulation, due)
  } finally {
    for (const { delivery } of due) simulation.inFlight.delete(delivery.id)
  }
}

/** Sends one event again to every endpoint it was meant for, whatever became of it before. */
export async function redeliver(simulation: Simulation, eventId: string): Promise<DeliveryReport> {
  const again = Object.values(simulation.state.accounts).flatMap((account) =>
    account.deliveries.filter((delivery) => delivery.eventId === eventId).map((delivery) => ({ account, delivery })),
  )
  if (again.length === 0) throw new Error(`no delivery of ${eventId}: no endpoint wanted it when it happened`)
  return send(simulation, again)
}

async function send(simulation: Simulation, batch: readonly Waiting[]): Promise<DeliveryReport> {
  const report = { delivered: 0, failed: 0, dropped: 0 }
  for (const entry of batch) {
    const isDelivered = await attempt(simulation, entry)
    report[isDelivered ? "delivered" : "failed"] += 1
  }
  if (batch.length > 0) simulation.save()
  return report
}

async function attempt(simulation: Simulation, { account, delivery }: Waiting): Promise<boolean> {
  const event = account.objects.event[delivery.eventId]
  const endpoint = account.objects.webhook_endpoint[delivery.endpointId]
  const secret = account.endpointSecrets[delivery.endpointId]
  if (event === undefined || endpoint === undefined || secret === undefined) {
    delivery.state = "abandoned"
    return false
  }
  const payload = JSON.stringify(event, undefined, 2)
  const timestamp = simulation.seconds()
  const signature = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp })
  delivery.attempts += 1
  delivery.lastStatus = await post(endpoint.url, payload, signature)
  if (delivery.lastStatus >= 200 && delivery.lastStatus < 300) {
    if (delivery.state !== "delivered") event.pending_webhooks = Math.max(0, event.pending_webhooks - 1)
    delivery.state = "delivered"
    return true
  }
  const gap = BACKOFF[delivery.attempts - 1]
  if (delivery.state === "pending") {
    delivery.state = gap === undefined ? "abandoned" : "pending"
    delivery.dueAt = timestamp + (gap ?? 0)
  }
  return false
}

/** The status of the answer; 0 when there was none. */
async function post(url: string, body: string, signature: string): Promise<number> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.arrayBuffer()
    return response.status
  } catch (error) {
    // A refused connection or no answer in time is an answer that failed; anything else is a mistake of ours.
    if (error instanceof TypeError || error instanceof DOMException) return 0
    throw error
  }
}
