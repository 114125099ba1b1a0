import type { z } from "zod"
import { countAttempt } from "#app/identity/count-attempt.server.ts"
import type { SignInInput } from "#app/identity/sign-in-input.ts"
import { checkPassword } from "#app/identity/password.server.ts"
import { refuse } from "#app/identity/refusals.ts"
import { startSession } from "#app/identity/session.server.ts"
import { house } from "#app/platform/house.server.ts"
import { inHouse } from "#app/platform/scope.server.ts"
import { demoDomain } from "#app/identity/staff.ts"

const TRIES_BY_ADDRESS = 8
const TRIES_BY_CLIENT = 40

/**
 * Signs staff in and gives the session's cookie. Refuses: sign-in-failed (same answer and time for unknown addresses),
 * too-many-attempts (counted by address and by client before the password is looked at).
 */
export async function signIn(input: z.infer<typeof SignInInput>, client: string): Promise<{ cookie: string }> {
  await countAttempt({ [`address:${input.email}`]: TRIES_BY_ADDRESS, [`client:${client}`]: TRIES_BY_CLIENT })
  const staff = await inHouse(async (scope) => {
    const [row] = await scope.sql<{ id: string; password_hash: string }>`
      select id, password_hash from staff where email = ${input.email} and disabled_at is null`
    return row
  })
  const refusedDemo = house().settings.production && input.email.endsWith(`@${demoDomain}`)
  const fits = await checkPassword(input.password, staff?.password_hash ?? null)
  if (!staff || !fits || refusedDemo) throw refuse("sign-in-failed", {}, { field: "password" })
  return inHouse(async (scope) => {
    await scope.sql`delete from sign_in_attempt where subject = ${`address:${input.email}`}`
    const [first] = await scope.sql<{ organization_id: string }>`
      select staff_role.organization_id from staff_role join organization on organization.id = staff_role.organization_id
      where staff_id = ${staff.id}::uuid order by organization.code limit 1`
    return { cookie: await startSession(scope, staff.id, first?.organization_id ?? null) }
  })
}
