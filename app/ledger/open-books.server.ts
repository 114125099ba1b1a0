import { standardAccounts } from "#app/ledger/account.ts"
import type { Scope } from "#app/platform/scope.server.ts"

/** Gives an organization the standard chart of accounts; accounts that it has already stay as they are. */
export async function openBooks(scope: Scope): Promise<void> {
  await scope.sql`
    insert into account (organization_id, code, name, name_english, kind, purpose)
    select ${scope.organizationId}, * from unnest(${standardAccounts.map(({ code }) => code)}::text[],
      ${standardAccounts.map(({ name }) => name)}::text[], ${standardAccounts.map(({ english }) => english)}::text[],
      ${standardAccounts.map(({ kind }) => kind)}::text[], ${standardAccounts.map(({ purpose }) => purpose)}::text[])
    on conflict do nothing`
}
