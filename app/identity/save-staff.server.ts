import type { z } from "zod"
import { addStaff, type StaffInput } from "#app/identity/add-staff.server.ts"
import type { Role } from "#app/identity/permission.ts"
import { refuse } from "#app/identity/refusals.ts"
import { type StaffOfPage, staffForPage } from "#app/identity/staff-for-page.server.ts"
import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Registers somebody as staff of this organization (担当者の登録). Whoever works for another organization of the house keeps
 * his name and password. Refuses: staff-here-already, and what addStaff refuses.
 */
export async function registerStaff(scope: Scope, input: z.infer<typeof StaffInput>): Promise<void> {
  const staff = await lockStaff(scope)
  if (staff.some(({ email }) => email === input.email)) {
    throw refuse("staff-here-already", { email: input.email }, { field: "email" })
  }
  await addStaff(scope, input)
}

/**
 * Gives a member of staff exactly these roles here (役割の変更); they hold from his next page on. No role takes him away from this
 * organization, where he works for another. Refuses: no-such-staff, staff-needs-a-role, not-oneself (one's own role of
 * administrator), last-administrator.
 */
export async function changeStaffRoles(scope: Scope, id: string, roles: readonly Role[]): Promise<void> {
  const staff = await lockStaff(scope)
  const one = oneOf(staff, id)
  if (roles.length === 0 && !one.isElsewhere) throw refuse("staff-needs-a-role", {}, { field: "roles" })
  if (!roles.includes("administrator")) keepAdministrator(staff, one, "roles")
  await scope.sql`
    delete from staff_role where organization_id = ${scope.organizationId}::uuid and staff_id = ${id}::uuid
      and role <> all (${[...roles]}::text[])`
  await scope.sql`
    insert into staff_role (organization_id, staff_id, role)
    select ${scope.organizationId}::uuid, ${id}::uuid, unnest(${[...roles]}::text[]) on conflict do nothing`
  await audit(scope, "change-staff-roles", one.email, { from: one.roles, to: roles })
}

/**
 * Bars a member of staff from signing in and ends his sessions at once (利用停止). Refuses: no-such-staff, not-oneself,
 * last-administrator, staff-works-elsewhere (another organization's staff is not ours to bar; his roles here are).
 */
export async function disableStaff(scope: Scope, id: string): Promise<void> {
  const staff = await lockStaff(scope)
  const one = oneOf(staff, id)
  if (one.isOneself) throw refuse("not-oneself")
  if (one.isElsewhere) throw refuse("staff-works-elsewhere", { name: one.name })
  keepAdministrator(staff, one)
  await scope.sql`update staff set disabled_at = ${scope.now} where id = ${id}::uuid and disabled_at is null`
  await scope.sql`delete from staff_session where staff_id = ${id}::uuid`
  await audit(scope, "disable-staff", one.email)
}

/** Lets a member of staff sign in again, with the password and the roles he had. Refuses: no-such-staff, staff-works-elsewhere. */
export async function enableStaff(scope: Scope, id: string): Promise<void> {
  const one = oneOf(await lockStaff(scope), id)
  if (one.isElsewhere) throw refuse("staff-works-elsewhere", { name: one.name })
  await scope.sql`update staff set disabled_at = null where id = ${id}::uuid`
  await audit(scope, "enable-staff", one.email)
}

/** The staff as they stand, one change at a time: of two administrators who bar each other, the second is refused. */
async function lockStaff(scope: Scope): Promise<readonly StaffOfPage[]> {
  await scope.sql`select id from organization where id = ${scope.organizationId}::uuid for no key update`
  return staffForPage(scope)
}

function oneOf(staff: readonly StaffOfPage[], id: string): StaffOfPage {
  const one = staff.find((each) => each.id === id)
  if (!one) throw refuse("no-such-staff")
  return one
}

function keepAdministrator(staff: readonly StaffOfPage[], one: StaffOfPage, field?: string): void {
  const isAdministrator = (each: StaffOfPage) => !each.isDisabled && each.roles.includes("administrator")
  if (!isAdministrator(one)) return
  const beside = field === undefined ? {} : { field }
  if (one.isOneself) throw refuse("not-oneself", {}, beside)
  if (staff.filter(isAdministrator).length === 1) throw refuse("last-administrator", {}, beside)
}
