import type { Scope } from "#app/platform/scope.server.ts"

/** Where an attendee's own link leads now: the next online session of his seminar that has not ended; null without a seat. */
export async function joinLinkFor(scope: Scope, orderId: string, joinToken: string): Promise<string | null> {
  const [row] = await scope.sql<{ join_url: string }>`
    select join_url from registration join seminar_session as session on session.seminar_id = registration.seminar_id
    where order_id = ${orderId}::uuid and join_token = ${joinToken} and registration.state = 'confirmed' and join_url <> ''
    order by ends_at < ${scope.now}, starts_at limit 1`
  return row?.join_url ?? null
}
