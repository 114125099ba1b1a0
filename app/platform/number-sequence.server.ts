import type { Scope } from "#app/platform/scope.server.ts"

/** The next number of a kind, such as W000042; the sequence's row is locked until the transaction ends, so none is lost. */
export async function nextNumber(scope: Scope, kind: string, prefix: string): Promise<string> {
  const [row] = await scope.sql<{ last_number: number }>`
    insert into number_sequence as sequence (organization_id, kind, last_number)
    values (${scope.organizationId}, ${kind}, 1)
    on conflict (organization_id, kind) do update set last_number = sequence.last_number + 1
    returning last_number`
  if (!row) throw new Error("number_sequence gave no row")
  return `${prefix}${String(row.last_number).padStart(6, "0")}`
}
