import { z } from "zod"
import { hashPassword } from "#app/identity/password.server.ts"
import { roles } from "#app/identity/permission.ts"
import { refuse } from "#app/identity/refusals.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export const StaffInput = z.object({
  email: z.email().toLowerCase(),
  name: z.string().min(1),
  role: z.enum(roles),
  password: z.string(),
})

/** Adds a member of staff to the Scope's organization, or gives an existing one a further role. Refuses: password-too-short. */
export async function addStaff(scope: Scope, input: z.infer<typeof StaffInput>): Promise<void> {
  if (Array.from(input.password).length < 12) throw refuse("password-too-short", {}, { field: "password" })
  const hash = await hashPassword(input.password)
  await scope.sql`
    insert into staff (email, name, password_hash) values (${input.email}, ${input.name}, ${hash})
    on conflict (email) do nothing`
  await scope.sql`
    insert into staff_role (organization_id, staff_id, role)
    select ${scope.organizationId}, id, ${input.role} from staff where email = ${input.email}
    on conflict do nothing`
  await audit(scope, "add-staff", input.email, { role: input.role })
}
