import { z } from "zod"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { decisions } from "#app/seminars/door/conflicts-for-seminar.server.ts"
import { refuse } from "#app/seminars/refusals.ts"

export const ConflictDecision = z.object({
  nonce: z.uuid(),
  decision: z.enum(decisions),
  note: z.string().trim().max(200).default(""),
})

/**
 * Writes down what somebody decided on a conflict of the door (同一人物の再入場・別の人・対応済み); the last decision stands, those before it stay.
 * What had been typed for a refused act goes with it. Refuses: unknown-conflict.
 */
export async function decideConflict(
  scope: Scope,
  seminarId: string,
  input: z.infer<typeof ConflictDecision>,
): Promise<void> {
  const [event] = await scope.sql`
    update checkin_event as event set content = '{}'
    where nonce = ${input.nonce}::uuid and seminar_id = ${seminarId}::uuid and is_conflict(event) returning nonce`
  if (!event) throw refuse("unknown-conflict")
  await scope.sql`
    insert into checkin_decision (organization_id, nonce, seq, decision, note, decided_at, decided_by)
    select ${scope.organizationId}, ${input.nonce}::uuid, (select count(*) + 1 from checkin_decision where nonce = ${input.nonce}::uuid),
      ${input.decision}, ${input.note}, ${scope.now}, ${scope.actor}`
  await audit(scope, "decide-conflict", input.nonce, { decision: input.decision })
}
