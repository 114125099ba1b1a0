import type { Scope } from "#app/platform/scope.server.ts"

export type EventOfList = Readonly<{
  eventId: string
  type: string
  objectId: string
  receivedAt: Date
  state: "received" | "done" | "ignored" | "failed"
  attempts: number
  lastError: string | null
  total: number
}>

/** Events that Stripe sent, the last one first, a page of them, of one state where given. */
export const eventsForList = (scope: Scope, input: Readonly<{ state: string; limit: number; offset: number }>) =>
  scope.sql<EventOfList>`
    select event_id as "eventId", type, object_id as "objectId", received_at as "receivedAt", state, attempts,
      last_error as "lastError", (count(*) over ())::integer as total
    from stripe_event where ${input.state} = '' or state = ${input.state}
    order by received_at desc, event_id
    limit ${input.limit}::integer offset ${input.offset}::integer`
