import { z } from "zod"
import { reconcileCheckouts } from "#app/subscriptions/reconcile-checkouts.server.ts"
import { organizationJob } from "#app/platform/job.server.ts"

export const job = organizationJob({
  name: "reconcile-stripe",
  summary: { ja: "届かなかったStripeの支払いを照合する", en: "Finds Stripe payments whose news never arrived" },
  flags: z.object({}),
  schedule: "*/15 * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await reconcileCheckouts(actor) }),
})
