import type { Scope } from "#app/platform/scope.server.ts"
import { halfWidth } from "#app/values/text.ts"

/** A living member by his number, however wide or high it is typed; null where there is none. */
export async function memberByNumber(
  scope: Scope,
  number: string,
): Promise<{ id: string; number: string; name: string } | null> {
  const [member] = await scope.sql<{ id: string; number: string; name: string }>`
    select id, number, concat_ws(' ', nullif(company_name, ''), family_name, nullif(given_name, '')) as name
    from member where number = ${halfWidth(number).toUpperCase()} and erased_at is null and merged_into_id is null`
  return member ?? null
}
