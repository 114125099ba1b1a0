import { refuse } from "#app/desk/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Undoes a merge (統合の取り消し): the merged member stands by himself again, and every payer and recipient that the merge moved
 * and nobody has moved since goes back. The merge and its moves stay as rows. Refuses: merge-already-undone, merge-not-last.
 */
export async function undoMerge(scope: Scope, mergeId: string): Promise<void> {
  const [merge] = await scope.sql<{ kept_id: string; merged_id: string; number: string; is_last: boolean }>`
    select merge.kept_id, merge.merged_id, kept.number, kept.merged_into_id is null as is_last
    from member_merge as merge join member as kept on kept.id = merge.kept_id
    where merge.id = ${mergeId}::uuid and merge.undone_at is null and kept.erased_at is null
    for update of merge, kept`
  if (!merge) throw refuse("merge-already-undone")
  if (!merge.is_last) throw refuse("merge-not-last")
  await scope.sql`
    update contract set payer_id = ${merge.merged_id}::uuid from member_merge_move as move
    where move.merge_id = ${mergeId}::uuid and move.line_no = 0 and contract.id = move.contract_id
      and contract.payer_id = ${merge.kept_id}::uuid`
  await scope.sql`
    update contract_line as line set recipient_id = ${merge.merged_id}::uuid from member_merge_move as move
    where move.merge_id = ${mergeId}::uuid and line.contract_id = move.contract_id and line.line_no = move.line_no
      and line.recipient_id = ${merge.kept_id}::uuid`
  await scope.sql`update member set merged_into_id = null where id = ${merge.merged_id}::uuid`
  await scope.sql`
    update member_merge set undone_at = ${scope.now}, undone_by = ${scope.actor} where id = ${mergeId}::uuid`
  await audit(scope, "undo-merge", merge.number, { merge: mergeId })
}
