import { closeDispute, disputeCharge } from "../acts/dispute-charge.ts"
import { expireSession, settleDue } from "../acts/expire-session.ts"
import { failLater, type LaterWay, orderPaymentLater, payLater } from "../acts/pay-later.ts"
import { authenticateSession, paySession } from "../acts/pay-session.ts"
import { decideCharge } from "../acts/pay-off-session.ts"
import { replaceCard, renewCard } from "../acts/replace-card.ts"
import { failPayout, payOut } from "../acts/pay-out.ts"
import { registerWebhook } from "../acts/register-webhook.ts"
import type { CardName } from "../acts/test-cards.ts"
import type Stripe from "stripe"
import {
  deliverAll,
  deliverDue,
  pendingDeliveries,
  redeliver,
  type DeliverOptions,
  type DeliveryReport,
  type PendingDelivery,
} from "../state/deliver-webhooks.ts"
import { find, findAny, type Act } from "../state/objects.ts"
import type { Fault, Simulation, SimulationSettings, Violation } from "../state/simulation.ts"
import type { AccountState } from "../state/simulator-state.ts"
import { actOn } from "../page/answer-page.ts"

/** What tests may do to the simulated world; the same over HTTP under `/_sim`. */
export interface SimulatorControl {
  registerWebhook: (webhook: {
    secretKey: string
    url: string
    secret: string
    enabledEvents?: readonly string[] | undefined
  }) => Stripe.WebhookEndpoint
  /** Replaces the secret an endpoint's deliveries are signed with. */
  rotateSecret: (endpointId: string, secret: string) => void
  configure: (settings: Partial<SimulationSettings>) => SimulationSettings
  pending: () => PendingDelivery[]
  deliverAll: (options?: DeliverOptions) => Promise<DeliveryReport>
  deliverDue: () => Promise<DeliveryReport>
  redeliver: (eventId: string) => Promise<DeliveryReport>
  failNext: (fault: Fault) => void
  /** Moves the clock; answers with the new time in Unix seconds. */
  advance: (seconds: number) => Promise<number>
  seconds: () => number
  objects: (secretKey: string) => AccountState["objects"]
  find: (id: string) => object | undefined
  completeSession: (
    id: string,
    payer?: { card?: CardName; email?: string; authentication?: "ok" | "fail" },
  ) => Promise<Stripe.Checkout.Session>
  /** The payer chooses to pay at the store or by transfer; then the money comes, or the number expires. */
  orderLater: (id: string, way: LaterWay) => Promise<Stripe.Checkout.Session>
  payLater: (id: string) => Promise<Stripe.Checkout.Session>
  failLater: (id: string) => Promise<Stripe.Checkout.Session>
  expireSession: (id: string) => Promise<Stripe.Checkout.Session>
  payout: (secretKey: string, options?: { includePending?: boolean }) => Promise<Stripe.Payout>
  /** The bank answers a charge that was held. */
  decideCharge: (intentId: string, isPaid: boolean) => Promise<void>
  /** The payer keeps another card on the portal's page, as if he had clicked there. */
  replaceCard: (portalSessionId: string, card?: CardName) => Promise<Stripe.PaymentMethod>
  /** The bank sends a new card of the same number, and its network tells Stripe. */
  renewCard: (paymentMethodId: string, expiryYear: number) => Promise<Stripe.PaymentMethod>
  /** The bank sends a payout back. */
  failPayout: (id: string) => Promise<Stripe.Payout>
  /** The holder of a charge's card disputes it. */
  dispute: (chargeId: string) => Promise<Stripe.Dispute>
  closeDispute: (id: string, status: "lost" | "won") => Promise<Stripe.Dispute>
  /** Unfitting answers and calls that aren't simulated: tests assert that there are none. */
  violations: () => readonly Violation[]
  clearViolations: () => void
}

