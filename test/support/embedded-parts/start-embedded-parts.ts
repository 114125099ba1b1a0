import path from "node:path"
import { saveOnlineWays } from "#app/billing/stripe/online-ways.server.ts"
import { connectStripe, stripeClient } from "#app/billing/stripe/stripe-client.server.ts"
import { systemClock } from "#app/platform/clock.server.ts"
import { actorFor, organizationCodes } from "#app/platform/organization.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import type { Settings } from "#app/platform/settings.server.ts"
import { demoSecretKey, demoWebhookSecret, seedDemo } from "#test/support/demo/seed-demo.ts"
import { startHostPage } from "#test/support/embedded-parts/start-host-page.ts"
import { startMailbox } from "#test/support/embedded-parts/start-mailbox.ts"
import { startStripeSimulator, type StripeSimulator } from "#test/support/stripe-simulator/start-stripe-simulator.ts"

/**
 * The parts that stand in for the outside world on one machine: Stripe simulator, mailbox, a publisher's page on another
 * origin, demo data. Each only where no setting names the real thing, and none in production.
 */
export async function startEmbeddedParts(settings: Settings): Promise<() => Promise<void>> {
  const closers: (() => void | Promise<void>)[] = []
  const lines: string[] = []
  if (settings.ownsMailbox) {
    const mailbox = await startMailbox({
      smtpPort: settings.port + 2,
      pagePort: settings.port + 3,
      folder: path.join(settings.home, "mailbox"),
    })
    closers.push(mailbox.close)
    lines.push(`受信箱 Mailbox            ${mailbox.url}`)
  }
  let simulator: StripeSimulator | undefined
  if (settings.stripeSimulatorUrl !== undefined) {
    const port = Number(new URL(settings.stripeSimulatorUrl).port)
    const snapshotFile = path.join(settings.home, "stripe-simulator.json")
    simulator = await startStripeSimulator({ now: systemClock, port, snapshotFile, autoDeliver: true })
    closers.push(() => simulator?.close())
    lines.push(`Stripe simulator          ${simulator.url}`)
  }
  const host = await startHostPage({ port: settings.port + 100, teikiUrl: settings.url, seminar: "ROSE-2026-12" })
  closers.push(host.close)
  lines.push(`媒体のページ Host page      ${host.url}`)
  const demo = await seedDemo(settings)
  if (simulator) await connectSimulator(settings, simulator)
  process.stdout.write(`\n${[...lines, ...demo].map((line) => `  ${line}`).join("\n")}\n`)
  return async () => {
    for (const close of closers) await close()
  }
}

/** Every organization without an account of its own is connected to the simulator, and its webhook registered once. */
async function connectSimulator(settings: Settings, simulator: StripeSimulator) {
  for (const code of await organizationCodes()) {
    const actor = await actorFor(code, "demo")
    const connected = await inScope(actor, (scope) => scope.sql`select from stripe_account`)
    const keys = { secretKey: demoSecretKey(code), webhookSecret: demoWebhookSecret(code) }
    if (connected.length === 0) {
      await inScope(actor, async (scope) => {
        await connectStripe(scope, keys)
        await saveOnlineWays(scope, { konbini: true, transfer: true })
      })
    }
    const url = `${settings.url}/hooks/stripe/${code}`
    const known = await stripeClient(keys.secretKey).webhookEndpoints.list()
    if (known.data.some((endpoint) => endpoint.url === url)) continue
    simulator.control.registerWebhook({ secretKey: keys.secretKey, url, secret: keys.webhookSecret })
  }
}
