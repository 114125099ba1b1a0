import { hashOf, randomCode } from "#app/platform/random-code.server.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import { seal, unseal } from "#app/platform/seal.server.ts"

/** Signs of a ticket's token: 130 bits, which fit the alphanumeric mode of a QR code. */
export const TOKEN_LENGTH = 26

/** Gives every confirmed attendee of the orders a ticket (受講証) who has none, in one statement. */
export async function issueTickets(scope: Scope, orderIds: readonly string[]): Promise<void> {
  const lacking = await scope.sql<{ id: string }>`
    select id from registration where order_id = any(${orderIds}::uuid[]) and state = 'confirmed'
      and not exists (select from ticket where registration_id = registration.id and revoked_at is null)`
  const tokens = lacking.map(() => randomCode(TOKEN_LENGTH))
  await scope.sql`
    insert into ticket (organization_id, registration_id, issue_no, token_hash, token_sealed, issued_at)
    select ${scope.organizationId}, given.id, (select count(*) + 1 from ticket where registration_id = given.id), given.hash, given.sealed, ${scope.now}
    from unnest(${lacking.map(({ id }) => id)}::uuid[], ${tokens.map(hashOf)}::text[], ${tokens.map(seal)}::text[]) as given (id, hash, sealed)
    on conflict do nothing`
}

/** The tokens of an order's living tickets, by registration. */
export async function tokensOfOrder(scope: Scope, orderId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await scope.sql<{ registration_id: string; token_sealed: string }>`
    select registration_id, token_sealed from ticket join registration on registration.id = registration_id
    where order_id = ${orderId}::uuid and revoked_at is null and state = 'confirmed'`
  return new Map(rows.map(({ registration_id, token_sealed }) => [registration_id, unseal(token_sealed)]))
}
