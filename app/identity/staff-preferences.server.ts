import { z } from "zod"
import type { StaffActor } from "#app/identity/require-staff.server.ts"
import { sessionHash } from "#app/identity/session.server.ts"
import type { HouseScope } from "#app/platform/scope.server.ts"

export const PreferencesInput = z.object({
  locale: z.enum(["ja", "en"]).optional(),
  theme: z.enum(["system", "light", "dark"]).optional(),
})

/** Keeps a member of staff's language and theme. */
export async function savePreferences(scope: HouseScope, actor: StaffActor, input: z.infer<typeof PreferencesInput>) {
  await scope.sql`
    update staff set locale = coalesce(${input.locale}, locale), theme = coalesce(${input.theme}, theme)
    where id = ${actor.staff.id}::uuid`
}

/** Moves the session to another organization that the member of staff works for; any other code changes nothing. */
export async function switchOrganization(scope: HouseScope, request: Request, actor: StaffActor, code: string) {
  await scope.sql`
    update staff_session set organization_id = organization.id
    from organization join staff_role on staff_role.organization_id = organization.id
    where staff_session.token_hash = ${sessionHash(request)} and organization.code = ${code}
      and staff_role.staff_id = ${actor.staff.id}::uuid`
}
