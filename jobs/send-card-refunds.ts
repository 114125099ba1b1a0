import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { sendRefundsToCards } from "#app/subscriptions/card-money/send-refunds-to-cards.server.ts"

export const job = organizationJob({
  name: "send-card-refunds",
  summary: { ja: "カードへの返金をStripeに送る", en: "Sends refunds to cards to Stripe" },
  flags: z.object({}),
  schedule: "* * * * *",
  quiet: true,
  run: async ({ actor }) => ({ ok: true, result: await sendRefundsToCards(actor) }),
})
