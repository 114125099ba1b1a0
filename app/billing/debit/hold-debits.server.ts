import type { Scope } from "#app/platform/scope.server.ts"

/** One request or result of an organization at a time, until the transaction ends: two requests must not both take an invoice. */
export const holdDebits = (scope: Scope) =>
  scope.sql`select pg_advisory_xact_lock(hashtextextended(${`debits:${scope.organizationId}`}, 0))`
