import { z } from "zod"
import { connectStripe, stripeClient } from "#app/billing/stripe/stripe-client.server.ts"
import { house } from "#app/platform/house.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"
import { inScope } from "#app/platform/scope.server.ts"
import { SettingsError } from "#app/platform/settings.server.ts"

export const job = organizationJob({
  name: "connect-stripe",
  summary: {
    ja: "委託元のStripeアカウントを接続する(鍵は環境変数 STRIPE_SECRET_KEY・STRIPE_WEBHOOK_SECRET)",
    en: "Connects an organization's Stripe account; keys from STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET",
  },
  flags: z.object({}),
  run: async ({ actor }) => {
    const keys = house().settings.stripe
    if (!keys) throw new SettingsError("These settings are missing:\n  STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET")
    const balance = await stripeClient(keys.secretKey).balance.retrieve()
    await inScope(actor, (scope) => connectStripe(scope, keys))
    return { ok: true, result: { connected: true, livemode: balance.livemode } }
  },
})
