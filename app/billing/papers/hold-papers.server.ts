import type { Scope } from "#app/platform/scope.server.ts"

/**
 * One at a time issues papers and settles invoices of an organization, until the transaction ends: numbers have no gaps, a source key
 * has one paper, and a payment and a credit note never lower the same yen. Taken after the positions of contracts, never before.
 */
export async function holdPapers(scope: Scope): Promise<void> {
  await scope.sql`select pg_advisory_xact_lock(hashtextextended(${`papers:${scope.organizationId}`}, 0))`
}
