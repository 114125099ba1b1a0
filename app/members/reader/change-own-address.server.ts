import type { z } from "zod"
import { changeAddress } from "#app/members/change-address.server.ts"
import type { ownAddressForm } from "#app/members/reader/reader-forms.ts"
import { refuse } from "#app/members/refusals.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

/**
 * Changes where a reader's copies go, from today or a later day (A4). Refuses: change-from-the-past, member-not-here.
 */
export async function changeOwnAddress(
  scope: Scope,
  memberId: MemberId,
  form: z.infer<ReturnType<typeof ownAddressForm>>,
): Promise<void> {
  if (form.effectiveOn < scope.today) throw refuse("change-from-the-past", {}, { field: "effectiveOn" })
  const [member] = await scope.sql<{ copies_to: "home" | "office" | "delivery" }>`
    select copies_to from member where id = ${memberId}::uuid`
  if (!member) throw refuse("member-not-here")
  await changeAddress(scope, memberId, { ...form, kind: member.copies_to })
}
