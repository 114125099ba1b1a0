import { z } from "zod"
import { organizationJob } from "#app/platform/job.server.ts"
import { reconcileStripe } from "#app/subscriptions/card-money/reconcile-stripe.server.ts"

export const job = organizationJob({
  name: "reconcile-stripe",
  summary: {
    ja: "Stripeと帳簿を照合し、入金(振込)を起票し、差異を一覧にする",
    en: "Compares Stripe with the books, books payouts, and lists what differs",
  },
  flags: z.object({}),
  schedule: "0 20 * * *",
  run: async ({ actor }) => {
    const result = await reconcileStripe(actor)
    return { ok: result.differences.every(({ kind }) => kind === "dispute-open"), result }
  },
})
