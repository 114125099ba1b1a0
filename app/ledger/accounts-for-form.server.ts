import type { Scope } from "#app/platform/scope.server.ts"

/** Accounts that a voucher by hand may use (科目): all in use but those that contracts hold the detail of. */
export const accountsForForm = (scope: Scope) => scope.sql<{ code: string; name: string }>`
  select code, name from account where purpose not in ('deferred', 'receivable') and retired_at is null order by code`
