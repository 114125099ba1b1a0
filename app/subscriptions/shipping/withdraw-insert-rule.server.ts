import { audit } from "#app/platform/audit.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Takes a rule for inserts away; nothing happens where it is gone already. What runs have put in stays as it is. */
export async function withdrawInsertRule(scope: Scope, id: string): Promise<void> {
  const [gone] = await scope.sql<{ code: string }>`delete from insert_rule where id = ${id}::uuid returning code`
  if (gone) await audit(scope, "withdraw-insert-rule", gone.code, { id })
}
