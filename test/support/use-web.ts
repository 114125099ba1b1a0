import type { Server } from "node:http"
import { once } from "node:events"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, afterEach, beforeAll, expect } from "vitest"
import { connectStripe } from "#app/billing/stripe/stripe-client.server.ts"
import { loadBuild } from "#app/platform/build-pages.server.ts"
import { freePort } from "#app/platform/embedded-postgres.server.ts"
import { house } from "#app/platform/house.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { webServer } from "#app/platform/web-server.server.ts"
import { demoSecretKey, demoWebhookSecret } from "#test/support/demo/seed-demo.ts"
import { type Mailbox, startMailbox } from "#test/support/embedded-parts/start-mailbox.ts"
import { startStripeSimulator, type StripeSimulator } from "#test/support/stripe-simulator/start-stripe-simulator.ts"
import { type TestHouse, useHouse } from "#test/support/use-house.ts"

export type TestWeb = {
  house: TestHouse
  url: string
  simulator: StripeSimulator
  mailbox: Mailbox
}

/** The whole web application on a database of its own, with the Stripe simulator and a mailbox; real HTTP throughout. */
export function useWeb(template: "empty" | "legacy"): TestWeb {
  const ports = { web: 0, simulator: 0, smtp: 0, mail: 0 }
  beforeAll(async () => {
    ports.web = await freePort()
    ports.simulator = await freePort()
    ports.smtp = await freePort()
    ports.mail = await freePort()
  })
  const testHouse = useHouse(template, {
    port: () => ports.web,
    more: () => ({
      STRIPE_SIMULATOR_URL: `http://127.0.0.1:${ports.simulator}`,
      SMTP_URL: `smtp://127.0.0.1:${ports.smtp}`,
    }),
  })
  const web: Partial<Omit<TestWeb, "house">> = {}
  let server: Server
  beforeAll(async () => {
    server = webServer({ build: await loadBuild(), production: false }).listen(ports.web, "127.0.0.1")
    await once(server, "listening")
    web.url = `http://127.0.0.1:${ports.web}`
    web.mailbox = await startMailbox({
      smtpPort: ports.smtp,
      pagePort: ports.mail,
      folder: mkdtempSync(path.join(tmpdir(), "teiki-mail-")),
    })
    const now = () => house().clock()
    web.simulator = await startStripeSimulator({ now, port: ports.simulator })
    const keys = { secretKey: demoSecretKey("engei"), webhookSecret: demoWebhookSecret("engei") }
    web.simulator.control.registerWebhook({
      secretKey: keys.secretKey,
      url: `${web.url}/hooks/stripe/engei`,
      secret: keys.webhookSecret,
    })
    await inScope(await testHouse.actor(), (scope) => connectStripe(scope, keys))
  })
  afterEach(() => {
    expect(web.simulator?.control.violations() ?? []).toEqual([])
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await web.simulator?.close()
    await web.mailbox?.close()
  })
  const present = <Value>(value: Value | undefined): Value => {
    if (value === undefined) throw new Error("the web is not up yet")
    return value
  }
  return {
    house: testHouse,
    get url() {
      return present(web.url)
    },
    get simulator() {
      return present(web.simulator)
    },
    get mailbox() {
      return present(web.mailbox)
    },
  }
}
