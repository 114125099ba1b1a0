import type { z } from "zod"
import { applyDueAddresses } from "#app/members/apply-due-addresses.server.ts"
import type { addressForm } from "#app/members/member-form.ts"
import { keepAddressOfBefore } from "#app/members/parts/keep-address-of-before.server.ts"
import { refuse } from "#app/members/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

type Input = z.infer<ReturnType<typeof addressForm>>

/**
 * Records an address of a kind from a date on (所在地変更); the versions before it stay. One that is due is in force at once.
 * Refuses: member-not-here.
 */
export async function changeAddress(scope: Scope, memberId: MemberId, input: Input): Promise<void> {
  const [member] = await scope.sql<{ number: string }>`
    select number from member where id = ${memberId}::uuid and erased_at is null and merged_into_id is null for update`
  if (!member) throw refuse("member-not-here")
  await keepAddressOfBefore(scope, memberId, input.effectiveOn)
  await scope.sql`
    insert into member_address (organization_id, member_id, kind, effective_on, version, postal_code, prefecture, city,
      street, building, recorded_at, recorded_by)
    select ${scope.organizationId}, ${memberId}::uuid, ${input.kind}, ${input.effectiveOn}::date, coalesce(max(version), 0) + 1,
      ${input.postalCode}, ${input.prefecture}, ${input.city}, ${input.street}, ${input.building}, ${scope.now}, ${scope.actor}
    from member_address where member_id = ${memberId}::uuid and kind = ${input.kind}
      and effective_on = ${input.effectiveOn}::date`
  await audit(scope, "change-address", member.number, { kind: input.kind, effectiveOn: input.effectiveOn })
  await applyDueAddresses(scope, scope.today)
}
