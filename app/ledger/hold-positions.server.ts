import type { Scope } from "#app/platform/scope.server.ts"

/**
 * Holds the contract positions of one title until the transaction ends: postings to single contracts share it, an issue
 * run holds it alone. Without it a payment could land between the run's reading of a balance and its posting.
 */
export async function holdPositions(scope: Scope, publicationId: string, how: "shared" | "alone"): Promise<void> {
  const key = `positions:${scope.organizationId}:${publicationId}`
  await (how === "shared"
    ? scope.sql`select pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))`
    : scope.sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
}
