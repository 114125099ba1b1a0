import type { z } from "zod"
import type { CompanyPair } from "#app/members/merge-companies.server.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Records that two companies are two, so that they are not proposed again (別の会社); twice is once. Refuses: company-merge-needs-two. */
export async function tellCompaniesApart(scope: Scope, input: z.infer<typeof CompanyPair>): Promise<void> {
  const pair = await scope.sql<{ id: string }>`
    select id from company where id in (${input.kept}::uuid, ${input.merged}::uuid) and merged_into_id is null order by id`
  const [one, other] = pair
  if (!one || !other) throw refuse("company-merge-needs-two")
  const added = await scope.sql<{ company_id: string }>`
    insert into company_apart (organization_id, company_id, other_id, decided_at, decided_by)
    values (${scope.organizationId}, ${one.id}::uuid, ${other.id}::uuid, ${scope.now}, ${scope.actor})
    on conflict (organization_id, company_id, other_id) do nothing returning company_id`
  if (added.length > 0) await audit(scope, "tell-companies-apart", input.kept, { other: input.merged })
}
