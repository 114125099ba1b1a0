import { z } from "zod"
import { applyStripeEvents } from "#app/subscriptions/apply-stripe-events.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"

export const job = organizationJob({
  name: "apply-stripe-events",
  summary: { ja: "Stripeから届いた通知を反映する", en: "Applies the events that Stripe has sent" },
  flags: z.object({}),
  schedule: "* * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await applyStripeEvents(actor) }),
})
