import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { findLostCheckouts } from "#app/subscriptions/card-money/find-lost-checkouts.server.ts"

export const job = organizationJob({
  name: "find-lost-payments",
  summary: { ja: "届かなかったStripeの支払いを見つける", en: "Finds Stripe payments whose news never arrived" },
  flags: z.object({}),
  schedule: "*/15 * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await findLostCheckouts(actor) }),
})
