import { z } from "zod"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const MatchDecision = z.object({
  member: z.uuid(),
  candidate: z.uuid(),
  decision: z.enum(["same", "different"]),
})

/** Records what somebody decided about a pair of the 名寄せ queue; merges nothing. Refuses: match-already-decided. */
export async function decideMatch(scope: Scope, input: z.infer<typeof MatchDecision>): Promise<void> {
  const [decided] = await scope.sql<{ member_id: string }>`
    update member_match set state = ${input.decision}, decided_at = ${scope.now}, decided_by = ${scope.actor}
    where member_id = ${input.member}::uuid and candidate_id = ${input.candidate}::uuid and state = 'open'
    returning member_id`
  if (!decided) throw refuse("match-already-decided")
  await audit(scope, "decide-match", input.member, { candidate: input.candidate, decision: input.decision })
}
