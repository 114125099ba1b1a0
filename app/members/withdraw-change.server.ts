import { z } from "zod"
import { applyDueAddresses } from "#app/members/apply-due-addresses.server.ts"
import { addressKinds } from "#app/members/member-form.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export const WithdrawnChange = z.union([
  z.object({ change: z.uuid() }),
  z.object({ kind: z.enum(addressKinds), effectiveOn: z.iso.date(), version: z.coerce.number().int() }),
])

/** Takes back a change whose day has not come (予約の取り消し); its row stays, marked. Refuses: change-already-applied. */
export async function withdrawChange(
  scope: Scope,
  memberId: MemberId,
  input: z.infer<typeof WithdrawnChange>,
): Promise<void> {
  const withdrawn =
    "change" in input
      ? await scope.sql`
          update member_change set withdrawn_at = ${scope.now}
          where id = ${input.change}::uuid and member_id = ${memberId}::uuid and applied_at is null and withdrawn_at is null
          returning id`
      : await scope.sql`
          update member_address set withdrawn_at = ${scope.now}
          where member_id = ${memberId}::uuid and kind = ${input.kind} and effective_on = ${input.effectiveOn}::date
            and version = ${input.version}::integer and withdrawn_at is null and effective_on > ${scope.today}::date
          returning member_id`
  if (withdrawn.length === 0) throw refuse("change-already-applied")
  await audit(scope, "withdraw-change", memberId, {})
  await applyDueAddresses(scope, scope.today)
}
