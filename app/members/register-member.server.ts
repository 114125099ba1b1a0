import type { z } from "zod"
import { type Joined, joinOrAddMember } from "#app/members/join-or-add-member.server.ts"
import type { registrationForm } from "#app/members/member-form.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Registers a person whom an operator has on the phone (会員の登録); one who is known already is found, never doubled. */
export async function registerMember(
  scope: Scope,
  form: z.infer<ReturnType<typeof registrationForm>>,
): Promise<Joined> {
  const joined = await joinOrAddMember(scope, { ...form, wantsMail: false }, "staff")
  await audit(scope, "register-member", joined.number, { how: joined.how })
  return joined
}
