import { z } from "zod"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const Retry = z.discriminatedUnion("of", [
  z.object({ of: z.literal("event"), id: z.string().min(1).max(255) }),
  z.object({ of: z.literal("mail"), id: z.uuid() }),
])

/** Puts a failed event of Stripe or a failed mail back into its queue (再実行・再送); one that is not failed stays as it is. */
export async function retryFailure(scope: Scope, input: z.infer<typeof Retry>): Promise<{ retried: boolean }> {
  const rows =
    input.of === "event"
      ? await scope.sql<{ id: string }>`
          update stripe_event set state = 'received', attempts = 0, last_error = null
          where event_id = ${input.id} and state = 'failed' returning event_id as id`
      : await scope.sql<{ id: string }>`
          update outbox set state = 'waiting', attempts = 0, last_error = null, send_after = ${scope.now}
          where id = ${input.id}::uuid and state = 'failed' returning id`
  if (rows.length > 0) await audit(scope, `retry-${input.of}`, input.id)
  return { retried: rows.length > 0 }
}
