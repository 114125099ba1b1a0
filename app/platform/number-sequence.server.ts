import type { Scope } from "#app/platform/scope.server.ts"

/** The next number of a kind, such as W000042; the sequence's row is locked until the transaction ends, so none is lost. */
export async function nextNumber(scope: Scope, kind: string, prefix: string): Promise<string> {
  return `${prefix}${String(await reserveNumbers(scope, kind, 1)).padStart(6, "0")}`
}

/** The first of so many numbers of a kind in a row, taken in one step under the same lock. */
export async function reserveNumbers(scope: Scope, kind: string, count: number): Promise<number> {
  const [row] = await scope.sql<{ last_number: number }>`
    insert into number_sequence as sequence (organization_id, kind, last_number)
    values (${scope.organizationId}, ${kind}, ${count}::bigint)
    on conflict (organization_id, kind) do update set last_number = sequence.last_number + excluded.last_number
    returning last_number`
  if (!row) throw new Error("number_sequence gave no row")
  return row.last_number - count + 1
}
