import { inScope } from "#app/platform/scope.server.ts"
import type { TestHouse } from "#test/support/use-house.ts"

/** What all tables of a tenant say, beside the log of who asked for what. */
export async function everythingOf(house: TestHouse, organization: string): Promise<string> {
  return inScope(await house.actor(organization), async (scope) => {
    const tables = await scope.sql<{ name: string }>`
      select relname as name from pg_class where relkind = 'r' and relrowsecurity and relnamespace = 'public'::regnamespace order by 1`
    const sums: string[] = []
    for (const { name } of tables) {
      const { rows } = await scope.tx.raw<{ rows: { sum: string }[] }>(
        "select md5(coalesce(string_agg(one::text, '|' order by one::text), '')) as sum from ?? as one",
        [name],
      )
      sums.push(`${name} ${rows[0]?.sum ?? ""}`)
    }
    return sums.join("\n")
  })
}
