import { z } from "zod"
import { retentionKinds } from "#app/desk/retention-for-page.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const RetentionInput = z.object({
  kind: z.enum(retentionKinds),
  months: z.coerce.number().int().min(1).max(240),
})

/** Sets how many months a kind of personal data is kept (保存期間). */
export async function saveRetention(scope: Scope, input: z.infer<typeof RetentionInput>): Promise<void> {
  await scope.sql`
    insert into retention_rule (organization_id, kind, months, saved_at, saved_by)
    values (${scope.organizationId}, ${input.kind}, ${input.months}::integer, ${scope.now}, ${scope.actor})
    on conflict (organization_id, kind) do update set months = excluded.months, saved_at = excluded.saved_at,
      saved_by = excluded.saved_by`
  await audit(scope, "save-retention", input.kind, { months: input.months })
}
