import { kindsForReader } from "#app/notices/notice-kinds.ts"
import type { Scope } from "#app/platform/scope.server.ts"
import type { MemberId } from "#app/values/ids.ts"

export type MailOfReader = Readonly<{ id: string; kind: string; subject: string; text: string; at: Date }>

/** What was sent to a reader, as it was sent, newest first (お知らせ); also what came back, for he finds it here. */
export const mailsForReader = (scope: Scope, memberId: MemberId) => scope.sql<MailOfReader>`
  select id, kind, subject, body_text as text, coalesce(sent_at, send_after) as at from outbox
  where member_id in (select member_family(${memberId}::uuid)) and state in ('sent', 'returned') and body_text <> ''
    and kind = any (${[...kindsForReader]}::text[])
  order by at desc, id limit 50`
