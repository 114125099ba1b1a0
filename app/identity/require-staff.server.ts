import { redirect } from "@remix-run/node"
import { z } from "zod"
import { carries, type Permission, type Role, roles } from "#app/identity/permission.ts"
import { sessionHash } from "#app/identity/session.server.ts"
import { type Actor, inHouse, type Locale } from "#app/platform/scope.server.ts"
import { idOf } from "#app/values/ids.ts"

export type Theme = "system" | "light" | "dark"

export type StaffActor = Actor &
  Readonly<{
    staff: Readonly<{ id: string; name: string; email: string; theme: Theme; locale: Locale }>
    roles: readonly Role[]
    organization: Readonly<{ code: string; name: string; accent: string }>
    organizations: readonly Readonly<{ code: string; name: string }>[]
  }>

const Row = z.object({
  staff_id: z.string(),
  name: z.string(),
  email: z.string(),
  theme: z.enum(["system", "light", "dark"]),
  locale: z.enum(["ja", "en"]),
  organization_id: z.string(),
  code: z.string(),
  organization_name: z.string(),
  accent: z.string(),
  roles: z.array(z.enum(roles)),
  organizations: z.array(z.object({ code: z.string(), name: z.string() })),
})

/** The member of staff of a request with his organization; null without a living session. */
export async function staffOf(request: Request): Promise<StaffActor | null> {
  const hash = sessionHash(request)
  if (hash === null) return null
  const [row] = await inHouse(
    (scope) => scope.sql`
      select staff.id as staff_id, staff.name, staff.email, staff.theme, staff.locale, organization.id as organization_id,
        organization.code, organization.name as organization_name, organization.accent,
        (select jsonb_agg(role) from staff_role where staff_id = staff.id and organization_id = organization.id) as roles,
        (select jsonb_agg(distinct jsonb_build_object('code', other.code, 'name', other.name))
          from staff_role join organization as other on other.id = staff_role.organization_id
          where staff_role.staff_id = staff.id) as organizations
      from staff_session as session
      join staff on staff.id = session.staff_id and staff.disabled_at is null
      join organization on organization.id = session.organization_id
      where session.token_hash = ${hash} and session.expires_at > ${scope.now}
        and exists (select from staff_role where staff_id = staff.id and organization_id = organization.id)`,
  )
  if (!row) return null
  const found = Row.parse(row)
  return {
    organizationId: idOf(found.organization_id),
    name: `staff:${found.email}`,
    locale: found.locale,
    staff: { id: found.staff_id, name: found.name, email: found.email, theme: found.theme, locale: found.locale },
    roles: found.roles,
    organization: { code: found.code, name: found.organization_name, accent: found.accent },
    organizations: found.organizations,
  }
}

/** The member of staff of a request; redirects to sign-in without a session, answers 403 without the permission. */
export async function requireStaff(request: Request, permission: Permission): Promise<StaffActor> {
  const actor = await staffOf(request)
  if (actor === null) {
    const url = new URL(request.url)
    throw redirect(`/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`)
  }
  if (!carries(actor.roles, permission)) throw new Response("forbidden", { status: 403 })
  return actor
}

export const may = (actor: StaffActor, permission: Permission): boolean => carries(actor.roles, permission)

/** The same where the address names the organization: a session of another one finds nothing there. */
export async function requireStaffOf(
  request: Request,
  permission: Permission,
  organization: string | undefined,
): Promise<StaffActor> {
  const actor = await requireStaff(request, permission)
  if (actor.organization.code !== organization) throw new Response("another organization", { status: 404 })
  return actor
}
