import { z } from "zod"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const CompanyPair = z.object({ kept: z.uuid(), merged: z.uuid() })

/**
 * Merges two companies that somebody decided to be one (会社の統合). The merged one stays whole and leads to the kept, as do the ways
 * of writing that led to it, each as a row for the undoing; members, and with them contracts, orders and invoices, stay as they are,
 * each with the name that stands on his papers. Refuses: company-merge-needs-two.
 */
export async function mergeCompanies(scope: Scope, input: z.infer<typeof CompanyPair>): Promise<{ mergeId: string }> {
  const pair = await scope.sql<{ id: string }>`
    select id from company where id in (${input.kept}::uuid, ${input.merged}::uuid) and merged_into_id is null
    order by id for update`
  if (pair.length !== 2) throw refuse("company-merge-needs-two")
  const [made] = await scope.sql<{ id: string }>`
    insert into company_merge (organization_id, kept_id, merged_id, merged_at, merged_by)
    values (${scope.organizationId}, ${input.kept}::uuid, ${input.merged}::uuid, ${scope.now}, ${scope.actor}) returning id`
  if (!made) throw new Error("company_merge gave no row")
  await scope.sql`
    with moved as (
      update company set merged_into_id = ${input.kept}::uuid where merged_into_id = ${input.merged}::uuid returning id
    )
    insert into company_merge_move (organization_id, merge_id, company_id)
    select ${scope.organizationId}, ${made.id}::uuid, id from moved`
  await scope.sql`update company set merged_into_id = ${input.kept}::uuid where id = ${input.merged}::uuid`
  // By their ids: a company of one is a person, whose name no log may keep.
  await audit(scope, "merge-companies", input.kept, { merged: input.merged, merge: made.id })
  return { mergeId: made.id }
}