/** The control of one simulation. */
export function controlOf(simulation: Simulation): SimulatorControl {
  const accounts = () => Object.values(simulation.state.accounts)
  const actFor = (secretKey: string): Act => ({ simulation, account: simulation.accountOf(secretKey), request: null })
  const afterwards = async () => {
    simulation.save()
    if (simulation.settings.webhookMode === "inline") await deliverDue(simulation)
  }
  const onSession = async (id: string, change: (act: Act) => void) => {
    const act = actOn(simulation, id)
    if (act === undefined) throw new Error(`no Checkout session ${id}`)
    settleDue(act)
    change(act)
    await afterwards()
    return find(act, "checkout.session", id)
  }
  const holding = (
    kind: "billing_portal.session" | "charge" | "dispute" | "payment_intent" | "payment_method" | "payout",
    id: string,
  ): Act => {
    const account = accounts().find(({ objects }) => Object.hasOwn(objects[kind], id))
    if (account === undefined) throw new Error(`no ${kind} ${id}`)
    return { simulation, account, request: null }
  }
  return {
    registerWebhook: ({ secretKey, ...webhook }) => {
      const endpoint = registerWebhook(actFor(secretKey), webhook)
      simulation.save()
      return endpoint
    },
    rotateSecret: (endpointId, secret) => {
      const account = accounts().find(({ endpointSecrets }) => endpointId in endpointSecrets)
      if (account === undefined) throw new Error(`no webhook endpoint ${endpointId}`)
      account.endpointSecrets[endpointId] = secret
    },
    configure: (settings) => Object.assign(simulation.settings, settings),
    pending: () => pendingDeliveries(simulation),
    deliverAll: (options) => deliverAll(simulation, options),
    deliverDue: () => deliverDue(simulation),
    redeliver: (eventId) => redeliver(simulation, eventId),
    failNext: (fault) => simulation.faults.push({ ...fault }),
    advance: async (seconds) => {
      simulation.state.clockOffset += seconds
      for (const account of accounts()) settleDue({ simulation, account, request: null })
      await afterwards()
      return simulation.seconds()
    },
    seconds: () => simulation.seconds(),
    objects: (secretKey) => simulation.accountOf(secretKey).objects,
    find: (id) => accounts().flatMap((account) => findAny(account, id) ?? [])[0],
    completeSession: (id, { card = "4242", email = "payer@example.com", authentication = "ok" } = {}) =>
      onSession(id, (act) => {
        if (find(act, "checkout.session", id).status === "expired") throw new Error(`session ${id} has expired`)
        const result = paySession(act, id, { card, email })
        if (result === "requires_action") authenticateSession(act, id, authentication === "ok")
      }),
    orderLater: (id, way) => onSession(id, (act) => orderPaymentLater(act, id, way, "payer@example.com")),
    payLater: (id) => onSession(id, (act) => payLater(act, id)),
    failLater: (id) => onSession(id, (act) => failLater(act, id)),
    expireSession: (id) => onSession(id, (act) => expireSession(act, id)),
    payout: async (secretKey, options) => {
      const act = actFor(secretKey)
      settleDue(act)
      const payout = payOut(act, options?.includePending)
      await afterwards()
      return payout
    },
    decideCharge: async (intentId, isPaid) => {
      decideCharge(holding("payment_intent", intentId), intentId, isPaid)
      await afterwards()
    },
    replaceCard: async (id, card = "4242") => {
      const method = replaceCard(holding("billing_portal.session", id), id, card)
      await afterwards()
      return method
    },
    renewCard: async (id, expiryYear) => {
      const method = renewCard(holding("payment_method", id), id, expiryYear)
      await afterwards()
      return method
    },
    failPayout: async (id) => {
      const payout = failPayout(holding("payout", id), id)
      await afterwards()
      return payout
    },
    dispute: async (chargeId) => {
      const dispute = disputeCharge(holding("charge", chargeId), chargeId)
      await afterwards()
      return dispute
    },
    closeDispute: async (id, status) => {
      const dispute = closeDispute(holding("dispute", id), id, status)
      await afterwards()
      return dispute
    },
    violations: () => simulation.violations,
    clearViolations: () => {
      simulation.violations.length = 0
    },
  }
}
