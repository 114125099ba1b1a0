import type { Bounce } from "#app/notices/bounce.ts"
import type { Scope } from "#app/platform/scope.server.ts"

const LONGEST_TEXT = 2_000

/**
 * Keeps what came back of mails of this organization (届かないメール), each report once; a mail that is lost for good is marked as returned
 * and is not tried again. Gives the outbox ids that are this organization's, and how many reports are new. Refuses nothing.
 */
export async function keepBounces(
  scope: Scope,
  bounces: readonly Bounce[],
): Promise<{ known: ReadonlySet<string>; added: number }> {
  if (bounces.length === 0) return { known: new Set(), added: 0 }
  const rows = await scope.sql<{ id: string; added: number }>`
    with given as (
      select * from unnest(${bounces.map(({ outboxId }) => outboxId)}::uuid[], ${bounces.map(({ reportKey }) => reportKey)}::text[],
        ${bounces.map(({ action }) => action)}::text[], ${bounces.map(({ status }) => status)}::text[],
        ${bounces.map(({ diagnostic }) => cleaned(diagnostic))}::text[]) as given (outbox_id, report_key, action, status, diagnostic)
    ), kept as (
      insert into mail_bounce (organization_id, outbox_id, report_key, address, action, status, diagnostic, received_at)
      select ${scope.organizationId}, outbox.id, given.report_key, lower(outbox.recipient), given.action, given.status,
        given.diagnostic, ${scope.now}
      -- A mail whose addressee was erased names nobody any more.
      from given join outbox on outbox.id = given.outbox_id and outbox.recipient <> ''
      on conflict (organization_id, outbox_id, report_key) do nothing returning outbox_id, action, status, diagnostic
    ), marked as (
      update outbox set state = 'returned', last_error = kept.status || ' ' || kept.diagnostic,
        body_text = case when kind = 'sign-in-code' then '' else body_text end,
        body_html = case when kind = 'sign-in-code' then '' else body_html end
      from kept where outbox.id = kept.outbox_id and kept.action = 'failed'
    )
    select outbox.id, (select count(*) from kept where kept.outbox_id = outbox.id)::integer as added
    from outbox where outbox.id in (select outbox_id from given)`
  return { known: new Set(rows.map(({ id }) => id)), added: rows.reduce((sum, { added }) => sum + added, 0) }
}

/** One line without control characters, which no text of the database holds. */
const cleaned = (text: string) =>
  text
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .trim()
    .slice(0, LONGEST_TEXT)
