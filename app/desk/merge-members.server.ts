import { z } from "zod"
import { refuse } from "#app/desk/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const MergeInput = z.object({ kept: z.uuid(), merged: z.uuid() })

/**
 * Merges two members whom somebody decided to be one person (統合). The merged one stays whole and leads to the kept; running
 * contracts that he pays for or receives go to the kept, each as a row for the undoing. Refuses: merge-needs-two.
 */
export async function mergeMembers(scope: Scope, input: z.infer<typeof MergeInput>): Promise<{ mergeId: string }> {
  const pair = await scope.sql<{ id: string; number: string }>`
    select id, number from member
    where id in (${input.kept}::uuid, ${input.merged}::uuid) and merged_into_id is null and erased_at is null
      and address_code = ''
    order by id for update`
  const kept = pair.find(({ id }) => id === input.kept)
  const merged = pair.find(({ id }) => id === input.merged)
  if (pair.length !== 2 || !kept || !merged) throw refuse("merge-needs-two")
  const [made] = await scope.sql<{ id: string }>`
    insert into member_merge (organization_id, kept_id, merged_id, merged_at, merged_by)
    values (${scope.organizationId}, ${input.kept}::uuid, ${input.merged}::uuid, ${scope.now}, ${scope.actor}) returning id`
  if (!made) throw new Error("member_merge gave no row")
  await moveRunningContracts(scope, made.id, input)
  await scope.sql`update member set merged_into_id = ${input.kept}::uuid where id = ${input.merged}::uuid`
  await scope.sql`
    update member_match set state = 'same', decided_at = ${scope.now}, decided_by = ${scope.actor}
    where state = 'open' and member_id in (${input.kept}::uuid, ${input.merged}::uuid)
      and candidate_id in (${input.kept}::uuid, ${input.merged}::uuid)`
  await audit(scope, "merge-members", kept.number, { merged: merged.number, merge: made.id })
  return { mergeId: made.id }
}

async function moveRunningContracts(scope: Scope, mergeId: string, { kept, merged }: z.infer<typeof MergeInput>) {
  await scope.sql`
    with moved as (
      update contract set payer_id = ${kept}::uuid from contract_position as position
      where contract.payer_id = ${merged}::uuid and contract.state = 'active' and position.contract_id = contract.id
        and position.served_units < contract.units
      returning contract.id
    )
    insert into member_merge_move (organization_id, merge_id, contract_id, line_no)
    select ${scope.organizationId}, ${mergeId}::uuid, id, 0 from moved`
  await scope.sql`
    with moved as (
      update contract_line as line set recipient_id = ${kept}::uuid
      from contract join contract_position as position on position.contract_id = contract.id
      where line.recipient_id = ${merged}::uuid and contract.id = line.contract_id and contract.state = 'active'
        and position.served_units < contract.units
      returning line.contract_id, line.line_no
    )
    insert into member_merge_move (organization_id, merge_id, contract_id, line_no)
    select ${scope.organizationId}, ${mergeId}::uuid, contract_id, line_no from moved`
}
