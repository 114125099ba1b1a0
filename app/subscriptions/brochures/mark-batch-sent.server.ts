import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { refuse } from "#app/subscriptions/brochures/refusals.ts"
import type { CalendarDate } from "#app/values/calendar.ts"

/** 発送済: the partner sent a batch on this day (JST); said again, the day is corrected. Refuses: unknown-brochure-batch, sent-on-unlikely. */
export async function markBatchSent(scope: Scope, number: string, sentOn: CalendarDate): Promise<void> {
  const [batch] = await scope.sql<{ pickedOn: string }>`
    select picked_on as "pickedOn" from brochure_batch where number = ${number} for update`
  if (!batch) throw refuse("unknown-brochure-batch", { number })
  if (sentOn < batch.pickedOn || sentOn > scope.today) {
    throw refuse(
      "sent-on-unlikely",
      { date: sentOn, earliest: batch.pickedOn, latest: scope.today },
      { field: "sentOn" },
    )
  }
  await scope.sql`update brochure_batch set sent_on = ${sentOn}::date where number = ${number}`
  await audit(scope, "mark-brochures-sent", number, { sentOn })
}
