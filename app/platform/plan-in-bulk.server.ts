import type { Scope } from "#app/platform/scope.server.ts"

/**
 * For a Scope that touches many rows: joins are made by hash or merge until the transaction ends. Tables filled a moment ago
 * have no statistics yet, and the planner, taking them for empty, would run through them once for each row.
 */
export async function planInBulk(scope: Scope): Promise<void> {
  await scope.sql`select set_config('enable_nestloop', 'off', true)`
}
