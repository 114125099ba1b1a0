import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { isId } from "#app/values/ids.ts"

/**
 * Undoes a merge of companies, one that somebody made or one that came of two names written alike: the merged one stands by itself
 * again, with the ways of writing that had led to it, and members who come with its name go there. The merge stays as a row.
 * Refuses: company-merge-already-undone, company-merge-not-last.
 */
export async function undoCompanyMerge(scope: Scope, mergeId: string): Promise<void> {
  if (!isId(mergeId)) throw refuse("company-merge-already-undone")
  const [merge] = await scope.sql<{ kept_id: string; merged_id: string; is_last: boolean }>`
    select merge.kept_id, merge.merged_id, kept.merged_into_id is null as is_last
    from company_merge as merge join company as kept on kept.id = merge.kept_id
    where merge.id = ${mergeId}::uuid and merge.undone_at is null for update of merge, kept`
  if (!merge) throw refuse("company-merge-already-undone")
  if (!merge.is_last) throw refuse("company-merge-not-last")
  await scope.sql`update company set merged_into_id = null where id = ${merge.merged_id}::uuid`
  await scope.sql`
    update company set merged_into_id = ${merge.merged_id}::uuid from company_merge_move as move
    where move.merge_id = ${mergeId}::uuid and company.id = move.company_id and company.merged_into_id = ${merge.kept_id}::uuid`
  await scope.sql`
    update company_merge set undone_at = ${scope.now}, undone_by = ${scope.actor} where id = ${mergeId}::uuid`
  await audit(scope, "undo-company-merge", merge.kept_id, { merged: merge.merged_id, merge: mergeId })
}
