import type { Role } from "#app/identity/permission.ts"
import type { Scope } from "#app/platform/scope.server.ts"

export type StaffOfPage = Readonly<{
  id: string
  email: string
  name: string
  roles: readonly Role[]
  isDisabled: boolean
  /** Works for other organizations of the house, too. */
  isElsewhere: boolean
  /** Is the one who looks. */
  isOneself: boolean
}>

/** Staff of the Scope's organization (担当者), the disabled last. */
export const staffForPage = (scope: Scope) => scope.sql<StaffOfPage>`
  select staff.id, staff.email, staff.name, held.roles, staff.disabled_at is not null as "isDisabled",
    exists (
      select from staff_role as other
      where other.staff_id = staff.id and other.organization_id <> ${scope.organizationId}::uuid
    ) as "isElsewhere", 'staff:' || staff.email = ${scope.actor} as "isOneself"
  from staff join (
    select staff_id, array_agg(role order by role) as roles from staff_role
    where organization_id = ${scope.organizationId}::uuid group by staff_id
  ) as held on held.staff_id = staff.id
  order by staff.disabled_at is not null, staff.name, staff.email`
