import type { Scope } from "#app/platform/scope.server.ts"

export type MailOfList = Readonly<{
  id: string
  kind: string
  subject: string
  recipient: string
  memberId: string | null
  state: "waiting" | "sent" | "failed" | "returned"
  attempts: number
  sendAfter: Date
  sentAt: Date | null
  lastError: string | null
  total: number
}>

/** Mails of the outbox, the last one first, a page of them, of one state where given. */
export const mailsForList = (scope: Scope, input: Readonly<{ state: string; limit: number; offset: number }>) =>
  scope.sql<MailOfList>`
    select id, kind, subject, recipient, member_id as "memberId", state, attempts, send_after as "sendAfter",
      sent_at as "sentAt", last_error as "lastError", (count(*) over ())::integer as total
    from outbox where ${input.state} = '' or state = ${input.state}
    order by send_after desc, id
    limit ${input.limit}::integer offset ${input.offset}::integer`
