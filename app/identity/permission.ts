/** Roles of staff in an organization (requirement N2, N3). */
export const roles = ["administrator", "operator", "manager", "accountant", "seminar-staff"] as const
export type Role = (typeof roles)[number]

export const permissions = {
  "console.open": ["administrator", "operator", "manager", "accountant", "seminar-staff"],
  "members.read": ["administrator", "operator", "manager", "accountant"],
  "members.write": ["administrator", "operator"],
  "imports.write": ["administrator"],
  // コード表・独自項目
  "settings.write": ["administrator", "manager"],
  "issues.read": ["administrator", "operator", "manager", "accountant"],
  "issues.run": ["administrator", "manager"],
  "billing.write": ["administrator", "accountant"],
  "orders.read": ["administrator", "operator", "manager", "accountant"],
  "books.read": ["administrator", "accountant", "manager"],
  "books.close": ["administrator", "accountant"],
  "jobs.read": ["administrator", "operator", "manager", "accountant"],
  "jobs.run": ["administrator"],
  "audit.read": ["administrator"],
  "seminars.read": ["administrator", "operator", "manager", "accountant", "seminar-staff"],
  "seminars.write": ["administrator", "operator", "manager", "seminar-staff"],
  // 開催中止 gives all money back at once.
  "seminars.call-off": ["administrator", "manager"],
  "staff.write": ["administrator"],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Permission = keyof typeof permissions

/** Whether one of the roles carries the permission. */
export function carries(held: readonly Role[], permission: Permission): boolean {
  const allowed: readonly Role[] = permissions[permission]
  return held.some((role) => allowed.includes(role))
}
